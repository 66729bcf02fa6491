import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { event, rowsOfCalendar } from './read';

const observance = (kind: string, ...lines: string[]) =>
  [`BEGIN:${kind}`, ...lines, `END:${kind}`].join('\r\n');
const zone = (id: string, ...observances: string[]) =>
  ['BEGIN:VTIMEZONE', `TZID:${id}`, ...observances, 'END:VTIMEZONE'].join('\r\n');

/** New York's rules of 2007, under a name that nobody knows. */
const eastern = zone(
  'Zuhause',
  observance(
    'DAYLIGHT',
    'DTSTART:20070311T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0400',
  ),
  observance(
    'STANDARD',
    'DTSTART:20071104T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
    'TZOFFSETFROM:-0400',
    'TZOFFSETTO:-0500',
  ),
);

async function startOf(calendar: string): Promise<string | undefined> {
  const [row] = await rowsOfCalendar(calendar);
  return row?.values.starts_at ?? row?.problems?.[0]?.message;
}

test.each([
  ['of UTC', ':20260401T090000Z', '2026-04-01T09:00:00Z'],
  ["of IANA's", ';TZID=America/New_York:20260401T090000', '2026-04-01T13:00:00Z'],
  ["of nobody's, so the office's", ':20260401T090000', '2026-04-01T07:00:00Z'],
  ["of Windows'", ';TZID="Eastern Standard Time":20260401T090000', '2026-04-01T13:00:00Z'],
  [
    "of Windows', in words",
    ';TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20260401T090000',
    expect.stringContaining('Amsterdam'),
  ],
  ['skipped by the clocks', ';TZID=Europe/Berlin:20260329T023000', '2026-03-29T01:30:00Z'],
  ['of the second summer time of a day', ';TZID=Europe/Berlin:20261025T023000', '2026-10-25T00:30:00Z'],
  [
    'that nobody knows',
    ';TZID=Atlantis:20260401T090000',
    'is in the time zone "Atlantis", which the calendar does not describe and nobody else knows',
  ],
])('a time %s', async (_, start, expected) => {
  expect(await startOf(event(`DTSTART${start}`))).toEqual(expected);
});

test("a calendar's own zone is as New York, in every hour of years", async () => {
  const hours = fc.integer({ min: 0, max: 3 * 365 * 24 });
  const clocks = fc.uniqueArray(hours, { minLength: 50, maxLength: 200 });
  const nearChanges = [1, 2, 3].flatMap((hour) =>
    ['2027-03-14', '2026-11-01'].map((day) => `${day}T0${hour}:30`),
  );
  await fc.assert(
    fc.asyncProperty(clocks, async (chosen) => {
      const walls = [
        ...chosen.map((hour) => DateTime.fromISO('2026-03-22', { zone: 'utc' }).plus({ hours: hour })),
        ...nearChanges.map((text) => DateTime.fromISO(text, { zone: 'utc' })),
      ];
      const events = (tzid: string) =>
        walls.map((wall, index) =>
          event(`UID:${index}`, `DTSTART;TZID=${tzid}:${wall.toFormat("yyyyMMdd'T'HHmmss")}`),
        );
      const own = await rowsOfCalendar([eastern, ...events('Zuhause')].join('\r\n'));
      const known = await rowsOfCalendar(events('America/New_York').join('\r\n'));
      expect(own).toEqual(known);
      expect(own).toHaveLength(walls.length);
    }),
    { numRuns: 4 },
  );
});

test.each([
  [
    'one offset for ever',
    zone('X', observance('STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0530', 'TZOFFSETTO:+0530')),
    '2026-04-01T03:30:00Z',
  ],
  [
    'onsets one by one',
    zone(
      'X',
      observance('STANDARD', 'DTSTART:20200101T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0100'),
      observance(
        'DAYLIGHT',
        'DTSTART:20250330T020000',
        'RDATE:20250330T020000,20260331T020000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
      ),
    ),
    '2026-04-01T07:00:00Z',
  ],
  [
    'after the event',
    [
      event('DTSTART;TZID=X:20260401T090000'),
      zone('X', observance('STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0200')),
    ].join('\r\n'),
    '2026-04-01T07:00:00Z',
  ],
  ['nothing', zone('X'), 'does not describe'],
  [
    'nonsense',
    zone('X', observance('STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+9900', 'TZOFFSETTO:+0530')),
    'does not describe',
  ],
  [
    'a change every second',
    zone(
      'X',
      observance(
        'STANDARD',
        'DTSTART:19700101T000000',
        'RRULE:FREQ=SECONDLY',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0530',
      ),
    ),
    'does not describe',
  ],
  [
    'itself',
    [
      'BEGIN:VTIMEZONE',
      'TZID:X',
      zone(
        'X',
        observance('STANDARD', 'DTSTART;TZID=X:19700101T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0100'),
      ),
      'END:VTIMEZONE',
    ].join('\r\n'),
    'does not describe',
  ],
])('a zone with %s', async (_, calendar, expected) => {
  const text = calendar.includes('VEVENT')
    ? calendar
    : `${calendar}\r\n${event('DTSTART;TZID=X:20260401T090000')}`;
  expect(await startOf(text)).toContain(expected);
});
