/** From the cells of a line to what is registered: the checks that need neither the clock nor the database. */
import { createHash } from 'node:crypto';
import { parsePhone } from '../domain/phone';
import type { DateOrder, ImportField } from '../domain/words';
import { instantFromInput } from '../domain/zones';
import { externalId as externalIdSchema, replacement, type Replacement } from '../intake/schema';
import type { ColumnFields } from './columns';
import { readDayAndClock, readStart, type Read } from './dates';
import { withoutMark } from './formulas';
import { readPhone } from './phones';

export interface Table {
  header: readonly string[];
  fields: ColumnFields;
  dateOrder: DateOrder | undefined;
}

/** Whose numbers and clocks are meant where a file does not say. */
export interface OfficeHabits {
  timeZone: string;
  defaultCountry: string;
  allowedCountries: readonly string[];
}

/** Why a line is refused, or left alone. */
export interface LineReason {
  /** The columns, as the file names them; empty: the line as a whole. */
  column: string;
  value: string;
  /** Continues the column's name: what is wrong, and what to do. */
  message: string;
}

export type ReadLine =
  | { kind: 'wanted'; externalId: string; content: Replacement; startsAtMs: number }
  | { kind: 'refused'; reasons: LineReason[] }
  | { kind: 'ignored'; reasons: LineReason[] };

/** Names that were made of phone and start, for lines that have none of their own. */
export const derivedPrefix = 'file:';

const cancelledWords =
  /^(cancel|annul|abgesagt|storniert|gestrichen|entfällt|supprim|anulad|canceled|deleted|gelöscht)/i;

export function readLine(cells: readonly string[], table: Table, habits: OfficeHabits): ReadLine {
  const { fields } = table;
  const reasons: LineReason[] = [];
  const cell = (field: ImportField) => withoutMark(cells[fields.indexOf(field)] ?? '').trim();
  const blame = (field: ImportField, message: string) => {
    const reason = { ...whereIs(cells, table, field), message };
    if (!reasons.some(({ column }) => column === reason.column)) reasons.push(reason);
  };
  const taken = (field: ImportField, read: Read<string>): string => {
    if (read.kind === 'error') blame(field, read.message);
    return read.kind === 'ok' ? read.value : '';
  };

  if (cancelledWords.test(cell('status')))
    return {
      kind: 'ignored',
      reasons: [
        {
          ...whereIs(cells, table, 'status'),
          message: 'says that it is off; a file cancels nothing, so cancel it by hand if it is registered',
        },
      ],
    };
  if (cells.length > table.header.length)
    return {
      kind: 'refused',
      reasons: [
        {
          column: '',
          value: cells[table.header.length] ?? '',
          message: `The line has ${cells.length} cells, the header ${table.header.length}; put a cell that contains the delimiter in quotes.`,
        },
      ],
    };

  const written = cell('phone') === '' ? '' : taken('phone', readPhone(cell('phone'), habits));
  const startField = fields.includes('start') ? 'start' : 'date';
  const startsAt = startOf(cell, startField, table.dateOrder, taken);
  const minutes = cell('duration') === '' ? undefined : readMinutes(cell('duration'));
  if (minutes !== undefined && Number.isNaN(minutes))
    blame('duration', 'is not a number of minutes; write it as 30');
  const timeZone = cell('timeZone');
  const parsed = replacement.safeParse({
    client: {
      name: cell('name') || [cell('firstName'), cell('lastName')].filter(Boolean).join(' '),
      phone: written,
      ...(cell('locale') ? { locale: cell('locale').replace('_', '-') } : {}),
      ...(cell('clientTimeZone') ? { timeZone: cell('clientTimeZone') } : {}),
    },
    startsAt,
    ...(timeZone ? { timeZone } : {}),
    ...(minutes === undefined || Number.isNaN(minutes) ? {} : { durationMinutes: minutes }),
    ...(cell('reminders') ? { reminders: cell('reminders').split(/[\s,;]+/) } : {}),
    ...metadataOf(cells, table),
  });
  if (!parsed.success)
    for (const { path, message } of parsed.error.issues)
      // A start that could not be read has been told already.
      if (path[0] !== 'startsAt' || cell(startField) === '') blame(fieldOf(path, table), message);
  const start = instantFromInput(startsAt, timeZone || undefined, habits.timeZone);
  if (startsAt !== '' && start.kind === 'error')
    blame(start.path === 'timeZone' ? 'timeZone' : startField, start.message);
  const named = cell('externalId') === '' ? undefined : externalIdSchema.safeParse(cell('externalId'));
  if (named?.success === false) blame('externalId', named.error.issues[0]?.message ?? 'cannot be used');

  if (!parsed.success || start.kind === 'error' || reasons.length > 0) return { kind: 'refused', reasons };
  const { client } = parsed.data;
  const number = parsePhone(client.phone, habits.defaultCountry);
  // One that is none is told with all else that the settings have against the content.
  const phone = number.kind === 'ok' ? number.e164 : client.phone;
  return {
    kind: 'wanted',
    externalId: named?.data ?? derivedName(phone, start.epochMs),
    content: { ...parsed.data, client: { ...client, phone } },
    startsAtMs: start.epochMs,
  };
}

/** The cell that a field of the content came from; for what is wrong with the content as `path` names it. */
export function reasonAt(cells: readonly string[], table: Table, path: string, message: string): LineReason {
  return { ...whereIs(cells, table, fieldOf(path.split('.'), table)), message };
}

function startOf(
  cell: (field: ImportField) => string,
  field: 'start' | 'date',
  order: DateOrder | undefined,
  taken: (field: ImportField, read: Read<string>) => string,
): string {
  const text = cell(field);
  if (text === '') return '';
  if (field === 'start') return taken('start', readStart(text, order));
  return taken(cell('time') === '' ? 'time' : 'date', readDayAndClock(text, cell('time'), order));
}

/** `30`, `30 min` or `1:30`; NaN for what is none of them. */
function readMinutes(text: string): number {
  const [, hours, rest] = /^(\d{1,3}):([0-5]\d)(?::00)?$/.exec(text) ?? [];
  if (hours !== undefined) return Number(hours) * 60 + Number(rest);
  return Number(/^(\d{1,5})\s*(?:min\.?|minutes?|minuten|minutos|mn)?$/i.exec(text)?.[1] ?? NaN);
}

function metadataOf(cells: readonly string[], { header, fields }: Table): { metadata?: object } {
  if (!fields.includes('metadata')) return {};
  return {
    metadata: Object.fromEntries(
      fields.flatMap((field, column) => {
        const value = withoutMark(cells[column] ?? '').trim();
        return field === 'metadata' && value !== ''
          ? [[header[column] || `column ${column + 1}`, value]]
          : [];
      }),
    ),
  };
}

function whereIs(
  cells: readonly string[],
  { header, fields }: Table,
  field: ImportField,
): { column: string; value: string } {
  const column = fields.indexOf(field);
  return {
    column: column < 0 ? '' : (header[column] ?? ''),
    // Enough to find it by.
    value: column < 0 ? '' : (cells[column] ?? '').slice(0, 100),
  };
}

function fieldOf(path: readonly PropertyKey[], { fields }: Table): ImportField {
  const has = (field: ImportField) => fields.includes(field);
  switch (path.slice(0, 2).map(String).join('.')) {
    case 'client.name':
      return has('name') ? 'name' : has('lastName') ? 'lastName' : 'firstName';
    case 'client.phone':
      return 'phone';
    case 'client.locale':
      return 'locale';
    case 'client.timeZone':
      return 'clientTimeZone';
  }
  switch (String(path[0])) {
    case 'timeZone':
      return 'timeZone';
    case 'durationMinutes':
      return 'duration';
    case 'reminders':
      return 'reminders';
    case 'metadata':
      return 'metadata';
    default:
      return has('start') ? 'start' : 'date';
  }
}

/** By the number in E.164, so that its spelling makes no difference. A hash, for names are shown and logged. */
function derivedName(phone: string, startsAtMs: number): string {
  const hash = createHash('sha256').update(`${phone} ${startsAtMs}`).digest('hex');
  return derivedPrefix + hash.slice(0, 24);
}
