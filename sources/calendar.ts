/** The office's calendar: the appointments that stand in it, from now on. */
import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { officeDay } from '../domain/zones';
import { components, type TimeZoneRules } from './calendar/components';
import type { ContactSettings } from './calendar/contact';
import { readEvent, type CalendarEvent } from './calendar/event';
import { contentLines } from './calendar/lines';
import { openCalendar } from './calendar/open';
import { rowsOf } from './calendar/rows';
import { gatherSeries } from './calendar/series';
import { dayMs } from './calendar/time';
import { zonesOf } from './calendar/zones';
import { SourceError, type SourceRow } from './row';

export interface CalendarSettings {
  /** An https, webcal or file URL, or a path. */
  location: string;
  /** Where name and number stand: names of properties in capitals, in the order in which they are searched. */
  nameIn: readonly string[];
  phoneIn: readonly string[];
  /** How far ahead series are followed. */
  daysAhead: number;
}

export interface CalendarOptions extends CalendarSettings {
  officeTimeZone: string;
  /** ISO 3166-1 alpha-2, for numbers without a country code. */
  defaultCountry: string;
  nowMs: number;
  /** What the last reading that was used gave; null: read it in any case. */
  validator: string | null;
}

export interface CalendarReading {
  rows: AsyncIterable<SourceRow[]>;
  /** To be given with the next reading, once the rows of this one are taken in. */
  validator: string | null;
  /** Events without a row: over, or nobody's number in them. Known when the rows have been read. */
  ignored: () => number;
}

/** Rows given at once. */
const batch = 1_000;
/** A year of a hundred appointments a day would be less. */
const maxRows = 100_000;
/** For working out all series; more than that is no office's calendar. */
const withinMs = 30_000;
/** What was moved back to an hour ago is still told. */
const backMs = dayMs;

/**
 * @returns 'unchanged' when the calendar and what follows from it are as they were
 * @throws SourceError, also while the rows are read; before the first of them the whole calendar has been read
 */
export async function readCalendar(options: CalendarOptions): Promise<CalendarReading | 'unchanged'> {
  const frame = frameOf(options);
  const before =
    options.validator?.startsWith(`${frame} `) === true ? options.validator.slice(frame.length + 1) : null;
  const opened = await openCalendar(options.location, before);
  if (opened === 'unchanged') return opened;
  let ignored = 0;
  return {
    rows: rowsFrom(opened.bytes, options, () => ignored++),
    validator: opened.validator === null ? null : `${frame} ${opened.validator}`,
    ignored: () => ignored,
  };
}

/** What else the rows depend on: the settings, and the day, for every day the series come a day further. */
function frameOf({
  location,
  nameIn,
  phoneIn,
  daysAhead,
  officeTimeZone,
  defaultCountry,
  nowMs,
}: CalendarOptions): string {
  const settings = [location, nameIn, phoneIn, daysAhead, officeTimeZone, defaultCountry];
  const hash = createHash('sha256').update(JSON.stringify(settings)).digest('hex');
  return `${officeDay(nowMs, officeTimeZone)} ${hash.slice(0, 16)}`;
}

async function* rowsFrom(
  bytes: AsyncIterable<Uint8Array>,
  { nameIn, phoneIn, daysAhead, officeTimeZone, defaultCountry, nowMs }: CalendarOptions,
  ignore: () => void,
): AsyncGenerator<SourceRow[]> {
  const contacts: ContactSettings = { name: nameIn, phone: phoneIn, defaultCountry };
  const window = { fromMs: nowMs - backMs, toMs: nowMs + daysAhead * dayMs };
  const { events, zones } = await readAll(bytes, new Set([...nameIn, ...phoneIn]), window.fromMs);
  const zoneOf = zonesOf(zones, officeTimeZone);
  let rows: SourceRow[] = [];
  let given = 0;
  let spentMs = 0;
  for (const series of gatherSeries(events)) {
    const startedAt = performance.now();
    const made = rowsOf(series, { zoneOf, contacts, window });
    spentMs += performance.now() - startedAt;
    if (made.length === 0) ignore();
    rows.push(...made);
    given += made.length;
    if (given > maxRows)
      throw new SourceError(
        `CALENDAR_URL: there are more than ${maxRows} appointments; set CALENDAR_DAYS_AHEAD lower`,
      );
    if (spentMs > withinMs)
      throw new SourceError(
        `CALENDAR_URL: it takes more than ${withinMs / 1_000} s to work out its series; set CALENDAR_DAYS_AHEAD lower, or leave out the past`,
      );
    if (rows.length < batch) continue;
    yield rows;
    rows = [];
    // Whatever else this process does goes on meanwhile.
    await breathe();
  }
  if (rows.length > 0) yield rows;
}

async function readAll(
  bytes: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
  fromMs: number,
): Promise<{ events: CalendarEvent[]; zones: TimeZoneRules[] }> {
  const events: CalendarEvent[] = [];
  const zones: TimeZoneRules[] = [];
  for await (const component of components(contentLines(bytes), wanted))
    if (component.kind === 'time_zone') zones.push(component.rules);
    else {
      const event = readEvent(component.properties, component.method);
      events.push(isOver(event, fromMs) ? { ...event, properties: [] } : event);
    }
  return { events, zones };
}

/** Whatever its zone. Years of the past need not stay in memory with all their texts. */
function isOver({ start, rule, alsoAt, recurrenceId }: CalendarEvent, fromMs: number): boolean {
  return (
    start !== undefined &&
    rule === undefined &&
    alsoAt.length === 0 &&
    recurrenceId === undefined &&
    start.wallMs < fromMs - dayMs
  );
}
