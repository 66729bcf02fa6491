/** An RRULE (RFC 5545, 3.3.10), as far as appointments need it. */
import { dayMs, wallMsOf } from './time';

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const weekday = `(?:${weekdays.join('|')})`;
const list = (item: string) => new RegExp(`^${item}(?:,${item})*$`);

/** What a rule may hold. Whoever is called comes at most once a day, so that no rule can run for ever. */
const grammar: Readonly<Partial<Record<string, RegExp>>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,3}$/,
  COUNT: /^[1-9]\d{0,5}$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  BYDAY: list(`(?:[+-]?[1-9]\\d?)?${weekday}`),
  BYMONTHDAY: list('[+-]?(?:[1-9]|[12]\\d|3[01])'),
  BYMONTH: list('(?:[1-9]|1[0-2])'),
  BYSETPOS: list('[+-]?[1-9]\\d{0,2}'),
  WKST: new RegExp(`^${weekday}$`),
};

export interface Rule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  count: number;
  /** On the clock of the wall. */
  untilMs: number;
  /** 0 is Sunday; `nth` of the month or year, from its end when negative; 0: each. */
  byDay: readonly { nth: number; weekday: number }[];
  /** From the month's end when negative. */
  byMonthDay: readonly number[];
  byMonth: readonly number[];
  bySetPos: readonly number[];
  /** 0 is Sunday. */
  weekStart: number;
}

/**
 * @param toWall for UNTIL, which may be in UTC
 * @throws RangeError that says what of it is not taken
 */
export function parseRule(text: string, startWallMs: number, toWall: (epochMs: number) => number): Rule {
  const parts = partsOf(text, new Date(startWallMs));
  const numbers = (name: string) => parts.get(name)?.split(',').map(Number) ?? [];
  const until = parts.get('UNTIL');
  return {
    // The grammar has no others.
    freq: parts.get('FREQ') as Rule['freq'],
    interval: numbers('INTERVAL')[0] ?? 1,
    count: numbers('COUNT')[0] ?? Infinity,
    untilMs: until === undefined ? Infinity : untilMs(until, toWall),
    byDay:
      parts
        .get('BYDAY')
        ?.split(',')
        .map((day) => ({ nth: Number(day.slice(0, -2)), weekday: weekdays.indexOf(day.slice(-2)) })) ?? [],
    byMonthDay: numbers('BYMONTHDAY'),
    byMonth: numbers('BYMONTH'),
    bySetPos: numbers('BYSETPOS'),
    weekStart: weekdays.indexOf(parts.get('WKST') ?? 'MO'),
  };
}

function partsOf(text: string, start: Date): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.trim().toUpperCase().split(';').filter(Boolean)) {
    const [name = '', value = ''] = part.split('=', 2);
    if (isClockOf(name, value, start)) continue;
    if (parts.has(name) || grammar[name]?.test(value) !== true)
      throw new RangeError(
        `repeats by ${part.slice(0, 60)}, which is not taken; let it repeat by days, weeks, months or years`,
      );
    parts.set(name, value);
  }
  const freq = parts.get('FREQ');
  if (freq === undefined) throw new RangeError('repeats by a rule without FREQ');
  if (freq === 'WEEKLY' && parts.has('BYMONTHDAY'))
    throw new RangeError('repeats weekly on days of the month, which makes no sense');
  return parts;
}

/** Some programs repeat in the rule what the first one's time says already. */
function isClockOf(name: string, value: string, start: Date): boolean {
  switch (name) {
    case 'BYHOUR':
      return value === String(start.getUTCHours());
    case 'BYMINUTE':
      return value === String(start.getUTCMinutes());
    case 'BYSECOND':
      return value === String(start.getUTCSeconds());
    default:
      return false;
  }
}

function untilMs(until: string, toWall: (epochMs: number) => number): number {
  const ms = wallMsOf(until.replace('Z', ''));
  if (ms === undefined) throw new RangeError(`repeats until ${until}, which is no time`);
  if (until.endsWith('Z')) return toWall(ms);
  // A day includes all of it.
  return until.includes('T') ? ms : ms + dayMs - 1;
}
