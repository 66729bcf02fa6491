/** Dates and clocks as people and spreadsheets write them, into local time as ISO 8601 has it. */
import type { DateOrder } from '../domain/words';

export type Read<T> = { kind: 'ok'; value: T } | { kind: 'error'; message: string };

const separated = /^(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})$/;
const clock = /^(\d{1,2})(?:[:.h]([0-5]\d))?(?:[:.]([0-5]\d))?\s*(?:(a\.?m\.?|p\.?m\.?)|uhr|h)?$/i;
const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;
/** Excel's own number of a day: 46350 is in 2026. */
const serial = /^\d{5}([.,]\d+)?$/;

/** A day and a clock in one cell. */
export function readStart(cell: string, order: DateOrder | undefined): Read<string> {
  const text = cell
    .trim()
    .replace(/^'/, '')
    .replace(/\s+/g, ' ')
    .replace(/(\d\.) (?=\d)/g, '$1');
  if (iso.test(text)) return ok(text.replace(' ', 'T'));
  const parts = /^(\S+?),? (?:(?:um|at|a las|à) )?(.+)$/i.exec(text);
  if (!parts) {
    const day = readDay(text, order);
    return day.kind === 'error' ? day : error('has a day but no time; add one, such as 09:00');
  }
  return join(readDay(parts[1] ?? '', order), readClock(parts[2] ?? ''));
}

/** A day in one cell, a clock in another. */
export function readDayAndClock(date: string, time: string, order: DateOrder | undefined): Read<string> {
  // A day that a spreadsheet has given a midnight of its own.
  const day = date.trim().replace(/[ T]00?:00(:00)?$/, '');
  return join(readDay(day, order), readClock(time));
}

function join(day: Read<string>, time: Read<string>): Read<string> {
  if (day.kind === 'error') return day;
  return time.kind === 'error' ? time : ok(`${day.value}T${time.value}`);
}

/** `2026-11-24` */
export function readDay(cell: string, order: DateOrder | undefined): Read<string> {
  const text = cell.trim().replace(/^'/, '').replace(/[.,]$/, '');
  if (serial.test(text))
    return error(`is the number that Excel keeps for a day; format the column as a date and save again`);
  const [, first = '', sign, second = '', third = ''] = separated.exec(text) ?? [];
  if (sign === undefined) return error('is not a day; write it as 2026-11-24');
  if (first.length === 4) return toIso(first, second, third);
  if (third.length === 4 || (sign === '.' && third.length === 2)) {
    const year = third.length === 2 ? `20${third}` : third;
    // Whoever writes dots puts the day first.
    const own = sign === '.' || Number(first) === Number(second) ? 'day_first' : orderOf(first, second);
    switch (own === 'either' ? order : own) {
      case 'day_first':
        return toIso(year, second, first);
      case 'month_first':
        return toIso(year, first, second);
      case undefined:
        return error('may be two days; choose whether day or month comes first in this file');
    }
  }
  return error('has a year of less than four digits; write the day as 2026-11-24');
}

function toIso(year: string, month: string, day: string): Read<string> {
  const [m, d] = [Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1 || d > 31) return error('is not a day; write it as 2026-11-24');
  return ok(`${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
}

/** `09:00` */
export function readClock(cell: string): Read<string> {
  const text = cell.trim().replace(/^'/, '');
  const [, hours, minutes, seconds = '00', half] = clock.exec(text) ?? [];
  const bad = 'is not a time of day; write it as 09:00';
  if (hours === undefined || (minutes === undefined && half === undefined && !/(uhr|h)$/i.test(text)))
    return error(bad);
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return error(bad);
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  if (hour > 23) return error(bad);
  const whole = `${String(hour).padStart(2, '0')}:${minutes ?? '00'}`;
  return ok(seconds === '00' ? whole : `${whole}:${seconds}`);
}

/** What a date such as 24/11/2026 says of the order in the whole file; undefined for those that say nothing. */
export function orderTold(cell: string): DateOrder | 'either' | undefined {
  const [date = ''] = cell.trim().replace(/^'/, '').split(/[ ,]/);
  const [, first = '', sign, second = '', third = ''] = separated.exec(date) ?? [];
  return sign === undefined || sign === '.' || third.length !== 4 ? undefined : orderOf(first, second);
}

function orderOf(first: string, second: string): DateOrder | 'either' {
  if (Number(first) > 12) return 'day_first';
  return Number(second) > 12 ? 'month_first' : 'either';
}

/** How people of that country (ISO 3166-1 alpha-2) write dates; undefined where the year goes first, or ways differ. */
export function orderIn(country: string): DateOrder | undefined {
  const { language } = new Intl.Locale('und', { region: country }).maximize();
  const parts = new Intl.DateTimeFormat(`${language}-${country}`, { timeZone: 'UTC' }).formatToParts(0);
  const [first] = parts.map(({ type }) => type).filter((type) => type !== 'literal');
  if (first === 'day') return 'day_first';
  return first === 'month' ? 'month_first' : undefined;
}

function ok<T>(value: T): Read<T> {
  return { kind: 'ok', value };
}

function error(message: string): { kind: 'error'; message: string } {
  return { kind: 'error', message };
}
