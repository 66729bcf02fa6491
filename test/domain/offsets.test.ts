import * as fc from 'fast-check';
import { DateTime, Duration } from 'luxon';
import { describe, expect, test } from 'vitest';
import { dueAtMs, offsetMs, offsetsFromGuide, parseOffset } from '../../domain/offsets';
import { hourMs } from '../../domain/policy';
import { at, clock, clockChangeArbitrary, instantArbitrary, zoneArbitrary } from './worlds';

describe('offsets that make no sense are refused', () => {
  test.each([
    ['24h', 'is not an ISO 8601 duration'],
    ['P24H', 'is not an ISO 8601 duration'],
    ['', 'is not an ISO 8601 duration'],
    ['P1D ', 'is not an ISO 8601 duration'],
    ['-P1D', 'must be positive'],
    ['PT0S', 'must be positive'],
    ['PT4M59S', 'is shorter than PT5M'],
    ['P366D', 'is longer than 365 days'],
    ['P2Y', 'is longer than 365 days'],
    ['PT8761H', 'is longer than 365 days'],
    ['P99999999999D', 'is longer than 365 days'],
  ])('%s %s', (text, why) => {
    expect(() => parseOffset(text)).toThrow(RangeError);
    expect(() => parseOffset(text)).toThrow(`reminder offset "${text}" ${why}`);
    expect(() => parseOffset(text)).toThrow('Examples: P1D');
  });

  test.each(['PT5M', 'P365D', 'P1Y', 'P12M', 'P2W', 'P1DT2H', 'PT1.5H'])('%s is taken', (text) => {
    expect(() => parseOffset(text)).not.toThrow();
  });
});

describe('when a reminder is due', () => {
  test.each([
    // start, offset, due, zone
    ['2026-11-24 09:00', 'P1D', '2026-11-23 09:00', 'Europe/Berlin'],
    ['2026-11-24 09:00', 'PT1H', '2026-11-24 08:00', 'Europe/Berlin'],
    ['2026-11-24 09:00', 'P1DT2H', '2026-11-23 07:00', 'Europe/Berlin'],
    ['2026-11-24 09:00', 'P1W', '2026-11-17 09:00', 'Europe/Berlin'],
    // A day by the clock, over the change to summer time (23 h) and back (25 h); hours are elapsed.
    ['2026-03-29 09:00', 'P1D', '2026-03-28 09:00', 'Europe/Berlin'],
    ['2026-03-29 09:00', 'PT24H', '2026-03-28 08:00', 'Europe/Berlin'],
    ['2026-10-25 09:00', 'P1D', '2026-10-24 09:00', 'Europe/Berlin'],
    ['2026-10-25 09:00', 'PT24H', '2026-10-24 10:00', 'Europe/Berlin'],
    // Calendar part first: 09:00 the day before, then 8 elapsed hours, of which the clock skipped one.
    ['2026-03-30 09:00', 'P1DT8H', '2026-03-29 00:00', 'Europe/Berlin'],
    // A due time that the clock skips comes an hour later on the clock.
    ['2026-03-30 02:30', 'P1D', '2026-03-29 03:30', 'Europe/Berlin'],
    // Half an hour's change.
    ['2026-10-05 02:15', 'P1D', '2026-10-04 02:45', 'Australia/Lord_Howe'],
    ['2026-10-04 09:00', 'PT24H', '2026-10-03 08:30', 'Australia/Lord_Howe'],
    // The day before 31 December 2011 was the 29th.
    ['2011-12-31 09:00', 'PT24H', '2011-12-29 09:00', 'Pacific/Apia'],
    // Leap years and month ends.
    ['2028-03-01 09:00', 'P1D', '2028-02-29 09:00', 'Europe/Berlin'],
    ['2028-02-29 09:00', 'P1Y', '2027-02-28 09:00', 'Europe/Berlin'],
    ['2026-03-31 09:00', 'P1M', '2026-02-28 09:00', 'Europe/Berlin'],
  ])('%s less %s is %s in %s', (start, offset, due, zone) => {
    expect(clock(dueAtMs(at(start, zone), parseOffset(offset), zone), zone)).toBe(due);
  });

  test('a due time that the clock repeats is its first', () => {
    const due = dueAtMs(at('2026-10-26 02:30'), parseOffset('P1D'), 'Europe/Berlin');
    expect(due).toBe(Date.parse('2026-10-25T02:30+02:00'));
  });

  test('a day is as long as the clock makes it', () => {
    const day = parseOffset('P1D');
    expect(offsetMs(at('2026-03-29 09:00'), day, 'Europe/Berlin')).toBe(23 * hourMs);
    expect(offsetMs(at('2026-10-25 09:00'), day, 'Europe/Berlin')).toBe(25 * hourMs);
    expect(offsetMs(at('2026-11-24 09:00'), day, 'Europe/Berlin')).toBe(24 * hourMs);
  });

  const offsets = fc.constantFrom('P1D', 'P2D', 'P1W', 'P1M', 'PT1H', 'PT24H', 'PT90M');
  function agreesWithLuxon(start: number, text: string, zone: string): void {
    const due = DateTime.fromMillis(start, { zone }).minus(Duration.fromISO(text));
    // Of a repeated time luxon may take the second; an elapsed one is never repeated.
    const first = text.includes('T') ? due : due.getPossibleOffsets().reduce((a, b) => (a < b ? a : b));
    expect(dueAtMs(start, parseOffset(text), zone)).toBe(first.toMillis());
  }

  test('luxon agrees, at any time', () => {
    fc.assert(fc.property(instantArbitrary, offsets, zoneArbitrary, agreesWithLuxon), { numRuns: 500 });
  });

  test('luxon agrees, where the reminder or the start comes near a clock change', () => {
    let changed = 0;
    fc.assert(
      fc.property(clockChangeArbitrary, offsets, fc.boolean(), ({ zone, instant }, text, isDue) => {
        const near = DateTime.fromMillis(instant, { zone });
        const start = isDue ? near.plus(Duration.fromISO(text)) : near;
        if (start.minus(Duration.fromISO(text)).offset !== start.offset) changed += 1;
        agreesWithLuxon(start.toMillis(), text, zone);
      }),
      { numRuns: 2000 },
    );
    expect(changed).toBeGreaterThan(200);
  });
});

describe("the guide's settings", () => {
  test.each([
    [1, 1, ['P1D', 'PT1H']],
    [2, 3, ['P2D', 'PT3H']],
    [0, 1, ['PT1H']],
    [1, 0, ['P1D']],
    [0, 0, []],
  ])('%i days and %i hours before', (daysBefore, hoursBefore, offsets) => {
    expect(offsetsFromGuide({ daysBefore, hoursBefore })).toEqual(offsets);
  });

  test.each([
    [-1, 1],
    [1.5, 1],
    [400, 0],
    [Number.NaN, 1],
  ])('%d days and %d hours are refused', (daysBefore, hoursBefore) => {
    expect(() => offsetsFromGuide({ daysBefore, hoursBefore })).toThrow(RangeError);
  });
});
