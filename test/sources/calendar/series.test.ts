import { expect, test } from 'vitest';
import { event, rowsOfCalendar } from './read';

/** Each row in a word: its id, and its start or that it is cancelled. */
async function words(...events: string[]): Promise<string[]> {
  const rows = await rowsOfCalendar(events.join('\r\n'), { daysAhead: 14 });
  return rows.map(
    ({ externalId, values, problems }) =>
      `${externalId} ${problems ? 'problem' : values.cancelled ? 'cancelled' : values.starts_at}`,
  );
}

const weekly = (...lines: string[]) =>
  event('DTSTART;TZID=Europe/Berlin:20260302T090000', 'RRULE:FREQ=WEEKLY', ...lines);
const changed = (...lines: string[]) => event('RECURRENCE-ID;TZID=Europe/Berlin:20260330T090000', ...lines);
const [first, second] = ['one/20260323T080000Z', 'one/20260330T070000Z'];

test.each([
  ['as it is', [weekly()], [`${first} 2026-03-23T08:00:00Z`, `${second} 2026-03-30T07:00:00Z`]],
  [
    'one moved',
    [weekly(), changed('DTSTART:20260331T100000Z')],
    [`${first} 2026-03-23T08:00:00Z`, `${second} 2026-03-31T10:00:00Z`],
  ],
  [
    'one moved far ahead',
    [weekly(), changed('DTSTART:20261001T100000Z')],
    [`${first} 2026-03-23T08:00:00Z`, `${second} 2026-10-01T10:00:00Z`],
  ],
  [
    'one moved to what is over',
    [weekly(), changed('DTSTART:20260301T100000Z')],
    [`${first} 2026-03-23T08:00:00Z`],
  ],
  [
    'the change before the series',
    [changed('DTSTART:20260331T100000Z'), weekly()],
    [`${first} 2026-03-23T08:00:00Z`, `${second} 2026-03-31T10:00:00Z`],
  ],
  ['the change alone', [changed('DTSTART:20260331T100000Z')], [`${second} 2026-03-31T10:00:00Z`]],
  [
    'the change of a change',
    [
      weekly(),
      changed('SEQUENCE:2', 'DTSTART:20260331T110000Z'),
      changed('SEQUENCE:1', 'DTSTART:20260331T100000Z'),
    ],
    [`${first} 2026-03-23T08:00:00Z`, `${second} 2026-03-31T11:00:00Z`],
  ],
  [
    'a change that says no number any more',
    [weekly(), changed('SUMMARY:Ada', 'DTSTART:20260331T100000Z')],
    [`${first} 2026-03-23T08:00:00Z`, `${second} 2026-03-31T10:00:00Z`],
  ],
  [
    'one cancelled, of which nothing else is left',
    [weekly(), changed('STATUS:CANCELLED', 'SUMMARY:Cancelled')],
    [`${first} 2026-03-23T08:00:00Z`, `${second} cancelled`],
  ],
  [
    'one left out, in UTC',
    [weekly('EXDATE:20260330T070000Z')],
    [`${first} 2026-03-23T08:00:00Z`, `${second} cancelled`],
  ],
  [
    'one left out, by its day',
    [weekly('EXDATE;VALUE=DATE:20260330')],
    [`${first} 2026-03-23T08:00:00Z`, `${second} cancelled`],
  ],
  [
    'one left out, and yet changed',
    [weekly('EXDATE:20260330T070000Z'), changed('DTSTART:20260331T100000Z')],
    [`${first} 2026-03-23T08:00:00Z`, `${second} 2026-03-31T10:00:00Z`],
  ],
  [
    'ended',
    [event('DTSTART;TZID=Europe/Berlin:20260302T090000', 'RRULE:FREQ=WEEKLY;UNTIL=20260323T080000Z')],
    [`${first} 2026-03-23T08:00:00Z`],
  ],
  [
    'all cancelled',
    [weekly('STATUS:CANCELLED'), changed('DTSTART:20260331T100000Z')],
    [`${first} cancelled`, `${second} cancelled`],
  ],
  [
    'all cancelled, by the calendar',
    ['METHOD:CANCEL', weekly()],
    [`${first} cancelled`, `${second} cancelled`],
  ],
  [
    'that and all that follow moved, which is not taken',
    [weekly(), event('RECURRENCE-ID;RANGE=THISANDFUTURE:20260323T080000Z', 'DTSTART:20260323T100000Z')],
    [`${first} problem`],
  ],
  [
    'a change of nobody knows which',
    [weekly('SEQUENCE:3'), event('RECURRENCE-ID:tomorrow', 'DTSTART:20260323T100000Z')],
    ['one problem'],
  ],
  ['in a zone that nobody knows', [weekly('DTSTART;TZID=Atlantis:20260302T090000')], ['one problem']],
])('a series: %s', async (_, events, expected) => {
  expect(await words(...events)).toEqual(expected);
});

test.each([
  ['far ahead', [event('DTSTART:20280101T090000Z')], ['one 2028-01-01T09:00:00Z']],
  ['an hour ago', [event('DTSTART:20260320T090000Z')], ['one 2026-03-20T09:00:00Z']],
  ['days ago', [event('DTSTART:20260318T090000Z')], []],
  ['cancelled', [event('STATUS:CANCELLED', 'SUMMARY:Cancelled')], ['one cancelled']],
  [
    'twice, the newer one last',
    [event('SEQUENCE:1'), event('SEQUENCE:2', 'DTSTART:20260325T090000Z')],
    ['one 2026-03-25T09:00:00Z'],
  ],
  [
    'twice, the newer one first',
    [event('SEQUENCE:2', 'DTSTART:20260325T090000Z'), event('SEQUENCE:1')],
    ['one 2026-03-25T09:00:00Z'],
  ],
  [
    'twice, by the last change',
    [
      event('LAST-MODIFIED:20260302T000000Z', 'DTSTART:20260325T090000Z'),
      event('LAST-MODIFIED:20260301T000000Z'),
    ],
    ['one 2026-03-25T09:00:00Z'],
  ],
])('an event %s', async (_, events, expected) => {
  expect(await words(...events)).toEqual(expected);
});

test('lengths', async () => {
  const minutes = async (...lines: string[]) =>
    (await rowsOfCalendar(event('DTSTART;TZID=Europe/Berlin:20260329T010000', ...lines)))[0]?.values
      .duration_minutes;
  // The night in which an hour is missing.
  expect(await minutes('DTEND;TZID=Europe/Berlin:20260329T040000')).toBe('120');
  expect(await minutes('DTEND;TZID=Europe/London:20260329T020000')).toBe('60');
  expect(await minutes('DURATION:P1DT2H30M')).toBe('1590');
  expect(await minutes('DURATION:P1W')).toBe('10080');
  expect(await minutes('DURATION:P2W')).toBeUndefined();
  expect(await minutes('DURATION:nonsense')).toBeUndefined();
  expect(await minutes('DTEND:20260328T000000Z')).toBeUndefined();
  expect(await minutes()).toBeUndefined();
});
