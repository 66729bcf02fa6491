import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import { daySpans, isOpenAt, nextOpeningMs, parseCallingHours } from '../../domain/hours';
import { at, clock, hoursTextArbitrary, instantArbitrary, secondOpinion, zoneArbitrary } from './worlds';

// The oracle asks Dates for their fields: in UTC every wall-clock time exists.
vi.stubEnv('TZ', 'UTC');

const spansOn = (text: string, day: string) =>
  daySpans(parseCallingHours(text), Temporal.PlainDate.from(day))
    .map(({ fromMinute, toMinute }) =>
      [fromMinute, toMinute]
        .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
        .join('-'),
    )
    .join(',');

describe('what the office writes, and what a day then has', () => {
  test.each([
    // 2026-11-24 is a Tuesday.
    ['08:00-20:00', '2026-11-24', '08:00-20:00'],
    ['24/7', '2026-11-24', '00:00-24:00'],
    ['off', '2026-11-24', ''],
    ['Mo-Fr 08:00-20:00; Sa 09:00-13:00', '2026-11-28', '09:00-13:00'],
    ['Mo-Fr 08:00-20:00; Sa 09:00-13:00', '2026-11-29', ''],
    ['Mo-Fr,Su 08:00-12:00,14:00-20:00', '2026-11-29', '08:00-12:00,14:00-20:00'],
    ['Sa-Mo 10:00-12:00', '2026-11-30', '10:00-12:00'],
    ['14:00-24:00, 08:00-12:00', '2026-11-24', '08:00-12:00,14:00-24:00'],
    ['08:00-12:00,12:00-14:00,13:00-20:00', '2026-11-24', '08:00-20:00'],
    ['8:00-9:30', '2026-11-24', '08:00-09:30'],
    ['mo-fr 08:00-20:00 ;', '2026-11-24', '08:00-20:00'],
    ['08:00-20:00; Dec 25 off', '2026-12-25', ''],
    ['08:00-20:00; Dec 25 closed', '2027-12-25', ''],
    ['08:00-20:00; Dec 25 off', '2026-12-26', '08:00-20:00'],
    ['08:00-20:00; Dec 24 - 26 off', '2026-12-26', ''],
    ['08:00-20:00; Dec 24,Dec 31 08:00-12:00', '2026-12-31', '08:00-12:00'],
    ['08:00-20:00; Dec 24-Jan 2 off', '2027-01-02', ''],
    ['08:00-20:00; Dec 24-Jan 2 off', '2027-01-03', '08:00-20:00'],
    ['off; 2026 Nov 26 08:00-20:00', '2026-11-26', '08:00-20:00'],
    ['off; 2026 Nov 26 08:00-20:00', '2027-11-26', ''],
    ['08:00-20:00; 2026 Dec 24-2027 Jan 2 off', '2027-01-02', ''],
    ['08:00-20:00; 2026 Dec 24-2027 Jan 2 off', '2027-12-24', '08:00-20:00'],
    ['08:00-20:00; Feb 29 off', '2028-02-29', ''],
    ['Mo-Fr 08:00-20:00; Jul 1-Aug 31 Mo-Fr 08:00-12:00', '2026-07-06', '08:00-12:00'],
    ['Mo-Fr 08:00-20:00; Jul 1-Aug 31 Mo-Fr 08:00-12:00', '2026-07-05', ''],
    // A later rule wins, even over a holiday: the office says what is special last.
    ['Dec 25 off; 08:00-20:00', '2026-12-25', '08:00-20:00'],
  ])('%s, on %s: %s', (text, day, spans) => {
    expect(spansOn(text, day)).toBe(spans);
  });

  test.each([
    ['', 'there is no rule'],
    ['Mo-Fr', 'names no hours'],
    ['Mo-Fr 8-20', 'it is not days'],
    ['Mo-Fr 08:00-12:00, Sa 09:00-13:00', 'rules are separated by ";"'],
    ['Mo-Fr 20:00-08:00', 'over midnight, give two'],
    ['Mo 08:00-08:00', 'ends before it begins'],
    ['Mo 08:00-24:15', 'not a span of one day'],
    ['Mo 24:00-24:00', 'not a span of one day'],
    ['Mo 08:60-09:00', 'not a span of one day'],
    ['Mo-Fr 08:00-20:00; PH off', 'holidays are not known here'],
    ['Mo 12:00-13:00 off', '"off" stands alone'],
    ['Feb 30 off', 'no day "feb 30"'],
    ['2027 Feb 29 off', 'no day "2027 feb 29"'],
    ['2026 Dec 26-24 off', 'ends before it begins'],
    ['2026 Dec 24-Jan 2 off', 'names the year of one end only'],
    ['2026 Nov 26,Dec 3 off', 'some of its days name a year'],
    ['Mond 08:00-20:00', 'it is not days'],
  ])('%s is refused: %s', (text, why) => {
    expect(() => parseCallingHours(text)).toThrow(RangeError);
    expect(() => parseCallingHours(text)).toThrow(why);
    expect(() => parseCallingHours(text)).toThrow('Example: Mo-Fr 08:00-20:00');
  });

  test('hours are plain data', () => {
    const hours = parseCallingHours('Mo-Fr 08:00-20:00; Dec 25 off');
    expect(JSON.parse(JSON.stringify(hours))).toEqual(hours);
  });
});

describe('open or closed', () => {
  test.each([
    ['2026-11-24 07:59:59', false],
    ['2026-11-24 08:00:00', true],
    ['2026-11-24 19:59:59', true],
    ['2026-11-24 20:00:00', false],
  ])('from 08:00 to 20:00, at %s: %s', (time, open) => {
    expect(isOpenAt(parseCallingHours('08:00-20:00'), at(time), 'Europe/Berlin')).toBe(open);
  });

  test('the same instant is day in one zone and night in another', () => {
    const hours = parseCallingHours('08:00-20:00');
    const instant = at('2026-11-24 09:00');
    expect(isOpenAt(hours, instant, 'Europe/Berlin')).toBe(true);
    expect(isOpenAt(hours, instant, 'America/New_York')).toBe(false);
    // Wednesday has begun on one side of the date line, Monday is not over on the other.
    const dateLine = Date.parse('2026-11-24T10:30Z');
    expect(isOpenAt(parseCallingHours('We 00:00-01:00'), dateLine, 'Pacific/Kiritimati')).toBe(true);
    expect(isOpenAt(parseCallingHours('Mo 23:00-24:00'), dateLine, 'Pacific/Pago_Pago')).toBe(true);
  });

  test('opening_hours.js agrees', () => {
    fc.assert(
      fc.property(
        hoursTextArbitrary,
        fc.array(instantArbitrary, { maxLength: 20 }),
        zoneArbitrary,
        (text, instants, zone) => {
          const hours = parseCallingHours(text);
          const opinion = secondOpinion(text);
          for (const instant of instants) expect(isOpenAt(hours, instant, zone)).toBe(opinion(instant, zone));
        },
      ),
    );
  });
});

describe('the next opening', () => {
  const weekdays = parseCallingHours('Mo-Fr 08:00-12:00,14:00-20:00; Dec 25 off');
  test.each([
    ['Tuesday 10:00 is open', '2026-11-24 10:00', '2026-11-24 10:00'],
    ['before opening', '2026-11-24 06:00', '2026-11-24 08:00'],
    ['at lunch', '2026-11-24 12:00', '2026-11-24 14:00'],
    ['in the evening', '2026-11-24 20:00', '2026-11-25 08:00'],
    ['on Friday evening', '2026-11-27 21:00', '2026-11-30 08:00'],
    ['on Christmas Eve, before a Friday off', '2026-12-24 20:30', '2026-12-28 08:00'],
  ])('%s', (_, from, opening) => {
    expect(clock(nextOpeningMs(weekdays, at(from), 'Europe/Berlin') ?? 0)).toBe(opening);
  });

  test('an office that never opens has none, nor has one that opens after the horizon', () => {
    expect(nextOpeningMs(parseCallingHours('off'), 0, 'UTC')).toBeUndefined();
    const once = parseCallingHours('2026 Nov 26 08:00-20:00');
    expect(nextOpeningMs(once, at('2026-11-24 08:00'), 'Europe/Berlin', 1)).toBeUndefined();
    expect(nextOpeningMs(once, at('2026-11-24 08:00'), 'Europe/Berlin', 2)).toBe(at('2026-11-26 08:00'));
  });

  test('a clock that jumps over the opening opens when it lands', () => {
    // Berlin, 2026-03-29: 02:00 becomes 03:00.
    const night = parseCallingHours('02:30-04:00');
    const opening = nextOpeningMs(night, at('2026-03-29 01:00'), 'Europe/Berlin');
    expect(opening).toBe(at('2026-03-29 03:00'));
  });

  test('a clock that is set back opens again', () => {
    // Berlin, 2026-10-25: 03:00 +02:00 becomes 02:00 +01:00.
    const night = parseCallingHours('02:30-03:00');
    const secondTwoTen = Date.parse('2026-10-25T02:10+01:00');
    const opening = nextOpeningMs(night, secondTwoTen, 'Europe/Berlin');
    expect(opening).toBe(Date.parse('2026-10-25T02:30+01:00'));
  });

  test('is open, and no minute before it is', () => {
    fc.assert(
      fc.property(hoursTextArbitrary, instantArbitrary, zoneArbitrary, (text, from, zone) => {
        const hours = parseCallingHours(text);
        const opinion = secondOpinion(text);
        const opening = nextOpeningMs(hours, from, zone, 2);
        if (opening !== undefined) expect(opinion(opening, zone)).toBe(true);
        const until = Math.min(opening ?? Infinity, from + 36 * 3_600_000);
        for (let t = from; t < until; t += 15 * 60_000) expect(opinion(t, zone)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
