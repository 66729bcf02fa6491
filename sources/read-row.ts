/** From a source's text to what is registered: the checks that need neither the clock nor the appointment as it is. */
import { instantFromInput } from '../domain/zones';
import { externalId as externalIdSchema, replacement, type Replacement } from '../intake/schema';
import { cut } from './cut';
import type { Column, RowProblem, SourceRow } from './row';

export type ReadRow =
  | { kind: 'on'; content: Replacement; startsAtMs: number; changedAtMs?: number }
  | { kind: 'cancelled'; changedAtMs?: number }
  | { kind: 'problem'; problems: RowProblem[] };

const words: Readonly<Record<string, boolean>> = {
  t: true,
  true: true,
  yes: true,
  y: true,
  '1': true,
  f: false,
  false: false,
  no: false,
  n: false,
  '0': false,
  '': false,
};

/** Times without a zone are of the row's `time_zone`, else of the office's. */
export function readRow(
  { externalId, values, problems: found = [] }: SourceRow,
  officeTimeZone: string,
): ReadRow {
  const problems = [...found];
  const blame = (column: RowProblem['column'], message: string) => {
    const value = column === 'external_id' ? externalId : values[column];
    problems.push({ column, message, ...(value ? { value: cut(value, 200) } : {}) });
  };
  const text = (column: Column) => values[column]?.trim() ?? '';

  const id = externalIdSchema.safeParse(externalId);
  if (!id.success) blame('external_id', id.error.issues[0]?.message ?? 'cannot be used');
  const changedAtMs = changedAt(text('updated_at'), officeTimeZone, blame);
  const cancelled = words[text('cancelled').toLowerCase()];
  if (cancelled === undefined) blame('cancelled', 'must be true or false');
  const changed = changedAtMs === undefined ? {} : { changedAtMs };
  // Whatever else is wrong with it: nobody is to be called about it.
  if (cancelled === true && problems.length === 0) return { kind: 'cancelled', ...changed };
  // What the source has said itself is the reason for whatever else is missing.
  if (found.length > 0) return { kind: 'problem', problems };

  const startsAt = isoTime(text('starts_at'));
  const timeZone = text('time_zone');
  const parsed = replacement.safeParse({
    client: {
      name: text('client_name'),
      phone: text('phone'),
      ...(text('locale') ? { locale: text('locale') } : {}),
      ...(text('client_time_zone') ? { timeZone: text('client_time_zone') } : {}),
    },
    startsAt,
    ...(timeZone ? { timeZone } : {}),
    ...(text('duration_minutes') ? { durationMinutes: Number(text('duration_minutes')) } : {}),
    ...(text('metadata') ? { metadata: json(text('metadata')) } : {}),
  });
  if (!parsed.success) for (const { path, message } of parsed.error.issues) blame(columnOf(path), message);
  const start = instantFromInput(startsAt, timeZone || undefined, officeTimeZone);
  if (start.kind === 'error' && !problems.some(({ column }) => column === 'starts_at'))
    blame(start.path === 'timeZone' ? 'time_zone' : 'starts_at', start.message);
  if (!parsed.success || start.kind === 'error' || problems.length > 0) return { kind: 'problem', problems };
  return { kind: 'on', content: parsed.data, startsAtMs: start.epochMs, ...changed };
}

/** The column that a field of the content came from. */
export function columnOf(path: readonly PropertyKey[] | string): RowProblem['column'] {
  const dotted = typeof path === 'string' ? path : path.map(String).join('.');
  const [first = ''] = dotted.split('.');
  return byField[dotted] ?? byField[first] ?? 'external_id';
}

const byField: Readonly<Record<string, Column>> = {
  'client.name': 'client_name',
  'client.phone': 'phone',
  'client.locale': 'locale',
  'client.timeZone': 'client_time_zone',
  startsAt: 'starts_at',
  timeZone: 'time_zone',
  durationMinutes: 'duration_minutes',
  metadata: 'metadata',
};

function changedAt(
  text: string,
  officeTimeZone: string,
  blame: (column: Column, message: string) => void,
): number | undefined {
  if (text === '') return undefined;
  const instant = instantFromInput(isoTime(text), undefined, officeTimeZone);
  if (instant.kind === 'ok') return instant.epochMs;
  // In the hour that a clock repeats, the later instant: the source's change then counts as the newer one.
  if (instant.choices) return Math.max(...instant.choices.map((choice) => Date.parse(choice)));
  blame('updated_at', instant.message);
  return undefined;
}

/** PostgreSQL writes `2026-11-24 09:00:00+00` where ISO 8601 has `+00:00`. */
function isoTime(text: string): string {
  return text.replace(/([+-]\d\d)$/, (offset, _sign, at: number) => (at > 10 ? `${offset}:00` : offset));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says what it should have been.
    return text;
  }
}
