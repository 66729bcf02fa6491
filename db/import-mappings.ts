/** Which fields somebody chose for the columns of a file, for the next one with the same header. */
import { createHash } from 'node:crypto';
import type { DateOrder, ImportField } from '../domain/words';
import type { Db } from './pool';

export interface ImportMapping {
  fields: (ImportField | null)[];
  dateOrder: DateOrder | null;
}

export async function findMapping(db: Db, header: readonly string[]): Promise<ImportMapping | undefined> {
  const { rows } = await db.query<ImportMapping>(
    'select fields, date_order as "dateOrder" from import_mappings where header_hash = $1',
    [hashOf(header)],
  );
  return rows[0];
}

export async function rememberMapping(
  db: Db,
  header: readonly string[],
  { fields, dateOrder }: ImportMapping,
): Promise<void> {
  await db.query(
    `insert into import_mappings (header_hash, fields, date_order) values ($1, $2, $3)
     on conflict (header_hash) do update set fields = excluded.fields, date_order = excluded.date_order`,
    [hashOf(header), fields, dateOrder],
  );
}

function hashOf(header: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(header)).digest();
}
