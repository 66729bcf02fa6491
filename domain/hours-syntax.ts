/**
 * Calling hours in the syntax of OpenStreetMap's `opening_hours`
 * (https://wiki.openstreetmap.org/wiki/Key:opening_hours), as far as offices need it:
 * weekdays, days of the year, several spans a day, `24/7`, `off`; a later rule replaces earlier
 * ones on the days it names.
 */
import { Temporal } from 'temporal-polyfill';

/** Minutes of the wall clock since midnight; the closing minute is outside. */
export interface Span {
  fromMinute: number;
  toMinute: number;
}

/** Both ends belong to it: `mmdd` of every year, or `yyyymmdd`. A yearly range may run over New Year. */
interface DateRange {
  yearly: boolean;
  from: number;
  to: number;
}

interface HoursRule {
  /** None: any day of the year. */
  dates: readonly DateRange[];
  /** ISO numbers, Monday is 1. None: any. */
  weekdays: readonly number[];
  /** Apart from each other, in order. None: closed. */
  spans: readonly Span[];
}

/** Plain data; made by `parseCallingHours`. */
export type CallingHours = readonly HoursRule[];

const weekdayNames = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const list = (item: string) => `${item}(?:,${item})*`;
const weekday = `(?:${weekdayNames.join('|')})`;
const date = `(?:\\d{4} )?(?:${monthNames.join('|')}) \\d{1,2}`;
const rulePattern = new RegExp(
  `^(?:(?<dates>${list(`${date}(?:-(?:${date}|\\d{1,2}))?`)})(?: |$))?` +
    `(?:(?<weekdays>${list(`${weekday}(?:-${weekday})?`)})(?: |$))?` +
    `(?<times>off|closed|${list('\\d{1,2}:\\d{2}-\\d{1,2}:\\d{2}')})?$`,
);

/** @throws RangeError which says what is wrong, with an example. */
export function parseCallingHours(text: string): CallingHours {
  const rules = text.split(';').filter((rule) => rule.trim() !== '');
  if (rules.length === 0) throw refusal(text, 'there is no rule');
  return rules.map(parseRule);
}

function parseRule(text: string): HoursRule {
  const rule = text
    .toLowerCase()
    .replaceAll(/\s*([,-])\s*/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (rule === '24/7') return { dates: [], weekdays: [], spans: [{ fromMinute: 0, toMinute: 24 * 60 }] };
  const parts = rulePattern.exec(rule)?.groups;
  if (!parts) throw refusal(text, whatIsWrong(rule));
  if (parts.times === undefined)
    throw refusal(text, 'it names no hours; all day is "00:00-24:00", closed is "off"');
  const dates = parts.dates?.split(',').map((range) => parseDates(range, text)) ?? [];
  if (new Set(dates.map(({ yearly }) => yearly)).size > 1)
    throw refusal(text, 'some of its days name a year and some do not; name it for each, or make two rules');
  const spans = parts.times.includes(':') ? parts.times.split(',').map((span) => parseSpan(span, text)) : [];
  return {
    dates,
    weekdays: parts.weekdays?.split(',').flatMap(parseWeekdays) ?? [],
    spans: joined(spans),
  };
}

function parseSpan(span: string, rule: string): Span {
  const [fromHour = 0, fromMinutes = 0, toHour = 0, toMinutes = 0] = span.split(/[:-]/).map(Number);
  const [fromMinute, toMinute] = [fromHour * 60 + fromMinutes, toHour * 60 + toMinutes];
  if (fromMinutes > 59 || toMinutes > 59 || fromHour > 23 || toMinute > 24 * 60)
    throw refusal(rule, `"${span}" is not a span of one day, 00:00 to 24:00 at most`);
  if (fromMinute >= toMinute)
    throw refusal(
      rule,
      `"${span}" ends before it begins; over midnight, give two: "20:00-24:00,00:00-06:00"`,
    );
  return { fromMinute, toMinute };
}

/** Spans that touch or overlap become one, so that every span's end is a closing. */
function joined(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMinute - b.fromMinute)) {
    const last = result.at(-1);
    if (last && span.fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, span.toMinute);
    else result.push({ ...span });
  }
  return result;
}

function parseWeekdays(range: string): number[] {
  const [from = 0, to = from] = range.split('-').map((name) => weekdayNames.indexOf(name));
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, days) => ((from + days) % 7) + 1);
}

function parseDates(range: string, rule: string): DateRange {
  const [first = '', last = first] = range.split('-');
  const from = parseDate(first, rule);
  // "Dec 24-26": the month, and its year, are those of the first day.
  const to = parseDate(/^\d+$/.test(last) ? first.replace(/\d+$/, last) : last, rule);
  const yearly = from < 10_000;
  if (yearly !== to < 10_000) throw refusal(rule, `"${range}" names the year of one end only`);
  if (!yearly && from > to) throw refusal(rule, `"${range}" ends before it begins`);
  return { yearly, from, to };
}

function parseDate(text: string, rule: string): number {
  const [day = 0, monthName = '', year = 0] = text
    .split(' ')
    .reverse()
    .map((part) => (/^\d/.test(part) ? Number(part) : part));
  const month = monthNames.indexOf(String(monthName)) + 1;
  try {
    // Some year with a 29 February stands for every year.
    Temporal.PlainDate.from({ year: Number(year) || 2024, month, day: Number(day) }, { overflow: 'reject' });
  } catch {
    throw refusal(rule, `there is no day "${text}"`);
  }
  return Number(year) * 10_000 + month * 100 + Number(day);
}

function whatIsWrong(rule: string): string {
  if (/\b[ps]h\b/.test(rule))
    return 'holidays are not known here; name the days, such as "Dec 25,Dec 26 off"';
  if (rule.includes('off') || rule.includes('closed'))
    return '"off" stands alone or after days, without hours';
  return 'it is not days, such as "Mo-Fr" or "Dec 24-26", and then hours, such as "08:00-12:00,14:00-20:00"; rules are separated by ";"';
}

function refusal(text: string, why: string): RangeError {
  return new RangeError(
    `calling hours "${text.trim()}": ${why}. Example: Mo-Fr 08:00-20:00; Sa 09:00-13:00; Dec 25 off`,
  );
}
