import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { occurrences } from '../../../sources/calendar/recurrence';
import { dayMs } from '../../../sources/calendar/time';
import { event, rowsOfCalendar } from './read';

const at = (text: string) => Date.parse(`${text}Z`);
const all = (rule: string, start: string, from: string, to: string) =>
  occurrences({ rule, startWallMs: at(start), toWall: (ms) => ms }, at(from), at(to)).map((ms) =>
    new Date(ms).toISOString().slice(0, 10),
  );

/** Most of them examples of RFC 5545, 3.8.5.3, years later. */
test.each([
  ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', '1997-09-02T09:00', ['2026-03-10', '2026-03-24']],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO',
    '1997-08-05T09:00',
    ['2026-03-01', '2026-03-10', '2026-03-15', '2026-03-24', '2026-03-29'],
  ],
  ['FREQ=DAILY;INTERVAL=10', '1997-09-02T09:00', ['2026-03-04', '2026-03-14', '2026-03-24']],
  ['FREQ=MONTHLY;BYDAY=1FR', '1997-09-05T09:00', ['2026-03-06']],
  ['FREQ=MONTHLY;BYDAY=-2MO', '1997-09-22T09:00', ['2026-03-23']],
  ['FREQ=MONTHLY;BYMONTHDAY=-3', '1997-09-28T09:00', ['2026-03-29']],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1998-02-13T09:00', ['2026-03-13']],
  ['FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04T09:00', ['2026-03-05']],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '1997-09-30T09:00', ['2026-03-31']],
  ['FREQ=YEARLY;INTERVAL=3;BYMONTH=3;BYMONTHDAY=10', '1996-03-10T09:00', ['2026-03-10']],
  ['FREQ=YEARLY;BYDAY=12MO', '1997-03-24T09:00', ['2026-03-23']],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', '2026-03-24T09:00', ['2026-03-24']],
  ['FREQ=YEARLY', '2024-02-29T09:00', []],
  ['FREQ=MONTHLY', '2025-12-31T09:00', ['2026-03-31']],
  ['FREQ=DAILY;COUNT=3', '2026-03-30T09:00', ['2026-03-30', '2026-03-31']],
  ['FREQ=DAILY;UNTIL=20260302', '2026-02-20T09:00', ['2026-03-01', '2026-03-02']],
  ['FREQ=DAILY;UNTIL=20260302T085959Z', '2026-02-20T09:00', ['2026-03-01']],
  ['FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0', '2026-03-23T09:00', ['2026-03-23', '2026-03-30']],
  // The first one counts, though it is no Monday.
  ['FREQ=WEEKLY;BYDAY=MO', '2026-03-25T09:00', ['2026-03-25', '2026-03-30']],
])('%s from %s on', (rule, start, days) => {
  expect(all(rule, start, '2026-03-01T00:00', '2026-03-31T23:59')).toEqual(days);
});

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const ruleArbitrary = fc.record(
  {
    freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    start: fc.integer({ min: 0, max: 6 * 365 }).map((days) => DateTime.utc(2021, 1, 1, 9, 30).plus({ days })),
    interval: fc.integer({ min: 1, max: 5 }),
    weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 3 }),
    ordinal: fc.constantFrom('', '1', '2', '-1', '5'),
    monthDays: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 }),
    months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
    count: fc.integer({ min: 1, max: 300 }),
  },
  { requiredKeys: ['freq', 'start', 'interval', 'ordinal'] },
);
type Rule = typeof ruleArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** Day by day, as RFC 5545 describes it. */
function isOn(
  day: DateTime,
  { freq, start, interval, weekdays: by, ordinal, monthDays, months }: Rule,
): boolean {
  const weekday = weekdays[day.weekday - 1] ?? '';
  const nth = `${Math.ceil(day.day / 7)}`;
  const isLast = day.day + 7 > (day.daysInMonth ?? 0);
  const isOrdinal = ordinal === '' || ordinal === nth || (ordinal === '-1' && isLast);
  const monthsOn = (day.year - start.year) * 12 + day.month - start.month;
  const periods = {
    DAILY: day.diff(start, 'days').days,
    WEEKLY: day.startOf('week').diff(start.startOf('week'), 'weeks').weeks,
    MONTHLY: monthsOn,
    YEARLY: day.year - start.year,
  }[freq];
  if (periods % interval !== 0) return false;
  if (months && !months.includes(day.month)) return false;
  if (monthDays && !monthDays.includes(day.day)) return false;
  if (by && !(by.includes(weekday) && (freq === 'MONTHLY' ? isOrdinal : true))) return false;
  if (freq === 'WEEKLY') return by !== undefined || day.weekday === start.weekday;
  if (by ?? monthDays ?? freq === 'DAILY') return true;
  return day.day === start.day && (freq === 'MONTHLY' || months !== undefined || day.month === start.month);
}

test('any rule is what its days are, one by one', () => {
  fc.assert(
    fc.property(ruleArbitrary, (given) => {
      // RFC 5545 knows no days of the month by weeks.
      const rule: Rule = { ...given };
      if (rule.freq === 'WEEKLY') delete rule.monthDays;
      const { freq, start, interval, weekdays: by, ordinal, monthDays, months, count } = rule;
      const text = [
        `FREQ=${freq};INTERVAL=${interval}`,
        ...(by ? [`BYDAY=${by.map((day) => (freq === 'MONTHLY' ? ordinal : '') + day).join(',')}`] : []),
        ...(monthDays ? [`BYMONTHDAY=${monthDays.join(',')}`] : []),
        ...(months ? [`BYMONTH=${months.join(',')}`] : []),
        ...(count ? [`COUNT=${count}`] : []),
      ].join(';');
      const [from, to] = [DateTime.utc(2026, 3, 1), DateTime.utc(2026, 12, 31)];
      const expected: number[] = [];
      let left = count ?? Infinity;
      for (let day = start; day <= to && left > 0; day = day.plus({ days: 1 })) {
        if (day !== start && !isOn(day, rule)) continue;
        left--;
        if (day >= from) expected.push(day.toMillis());
      }
      const repeating = { rule: text, startWallMs: start.toMillis(), toWall: (ms: number) => ms };
      expect(occurrences(repeating, from.toMillis(), to.toMillis())).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo'])(
  'a weekly 09:00 stays 09:00 in %s, all the year round',
  async (zone) => {
    const rows = await rowsOfCalendar(event(`DTSTART;TZID=${zone}:20200106T090000`, 'RRULE:FREQ=WEEKLY'), {
      daysAhead: 365,
      nowMs: at('2026-03-16T12:00'),
    });
    expect(rows).toHaveLength(53);
    const offsets = new Set<number>();
    for (const { values } of rows) {
      const start = DateTime.fromISO(values.starts_at ?? '', { zone });
      offsets.add(start.offset);
      expect(start.toFormat('ccc HH:mm:ss')).toBe('Mon 09:00:00');
    }
    expect(offsets.size).toBe(zone === 'America/Sao_Paulo' ? 1 : 2);
  },
);

describe('rules that are not taken are told', () => {
  test.each([
    ['FREQ=SECONDLY', 'FREQ=SECONDLY'],
    ['FREQ=HOURLY;COUNT=3', 'FREQ=HOURLY'],
    ['FREQ=DAILY;BYHOUR=9,10,11', 'BYHOUR'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0'],
    ['FREQ=DAILY;COUNT=x', 'COUNT=X'],
    ['FREQ=DAILY;COUNT=99999999999999999999', 'COUNT='],
    ['FREQ=DAILY;UNTIL=20261301', '20261301'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'days of the month'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'FREQ=DAILY'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'BYWEEKNO'],
    ['INTERVAL=2', 'without FREQ'],
    ['__proto__=1;constructor=2', '__PROTO__'],
  ])('%s', async (rule, part) => {
    const began = performance.now();
    const rows = await rowsOfCalendar(event(`RRULE:${rule}`));
    expect(rows).toEqual([
      {
        externalId: 'one',
        values: {},
        problems: [
          { column: 'starts_at', value: `RRULE:${rule}`, message: expect.stringContaining(part) as string },
        ],
      },
    ]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

test('without an end, a rule ends with the window', async () => {
  const rows = await rowsOfCalendar(event('DTSTART:19700101T090000Z', 'RRULE:FREQ=DAILY'), { daysAhead: 30 });
  expect(rows).toHaveLength(31);
  const first = Date.parse(rows[0]?.values.starts_at ?? '');
  expect(Date.parse(rows.at(-1)?.values.starts_at ?? '') - first).toBe(30 * dayMs);
});
