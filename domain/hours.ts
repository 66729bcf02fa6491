/**
 * When calls are allowed, by the clock of a zone. opening_hours.js, the well-known library for these
 * rules, evaluates them in the process's own zone only, so it serves as the tests' oracle instead.
 */
import { Temporal } from 'temporal-polyfill';
import type { CallingHours, Span } from './hours-syntax';

export { parseCallingHours, type CallingHours, type Span } from './hours-syntax';

/** When calls are allowed on a day; empty when closed. */
export function daySpans(hours: CallingHours, day: Temporal.PlainDate): readonly Span[] {
  const monthDay = day.month * 100 + day.day;
  const within = ({ yearly, from, to }: CallingHours[number]['dates'][number]) => {
    const key = yearly ? monthDay : day.year * 10_000 + monthDay;
    return from <= to ? from <= key && key <= to : from <= key || key <= to;
  };
  const rule = hours.findLast(
    ({ dates, weekdays }) =>
      (dates.length === 0 || dates.some(within)) &&
      (weekdays.length === 0 || weekdays.includes(day.dayOfWeek)),
  );
  return rule?.spans ?? [];
}

export function isOpenAt(hours: CallingHours, epochMs: number, timeZone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
  const minute = local.hour * 60 + local.minute;
  return daySpans(hours, local.toPlainDate()).some(
    ({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute,
  );
}

/** The first open instant at or after `epochMs`; undefined when none comes within the horizon. */
export function nextOpeningMs(
  hours: CallingHours,
  epochMs: number,
  timeZone: string,
  horizonDays = 31,
): number | undefined {
  if (isOpenAt(hours, epochMs, timeZone)) return epochMs;
  const today = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone).toPlainDate();
  for (let days = 0; days <= horizonDays; days++) {
    const opening = possibleOpenings(hours, today.add({ days }), timeZone)
      .filter((instant) => instant > epochMs && isOpenAt(hours, instant, timeZone))
      .sort((a, b) => a - b)[0];
    if (opening !== undefined) return opening;
  }
  return undefined;
}

/** A clock change may repeat an opening, or be one itself when it jumps over the wall clock's. */
function possibleOpenings(hours: CallingHours, day: Temporal.PlainDate, timeZone: string): number[] {
  const openings = daySpans(hours, day).flatMap(({ fromMinute }) =>
    (['earlier', 'later'] as const).map((disambiguation) =>
      day
        .toPlainDateTime({ hour: Math.floor(fromMinute / 60), minute: fromMinute % 60 })
        .toZonedDateTime(timeZone, { disambiguation }),
    ),
  );
  const clockChange = day.toZonedDateTime(timeZone).subtract({ seconds: 1 }).getTimeZoneTransition('next');
  if (clockChange?.toPlainDate().equals(day)) openings.push(clockChange);
  return openings.map((opening) => opening.epochMilliseconds);
}
