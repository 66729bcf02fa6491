import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../sources/calendar';
import { readRow } from '../../../sources/read-row';
import { defaults, event, fileWith, rowsAt, rowsOfCalendar } from './read';

const whole = (text: string) => `BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR\r\n`;

describe('what is no whole calendar is refused as a whole, and no row of it is given', () => {
  test.each([
    ['nothing', '', 'is empty'],
    ['a web page', '<!doctype html>\n<title>Sign in</title>', 'does not begin with BEGIN:VCALENDAR'],
    [
      'another encoding',
      Buffer.from(`\ufeff${whole(event())}`, 'utf16le'),
      'does not begin with BEGIN:VCALENDAR',
    ],
    [
      'half a calendar',
      `BEGIN:VCALENDAR\r\n${event()}\r\nBEGIN:VEVENT\r\nUID:two`,
      'ends in the middle of VEVENT',
    ],
    ['no end', `BEGIN:VCALENDAR\r\n${event()}`, 'ends in the middle of VCALENDAR'],
    ['an event that is not closed', whole(`BEGIN:VEVENT\r\nUID:two\r\n${event()}`), 'line 4'],
    ['an end too many', whole(`${event()}\r\nEND:VEVENT`), 'closes nothing'],
    ['components without end', 'BEGIN:VCALENDAR\r\n' + 'BEGIN:X\r\n'.repeat(1e6), 'within one another'],
    ['an answer', whole(`METHOD:REPLY\r\n${event()}`), 'METHOD:REPLY'],
  ])('%s', async (_, content, words) => {
    await expect(rowsAt(fileWith(content))).rejects.toThrow(words);
  });
});

describe('an event that cannot be understood is told, and the others go on', () => {
  test.each([
    ['no start', 'DTSTART:', 'is no time'],
    ['a 30th of February', 'DTSTART:20260230T090000Z', 'is no time'],
    ['two starts', 'DTSTART:20260324T090000Z\r\nDTSTART:20260325T090000Z', 'more than once'],
    ['a whole day', 'DTSTART;VALUE=DATE:20260324', 'whole day'],
    ['an edit of all that follow', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260324T090000Z', 'all that follow'],
    ['exceptions by rule', 'EXRULE:FREQ=DAILY', 'EXDATE'],
    ['a list with nonsense', 'RRULE:FREQ=DAILY\r\nEXDATE:20260325T090000Z,tomorrow', 'is no time'],
  ])('%s', async (_, line, words) => {
    const rows = await rowsOfCalendar(`${event('UID:bad', line)}\r\n${event('UID:good')}`);
    expect(rows.map(({ externalId }) => externalId.replace(/\/.*/, ''))).toEqual(['bad', 'good']);
    expect(rows[0]?.problems?.[0]).toMatchObject({
      column: 'starts_at',
      message: expect.stringContaining(words) as string,
    });
    expect(rows[1]?.problems).toBeUndefined();
  });

  test('without a UID', async () => {
    const [row] = await rowsOfCalendar(event('UID:'));
    expect(row && readRow(row, 'UTC')).toMatchObject({
      kind: 'problem',
      problems: [{ column: 'external_id' }, { column: 'external_id' }],
    });
  });
});

test('NUL, Latin-1 and UTF-8 in one file', async () => {
  const rows = await rowsOfCalendar(
    Buffer.concat([
      Buffer.from(event('UID:nul\0l', 'SUMMARY:A\0da 030 901820')),
      Buffer.from(`\r\n${event('UID:latin', 'SUMMARY:Jürgen 030 901820')}`, 'latin1'),
      Buffer.from(`\r\n${event('UID:utf8', 'SUMMARY:Jürgen \u2028 030 901820')}`),
      // Folded in the middle of a letter.
      Buffer.from(`\r\n${event('UID:fold', 'SUMMARY:J\u00c3\r\n \u00bcrgen 030 901820')}`, 'latin1'),
    ]),
  );
  expect(rows.map(({ values }) => values.client_name)).toEqual(['A da', 'Jürgen', 'Jürgen', 'Jürgen']);
  expect(JSON.stringify(rows)).not.toMatch(/\\u0000/);
});

test('names of the language itself are names of events', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const rows = await rowsOfCalendar(
    names.map((name) => event(`UID:${name}`, `${name}:x`, `X-A;${name}=1:x`)).join('\r\n'),
  );
  expect(rows.map(({ externalId }) => externalId)).toEqual(names);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('a name of its own for the longest UID, the same every time', async () => {
  const long = 'x'.repeat(100_000);
  const one = await rowsOfCalendar(event(`UID:${long}`, 'RRULE:FREQ=DAILY'));
  const other = await rowsOfCalendar(event(`UID:${long}y`, 'RRULE:FREQ=DAILY'));
  const names = [...one, ...other].map(({ externalId }) => externalId);
  expect(new Set(names).size).toBe(names.length);
  expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(200);
  expect(
    (await rowsOfCalendar(event(`UID:${long}`, 'RRULE:FREQ=DAILY'))).map(({ externalId }) => externalId),
  ).toEqual(one.map(({ externalId }) => externalId));
});

test('100,000 exceptions, and as many dates', async () => {
  const dates = Array.from({ length: 100_000 }, (_, day) =>
    new Date(Date.UTC(1900, 0, 1 + day, 9)).toISOString().replace(/[-:]|\.000/g, ''),
  ).join(',');
  const began = performance.now();
  const rows = await rowsOfCalendar(
    [event('UID:off', 'RRULE:FREQ=DAILY', `EXDATE:${dates}`), event('UID:on', `RDATE:${dates}`)].join('\r\n'),
  );
  expect(rows.filter(({ values }) => values.cancelled).length).toBe(61);
  expect(rows.filter(({ values }) => values.starts_at).length).toBe(61);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('100,000 events', async () => {
  const events = Array.from({ length: 100_000 }, (_, index) => {
    const start = new Date(defaults.nowMs - (index - 5_000) * 3_600_000)
      .toISOString()
      .replace(/[-:]|\.000/g, '');
    return event(`UID:${index}`, `DTSTART:${start}`, 'SUMMARY:Ada Beispiel 030 901820');
  });
  const path = fileWith(whole(events.join('\r\n')));
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const began = performance.now();
  const reading = await readCalendar({ ...defaults, location: path });
  let rows = 0;
  if (reading !== 'unchanged') for await (const part of reading.rows) rows += part.length;
  clearInterval(watch);
  // Those that are over count as ignored.
  expect(rows).toBe(5_024 + 1);
  expect(reading !== 'unchanged' && reading.ignored()).toBe(100_000 - 5_025);
  expect(performance.now() - began).toBeLessThan(60_000);
  expect(peak - before).toBeLessThan(400_000_000);
}, 60_000);
