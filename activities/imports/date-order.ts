import { cellsOf } from '../../db/import-lines';
import type { Import } from '../../db/imports';
import type { DateOrder } from '../../domain/words';
import { orderIn, orderTold } from '../../files/dates';
import type { Deps } from '../deps';

export interface FoundOrder {
  /** Null: no date needs it, or it has to be asked for. */
  read: DateOrder | null;
  from: Import['dateOrderFrom'];
}

/** Whether 03/04/2026 is in March or April: by choice, by all dates of the file, else by the habits of the country. */
export async function findDateOrder(
  { pool, defaultCountry }: Pick<Deps, 'pool' | 'defaultCountry'>,
  { id, fields, dateOrder }: Import,
): Promise<FoundOrder> {
  if (dateOrder !== null) return { read: dateOrder, from: 'choice' };
  const told = new Set<DateOrder | 'either'>();
  const column = fields.findIndex((field) => field === 'start' || field === 'date');
  for await (const cells of cellsOf(pool, id, column))
    for (const cell of cells) {
      const order = orderTold(cell);
      if (order !== undefined) told.add(order);
    }
  const dayFirst = told.has('day_first');
  // A file that says both says nothing of the others.
  if (!told.has('either') || (dayFirst && told.has('month_first'))) return { read: null, from: null };
  if (dayFirst) return { read: 'day_first', from: 'file' };
  if (told.has('month_first')) return { read: 'month_first', from: 'file' };
  const usual = orderIn(defaultCountry);
  return usual === undefined ? { read: null, from: null } : { read: usual, from: 'country' };
}
