/**
 * When something comes again, by an RRULE. All of it happens on the clock of the wall, as RFC 5545 has it: a weekly
 * 09:00 stays 09:00. Zones come afterwards. Days are numbered
 * from 1970 on, whose first was a Thursday.
 */
import { parseRule, type Rule } from './rule';
import { dayMs } from './time';

export interface Repeating {
  rule: string;
  /** The first one. It counts, whether or not the rule names its day. */
  startWallMs: number;
  /** For UNTIL, which may be in UTC. */
  toWall: (epochMs: number) => number;
}

/**
 * What the clock shows at each that starts from `fromMs` to `toMs`.
 * @throws RangeError that says what of the rule is not taken
 */
export function occurrences(
  { rule: text, startWallMs, toWall }: Repeating,
  fromMs: number,
  toMs: number,
): number[] {
  const rule = parseRule(text, startWallMs, toWall);
  const startDay = Math.floor(startWallMs / dayMs);
  const clockMs = startWallMs - startDay * dayMs;
  const found: number[] = [];
  let left = rule.count;
  for (const day of daysOf(rule, startDay, Math.floor(fromMs / dayMs), Math.floor(toMs / dayMs))) {
    const ms = day * dayMs + clockMs;
    if (ms > toMs || ms > rule.untilMs || left-- === 0) break;
    if (ms >= fromMs) found.push(ms);
  }
  return found;
}

/** In their order. Those before `fromDay` only where they are counted. */
function* daysOf(rule: Rule, startDay: number, fromDay: number, toDay: number): Generator<number> {
  const { interval, bySetPos } = rule;
  const { firstOf, periodOf } = periods(rule, startDay);
  const isOn = dayTest(rule, startDay);
  const skipped = rule.count === Infinity ? Math.max(0, Math.floor(periodOf(fromDay) / interval)) : 0;
  yield startDay;
  for (let period = skipped * interval; firstOf(period) <= toDay; period += interval) {
    const days: number[] = [];
    for (let day = firstOf(period); day < firstOf(period + 1); day++) if (isOn(day)) days.push(day);
    for (const [index, day] of days.entries())
      if (
        day > startDay &&
        (bySetPos.length === 0 || bySetPos.includes(index + 1) || bySetPos.includes(index - days.length))
      )
        yield day;
  }
}

/** The days, weeks, months or years from the first one's on, which is number 0. */
function periods(
  { freq, weekStart }: Rule,
  startDay: number,
): { firstOf: (period: number) => number; periodOf: (day: number) => number } {
  const start = dateOf(startDay);
  switch (freq) {
    case 'DAILY':
      return { firstOf: (period) => startDay + period, periodOf: (day) => day - startDay };
    case 'WEEKLY': {
      const first = startDay - ((weekdayOf(startDay) - weekStart + 7) % 7);
      return { firstOf: (period) => first + period * 7, periodOf: (day) => Math.floor((day - first) / 7) };
    }
    case 'MONTHLY':
      return {
        firstOf: (period) => dayOf(start.year, start.month + period, 1),
        periodOf: (day) => (dateOf(day).year - start.year) * 12 + dateOf(day).month - start.month,
      };
    case 'YEARLY':
      return {
        firstOf: (period) => dayOf(start.year + period, 1, 1),
        periodOf: (day) => dateOf(day).year - start.year,
      };
  }
}

/** Whether the rule names a day of one of its periods. What it does not say, the first one's day implies. */
function dayTest({ freq, byDay, byMonth, byMonthDay }: Rule, startDay: number): (day: number) => boolean {
  const start = dateOf(startDay);
  const isSilent = byDay.length === 0 && byMonthDay.length === 0;
  const months = freq === 'YEARLY' && isSilent && byMonth.length === 0 ? [start.month] : byMonth;
  const monthDays = (freq === 'MONTHLY' || freq === 'YEARLY') && isSilent ? [start.day] : byMonthDay;
  const weekdays = freq === 'WEEKLY' && isSilent ? [{ nth: 0, weekday: weekdayOf(startDay) }] : byDay;
  // The 20th Monday is one of the year, unless there are months.
  const isOfYear = freq === 'YEARLY' && months.length === 0;
  return (number) => {
    const { year, month, day } = dateOf(number);
    if (months.length > 0 && !months.includes(month)) return false;
    const [first, after] = isOfYear
      ? [dayOf(year, 1, 1), dayOf(year + 1, 1, 1)]
      : [dayOf(year, month, 1), dayOf(year, month + 1, 1)];
    if (
      monthDays.length > 0 &&
      !monthDays.some((each) => each === day || each === day - 1 - daysIn(year, month))
    )
      return false;
    const nth = Math.floor((number - first) / 7) + 1;
    const nthLast = -(Math.floor((after - 1 - number) / 7) + 1);
    return (
      weekdays.length === 0 ||
      weekdays.some(
        (each) =>
          each.weekday === weekdayOf(number) && (each.nth === 0 || each.nth === nth || each.nth === nthLast),
      )
    );
  };
}

function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function dateOf(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** @param month may be of another year, such as 13 */
function dayOf(year: number, month: number, day: number): number {
  // Date.UTC takes years before 100 for those of the last century.
  return new Date(0).setUTCFullYear(year, month - 1, day) / dayMs;
}

function daysIn(year: number, month: number): number {
  return dayOf(year, month + 1, 1) - dayOf(year, month, 1);
}
