import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readCalendar, type CalendarOptions } from '../../../sources/calendar';
import type { SourceRow } from '../../../sources/row';

export const nowMs = Date.parse('2026-03-20T10:00:00Z');

export const defaults: CalendarOptions = {
  location: '',
  nameIn: ['ATTENDEE', 'SUMMARY'],
  phoneIn: ['ATTENDEE', 'SUMMARY', 'LOCATION', 'DESCRIPTION'],
  daysAhead: 60,
  officeTimeZone: 'Europe/Berlin',
  defaultCountry: 'DE',
  nowMs,
  validator: null,
};

/** All rows of a calendar, which is read in any case. */
export async function rowsAt(location: string, options: Partial<CalendarOptions> = {}): Promise<SourceRow[]> {
  const reading = await readCalendar({ ...defaults, ...options, location });
  if (reading === 'unchanged') throw new Error('It was to be read.');
  const rows: SourceRow[] = [];
  for await (const part of reading.rows) rows.push(...part);
  return rows;
}

/** @param text without BEGIN:VCALENDAR and its end */
export function rowsOfCalendar(
  text: string | Buffer,
  options: Partial<CalendarOptions> = {},
): Promise<SourceRow[]> {
  return rowsAt(fileWith(Buffer.concat([begin, Buffer.from(text), end])), options);
}

const begin = Buffer.from('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n');
const end = Buffer.from('\r\nEND:VCALENDAR\r\n');

/** Somebody's appointment; further lines, or others in their place, come after. */
export function event(...lines: string[]): string {
  const names = new Set(lines.map((line) => line.split(/[:;]/, 1)[0]));
  const usual = ['UID:one', 'DTSTART:20260324T090000Z', 'SUMMARY:Ada Beispiel 030 901820'];
  const all = [...usual.filter((line) => !names.has(line.split(/[:;]/, 1)[0])), ...lines];
  return ['BEGIN:VEVENT', ...all, 'END:VEVENT'].join('\r\n');
}

export function fileWith(content: Buffer | string): string {
  const dir = mkdtempSync(join(tmpdir(), 'calendar-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'calendar.ics');
  writeFileSync(path, content);
  return path;
}
