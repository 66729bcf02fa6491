/**
 * Clocks on walls in plain numbers, for the plans of thousands at a time. Temporal says how far a zone's clock is from
 * UTC, and that is remembered; where a clock change is near, Temporal does all.
 */
import { Temporal } from 'temporal-polyfill';
import { hourMs, minuteMs } from './policy';

export interface CalendarDay {
  year: number;
  month: number;
  day: number;
  /** 1 is Monday. */
  dayOfWeek: number;
}

export const dayMs = 24 * hourMs;
/** As many as the quarter hours of two years. */
const atMost = 70_000;
const distances = new Map<string, number>();

/** How far the clock is ahead of UTC; clocks change on the full minute. */
function aheadMs(epochMs: number, timeZone: string): number {
  const minute = Math.floor(epochMs / minuteMs);
  const key = `${minute} ${timeZone}`;
  const known = distances.get(key);
  if (known !== undefined) return known;
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(minute * minuteMs).toZonedDateTimeISO(
    timeZone,
  );
  if (distances.size >= atMost) distances.clear();
  distances.set(key, offsetNanoseconds / 1e6);
  return offsetNanoseconds / 1e6;
}

/** What the clock shows: as if it were UTC's, in epoch milliseconds. */
export function clockMs(epochMs: number, timeZone: string): number {
  return epochMs + aheadMs(epochMs, timeZone);
}

/** The day of what a clock shows, and how far it has got, in minutes. */
export function dayAndMinute(clockMs: number): CalendarDay & { minute: number } {
  const date = new Date(clockMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    dayOfWeek: date.getUTCDay() || 7,
    minute: date.getUTCHours() * 60 + date.getUTCMinutes(),
  };
}

/** How far the clock is ahead of UTC while it shows this to that; undefined where it changes then, or within a day. */
export function steadyAheadMs(fromClockMs: number, toClockMs: number, timeZone: string): number | undefined {
  // No zone is a day away from UTC.
  const before = aheadMs(fromClockMs - dayMs, timeZone);
  return before === aheadMs(toClockMs + dayMs, timeZone) ? before : undefined;
}

/** When the clock shows this; what it skips or repeats resolves as Temporal's `compatible` does. */
export function instantOfClock(clockMs: number, timeZone: string): number {
  const ahead = steadyAheadMs(clockMs, clockMs, timeZone);
  return ahead === undefined
    ? plainDateTime(clockMs).toZonedDateTime(timeZone).epochMilliseconds
    : clockMs - ahead;
}

/** What a clock shows, for Temporal. */
export function plainDateTime(clockMs: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(clockMs).toZonedDateTimeISO('UTC').toPlainDateTime();
}
