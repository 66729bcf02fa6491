/** How long before the start a reminder is due: ISO 8601 durations such as `P1D` and `PT1H`. */
import { Temporal } from 'temporal-polyfill';
import { hourMs, minuteMs } from './policy';
import { clockMs, dayMs, instantOfClock } from './wall-clock';

export type Offset = Temporal.Duration;

const example = "Examples: P1D (a day before, by the office's clock), PT1H (an hour), PT90M, P1W";

/** Appointments share a few. */
const parsed = new Map<string, Offset>();
const rememberAtMost = 1_000;

/** @throws RangeError which says what is wrong, with examples. */
export function parseOffset(text: string): Offset {
  const known = parsed.get(text);
  if (known) return known;
  const offset = parse(text);
  if (parsed.size >= rememberAtMost) parsed.clear();
  parsed.set(text, offset);
  return offset;
}

function parse(text: string): Offset {
  const refuse = (why: string) => new RangeError(`reminder offset "${text}" ${why}. ${example}`);
  let offset: Offset;
  try {
    offset = Temporal.Duration.from(text);
  } catch {
    throw refuse('is not an ISO 8601 duration');
  }
  if (offset.sign <= 0) throw refuse('must be positive: reminders come before the start');
  // The limits only catch slips.
  const lengthMs = roughlyMs(offset);
  if (lengthMs > 365 * 24 * hourMs) throw refuse('is longer than 365 days');
  if (lengthMs < 5 * minuteMs) throw refuse('is shorter than PT5M');
  return offset;
}

/** As long as its name says, whatever the clock and the calendar do: a day has 24 hours, a month 30 days. */
export function roughlyMs({ years, months, weeks, days, hours, minutes, seconds }: Offset): number {
  const allDays = years * 365 + months * 30 + weeks * 7 + days;
  return (allDays * 24 + hours) * hourMs + minutes * minuteMs + seconds * 1_000;
}

/**
 * Calendar units count on the office's wall clock (a result within a clock change resolves as
 * Temporal's `compatible` does), then time units as elapsed time.
 */
export function dueAtMs(startsAtMs: number, offset: Offset, officeTimeZone: string): number {
  const { years, months, weeks, days, milliseconds, microseconds, nanoseconds } = offset;
  if (years !== 0 || months !== 0 || microseconds !== 0 || nanoseconds !== 0)
    return Temporal.Instant.fromEpochMilliseconds(startsAtMs)
      .toZonedDateTimeISO(officeTimeZone)
      .subtract(offset).epochMilliseconds;
  const calendarMs = (weeks * 7 + days) * dayMs;
  const timeMs = roughlyMs(offset) - calendarMs + milliseconds;
  if (calendarMs === 0) return startsAtMs - timeMs;
  return instantOfClock(clockMs(startsAtMs, officeTimeZone) - calendarMs, officeTimeZone) - timeMs;
}

/** The offset as elapsed time. */
export function offsetMs(startsAtMs: number, offset: Offset, officeTimeZone: string): number {
  return startsAtMs - dueAtMs(startsAtMs, offset, officeTimeZone);
}

/** REMINDER_DAYS_BEFORE and REMINDER_HOURS_BEFORE as offsets; 0 is none of that kind. */
export function offsetsFromGuide({
  daysBefore,
  hoursBefore,
}: {
  daysBefore: number;
  hoursBefore: number;
}): string[] {
  const offsets: string[] = [];
  if (daysBefore !== 0) offsets.push(`P${daysBefore}D`);
  if (hoursBefore !== 0) offsets.push(`PT${hoursBefore}H`);
  offsets.forEach(parseOffset);
  return offsets;
}
