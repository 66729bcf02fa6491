/** Events of a calendar as rows: each one of a series is an appointment of its own. */
import type { Column, RowProblem, SourceRow } from '../row';
import { contactOf, type Contact, type ContactSettings } from './contact';
import type { CalendarEvent } from './event';
import {
  externalId,
  groupBy,
  minutesOf,
  newest,
  startsOf,
  zoneFor,
  type Series,
  type Window,
} from './series';
import { basicUtc } from './time';
import type { ZoneOf } from './zones';

export interface RowContext {
  zoneOf: ZoneOf;
  contacts: ContactSettings;
  window: Window;
}

/** No rows: it is over, or nobody is to be called about it, such as a meeting of the staff. */
export function rowsOf({ uid, master, changes }: Series, context: RowContext): SourceRow[] {
  if (uid === '') return [master, ...changes].flatMap((event) => (event ? unnamed(event, context) : []));
  const { zoneOf, window } = context;
  const contact = master ? contactOf(master.properties, context.contacts) : none;
  const changed = byOriginal(changes, zoneOf);
  const rows: SourceRow[] = [];
  if (master)
    rows.push(
      ...orProblem(uid, master, contact, () => {
        checkTime(master);
        const { on, off } = startsOf(master, zoneOf, {
          ...window,
          toMs: Math.min(window.toMs, knownUntil(changed)),
        });
        const repeats = master.rule !== undefined || master.alsoAt.length > 0;
        const name = (ms: number) => externalId(uid, repeats ? ms : undefined);
        return [
          ...on.filter((ms) => !changed.has(ms)).map((ms) => row(name(ms), master, ms, contact, zoneOf)),
          ...off.filter((ms) => !changed.has(ms)).map((ms) => cancelled(name(ms), master)),
        ];
      }),
    );
  for (const [original, event] of changed) {
    const id = typeof original === 'number' ? externalId(uid, original) : externalId(`${uid}/${original}`);
    const own = contactOf(event.properties, context.contacts);
    const whom = own.kind === 'none' ? contact : own;
    const isCancelled = event.isCancelled || master?.isCancelled === true;
    rows.push(
      ...orProblem(id, event, whom, () => {
        checkTime(event);
        if (isCancelled)
          return typeof original === 'number' && original >= window.fromMs ? [cancelled(id, event)] : [];
        const start = event.start && zoneFor(zoneOf, event.start).toInstant(event.start.wallMs);
        return start !== undefined && start >= window.fromMs ? [row(id, event, start, whom, zoneOf)] : [];
      }),
    );
  }
  return rows;
}

/** Whatever follows a change of all that follow is somewhere else now. */
function knownUntil(changed: ReadonlyMap<number | string, CalendarEvent>): number {
  const from = [...changed].filter(([, { isFromThereOn }]) => isFromThereOn);
  return Math.min(...from.map(([original]) => (typeof original === 'number' ? original : -Infinity)));
}

const none: Contact = { kind: 'none' };

/** By the instant at which it would have started, or by what is written there, should nobody know its zone. */
function byOriginal(changes: readonly CalendarEvent[], zoneOf: ZoneOf): Map<number | string, CalendarEvent> {
  const versions = groupBy(changes, ({ recurrenceId }) => {
    if (!recurrenceId) return '';
    const { wallMs } = recurrenceId;
    return zoneOf(recurrenceId)?.toInstant(wallMs) ?? basicUtc(wallMs);
  });
  return new Map(
    [...versions].flatMap(([original, all]) => {
      const event = newest(all);
      return event ? [[original, event] as const] : [];
    }),
  );
}

/** @throws RangeError */
function checkTime({ start, isCancelled }: CalendarEvent): void {
  if (start?.isDate === true && !isCancelled)
    throw new RangeError('is an event of a whole day; give it a time, so that its client can be told');
}

/** What cannot be understood is told, unless nobody would be called about it anyhow. */
function orProblem(id: string, event: CalendarEvent, contact: Contact, rows: () => SourceRow[]): SourceRow[] {
  const tell = (value: string, message: string) =>
    contact.kind === 'none' ? [] : [{ externalId: id, values: {}, problems: [startProblem(value, message)] }];
  if (event.fault) return tell(event.fault.value, event.fault.message);
  try {
    return rows().filter(({ values }) => contact.kind !== 'none' || values.cancelled !== undefined);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tell(event.rule === undefined ? '' : `RRULE:${event.rule.slice(0, 150)}`, error.message);
  }
}

function startProblem(value: string, message: string): RowProblem {
  return { column: 'starts_at', message, ...(value === '' ? {} : { value }) };
}

function row(id: string, event: CalendarEvent, startMs: number, contact: Contact, zoneOf: ZoneOf): SourceRow {
  if (event.isCancelled) return cancelled(id, event);
  const minutes = minutesOf(event, zoneOf);
  const values: Partial<Record<Column, string>> = {
    starts_at: iso(startMs),
    ...(contact.kind === 'found' ? { client_name: contact.name, phone: contact.phone } : {}),
    ...(minutes === undefined ? {} : { duration_minutes: String(minutes) }),
    ...updatedAt(event),
  };
  return {
    externalId: id,
    values,
    ...(contact.kind === 'problem' ? { problems: [contact.problem] } : {}),
  };
}

function cancelled(id: string, event: CalendarEvent): SourceRow {
  return { externalId: id, values: { cancelled: 'true', ...updatedAt(event) } };
}

function updatedAt({ modifiedMs }: CalendarEvent): { updated_at?: string } {
  return modifiedMs === undefined ? {} : { updated_at: iso(modifiedMs) };
}

/** Without it nobody could tell tomorrow which event it was. */
function unnamed(event: CalendarEvent, { contacts }: RowContext): SourceRow[] {
  if (contactOf(event.properties, contacts).kind === 'none') return [];
  return [
    {
      externalId: '',
      values: {},
      problems: [
        { column: 'external_id', message: 'the event has no UID, by which it would be known again' },
      ],
    },
  ];
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}
