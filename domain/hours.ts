/**
 * When calls are allowed, by the clock of a zone. opening_hours.js, the well-known library for these
 * rules, evaluates them in the process's own zone only, so it serves as the tests' oracle instead.
 */
import type { CallingHours, Span } from './hours-syntax';
import { minuteMs } from './policy';
import { clockMs, dayAndMinute, dayMs, plainDateTime, steadyAheadMs, type CalendarDay } from './wall-clock';

export { parseCallingHours, type CallingHours, type Span } from './hours-syntax';

/** When calls are allowed on a day; empty when closed. */
export function daySpans(hours: CallingHours, day: CalendarDay): readonly Span[] {
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
  const { minute, ...day } = dayAndMinute(clockMs(epochMs, timeZone));
  return daySpans(hours, day).some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
}

/** The first open instant at or after `epochMs`; undefined when none comes within the horizon. */
export function nextOpeningMs(
  hours: CallingHours,
  epochMs: number,
  timeZone: string,
  horizonDays = 31,
): number | undefined {
  if (isOpenAt(hours, epochMs, timeZone)) return epochMs;
  const midnightMs = Math.floor(clockMs(epochMs, timeZone) / dayMs) * dayMs;
  for (let days = 0; days <= horizonDays; days++) {
    const opening = possibleOpenings(hours, midnightMs + days * dayMs, timeZone)
      .filter((instant) => instant > epochMs && isOpenAt(hours, instant, timeZone))
      .sort((a, b) => a - b)[0];
    if (opening !== undefined) return opening;
  }
  return undefined;
}

/** On the day whose midnight the clock shows then. */
function possibleOpenings(hours: CallingHours, midnightMs: number, timeZone: string): number[] {
  const openings = daySpans(hours, dayAndMinute(midnightMs)).map(
    ({ fromMinute }) => midnightMs + fromMinute * minuteMs,
  );
  const aheadMs = steadyAheadMs(midnightMs, midnightMs + dayMs, timeZone);
  if (aheadMs !== undefined) return openings.map((opening) => opening - aheadMs);

  // A clock change may repeat an opening, or be one itself when it jumps over the wall clock's.
  const possible = openings.flatMap((opening) =>
    (['earlier', 'later'] as const).map((disambiguation) =>
      plainDateTime(opening).toZonedDateTime(timeZone, { disambiguation }),
    ),
  );
  const day = plainDateTime(midnightMs).toPlainDate();
  const clockChange = day.toZonedDateTime(timeZone).subtract({ seconds: 1 }).getTimeZoneTransition('next');
  if (clockChange?.toPlainDate().equals(day)) possible.push(clockChange);
  return possible.map((opening) => opening.epochMilliseconds);
}
