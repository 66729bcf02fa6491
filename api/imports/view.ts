/** An import as the API shows it. */
import type { z } from 'zod';
import type { Config } from '../../config';
import type { Caller } from '../../db/callers';
import { listVerdicts, linesAfter } from '../../db/import-lines';
import type { Import } from '../../db/imports';
import { usedBy } from '../../db/key-usage';
import type { Db } from '../../db/pool';
import { officeDay } from '../../domain/zones';
import { missingFields } from '../../files/columns';
import { utc } from '../appointments/view';
import { Problem, type FieldError } from '../problem';
import type * as schemas from '../schemas/imports';

export type ImportView = z.input<typeof schemas.importSchema>;

/** Lines that are shown so that somebody sees what is in the columns. */
const sampleLines = 5;

/** How many more this caller may register today. */
export async function remainingToday(
  db: Db,
  { office, maxAppointmentsPerKeyPerDay: cap }: Config,
  caller: Caller,
  nowMs: number,
): Promise<number> {
  return Math.max(0, cap - (await usedBy(db, caller.id, officeDay(nowMs, office.timeZone))));
}

export async function importView(
  db: Db,
  config: Config,
  imported: Import,
  remaining: number,
): Promise<ImportView> {
  const { id, state, header, fields, encoding, delimiter, lines, done, counts } = imported;
  if (state === 'uploading' || encoding === null || delimiter === null)
    throw new Error('What is still on its way in is not shown.');
  const self = `/v1/imports/${id}`;
  const isApplying = state === 'applying' || state === 'applied';
  const { registers = 0, changes = 0, unchanged = 0, refused = 0, ignored = 0 } = counts;
  return {
    id,
    fileName: imported.fileName,
    state,
    encoding,
    delimiter,
    columns: header.map((name, column) => ({ name, field: fields[column] ?? null })),
    missing: missingFields(fields),
    isRemembered: imported.isRemembered,
    dateOrder: imported.dateOrder,
    notes: notesOn(config, imported, remaining),
    lines,
    done,
    total: state === 'applied' ? done : isApplying ? registers + changes : lines,
    counts: { registers, changes, unchanged, refused, ignored },
    remainingToday: remaining,
    ...(imported.error ? { error: imported.error } : {}),
    sample: await linesAfter(db, id, 0, sampleLines),
    createdAt: utc(imported.createdAtMs),
    links: { self, lines: `${self}/lines` },
  };
}

/** What was assumed, and what had better be known before it is imported. */
function notesOn({ defaultCountry }: Config, imported: Import, remaining: number): string[] {
  const { encoding, isRemembered, fields, dateOrderRead, dateOrderFrom, state, counts } = imported;
  const notes: string[] = [];
  if (encoding === 'windows-1252')
    notes.push(
      'The file is not in UTF-8; it was read as Windows-1252, as Excel saves it. See that names with accents are right.',
    );
  if (isRemembered) notes.push('The columns hold what was chosen for an earlier file with this header.');
  if (!fields.includes('externalId'))
    notes.push(
      'No column holds an external id: a line is known by phone and start. The same file twice changes nothing, but a line with another start is another appointment.',
    );
  const order = dateOrderRead === 'day_first' ? 'the day first' : 'the month first';
  if (dateOrderFrom === 'file')
    notes.push(`Dates such as 03/04/2026 are read with ${order}, as other dates of the file can only be.`);
  if (dateOrderFrom === 'country')
    notes.push(
      `Nothing in the file tells whether 03/04/2026 is in March or April: such dates are read with ${order}, as is usual in ${defaultCountry} (DEFAULT_COUNTRY). If that is wrong, choose the order.`,
    );
  const tooMany = state === 'checked' ? tooManyFor(remaining, counts.registers ?? 0) : undefined;
  return tooMany ? [...notes, tooMany] : notes;
}

/** Why so many cannot be registered today. */
export function tooManyFor(remaining: number, registers: number): string | undefined {
  if (registers <= remaining) return undefined;
  return `${registers} lines would register an appointment, but you may register ${remaining} more today: raise MAX_APPOINTMENTS_PER_KEY_PER_DAY, or split the file over several days.`;
}

export async function linesView(
  db: Db,
  { id, lastLine }: Import,
  { outcome, cursor, limit }: z.output<typeof schemas.linesQuery>,
): Promise<z.input<typeof schemas.linesPage>> {
  const found = await listVerdicts(db, id, {
    ...(outcome ? { outcome } : {}),
    after: cursor,
    // What lies beyond was found by a check that has been overtaken.
    upTo: lastLine,
    limit: limit + 1,
  });
  const data = found.slice(0, limit);
  return { data, nextCursor: found.length > limit ? String(data.at(-1)?.line) : null };
}

/** Fields for columns that cannot hold them together. */
export function mappingErrors(imported: Import, fields: Import['fields']): FieldError[] {
  const { header } = imported;
  if (fields.length !== header.length)
    return [
      { path: 'fields', message: `must have ${header.length} entries, one for each column of the file` },
    ];
  const twice = fields.flatMap((field, at): FieldError[] =>
    field === null || field === 'metadata' || fields.indexOf(field) === at
      ? []
      : [{ path: `fields.${at}`, message: `is ${field}, which another column holds already` }],
  );
  const missing = missingFields(fields).map((field) => ({
    path: 'fields',
    message: `name no column that holds ${field}`,
  }));
  return [...twice, ...missing];
}

export function wrongState({ state }: Import, what: string): Problem {
  return new Problem(
    409,
    'not_checked',
    `The import is ${state}, so it cannot be ${what} now${remedies[state] ?? ''}.`,
  );
}

const remedies: Partial<Record<Import['state'], string>> = {
  uploaded: '; say first what its columns hold, by PUT …/mapping',
  checking: '; wait until it is checked',
  failed: '; have it checked again, by PUT …/mapping, or bring the file again',
};
