import { describe, expect, it } from 'vitest';
import { officeClock } from '../../domain/office-clock';
import { localTime } from '../../domain/zones';

/** Tuesday, 24 November 2026, 23:30 in Berlin; in New York it is 17:30. */
const nowMs = Date.parse('2026-11-24T22:30:00Z');

describe('instants in words', () => {
  it.each([
    ['Europe/Berlin', '2026-11-24T08:00:00Z', '09:00', '09:00', 'at 09:00'],
    ['Europe/Berlin', '2026-11-24T23:00:00Z', 'Wednesday 00:00', 'on Wednesday 00:00', 'on Wednesday 00:00'],
    ['America/New_York', '2026-11-24T23:00:00Z', '18:00', '18:00', 'at 18:00'],
    ['Europe/Berlin', '2026-11-18T08:00:00Z', 'Wednesday 09:00', 'on Wednesday 09:00', 'on Wednesday 09:00'],
    [
      'Europe/Berlin',
      '2026-11-17T08:00:00Z',
      'Tue 17 Nov 09:00',
      'on Tue 17 Nov 09:00',
      'on Tue 17 Nov 09:00',
    ],
    [
      'Europe/Berlin',
      '2027-01-05T08:00:00Z',
      'Tue 5 Jan 2027 09:00',
      'on Tue 5 Jan 2027 09:00',
      'on Tue 5 Jan 2027 09:00',
    ],
    // An hour after the clocks went back, and on another day of the same week.
    [
      'Europe/Berlin',
      '2026-10-25T01:30:00Z',
      'Sun 25 Oct 02:30',
      'on Sun 25 Oct 02:30',
      'on Sun 25 Oct 02:30',
    ],
  ])('in %s %s is %s', (timeZone, iso, moment, on, at) => {
    const clock = officeClock(timeZone, nowMs);
    const atMs = Date.parse(iso);
    expect([clock.moment(atMs), clock.on(atMs), clock.at(atMs)]).toEqual([moment, on, at]);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'])(
    'shows the clock of %s as Temporal does, through a year of clock changes',
    (timeZone) => {
      const clock = officeClock(timeZone, nowMs);
      for (let atMs = nowMs; atMs < nowMs + 366 * 86_400_000; atMs += 47 * 60_000)
        expect(clock.local(atMs)).toBe(localTime(atMs, timeZone));
    },
  );
});
