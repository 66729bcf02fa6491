import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import {
  clockMs,
  dayAndMinute,
  dayMs,
  instantOfClock,
  plainDateTime,
  steadyAheadMs,
} from '../../domain/wall-clock';
import { clockChangeArbitrary, instantArbitrary, oddZones, zoneArbitrary } from './worlds';

const anywhere = fc.oneof(
  fc.record({ instant: instantArbitrary, zone: zoneArbitrary }),
  clockChangeArbitrary,
);
/** Seconds and milliseconds too: what is remembered of a minute holds for all of it. */
const within = fc.integer({ min: 0, max: 59_999 });

function zoned(epochMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
}

test('the clock shows what Temporal says', () => {
  fc.assert(
    fc.property(anywhere, within, ({ instant, zone }, more) => {
      const local = zoned(instant + more, zone);
      const shown = clockMs(instant + more, zone);
      expect(plainDateTime(shown).equals(local.toPlainDateTime())).toBe(true);
      const { year, month, day, dayOfWeek } = local;
      expect(dayAndMinute(shown)).toEqual({
        year,
        month,
        day,
        dayOfWeek,
        minute: local.hour * 60 + local.minute,
      });
    }),
    { numRuns: 2_000 },
  );
});

test('and shows it when Temporal says', () => {
  fc.assert(
    fc.property(anywhere, within, ({ instant, zone }, more) => {
      const shown = clockMs(instant + more, zone);
      expect(instantOfClock(shown, zone)).toBe(plainDateTime(shown).toZonedDateTime(zone).epochMilliseconds);
    }),
    { numRuns: 2_000 },
  );
});

test('what is called steady has no change of the clock in it', () => {
  fc.assert(
    fc.property(anywhere, fc.integer({ min: 0, max: 1_440 }), ({ instant, zone }, minutes) => {
      const from = clockMs(instant, zone);
      const to = from + minutes * 60_000;
      const ahead = steadyAheadMs(from, to, zone);
      const next = zoned(from - dayMs, zone).getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
      if (ahead === undefined) return;
      for (const shown of [from, to]) expect(clockMs(shown - ahead, zone)).toBe(shown);
      expect(next > from - ahead && next <= to - ahead).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('no zone changes its clock twice within the three days that are looked at, nor within a minute', () => {
  for (const zone of new Set([...Intl.supportedValuesOf('timeZone'), ...oddZones])) {
    let lastMs = -Infinity;
    let change = zoned(Date.parse('2026-01-01'), zone).getTimeZoneTransition('next');
    while (change && change.year < 2030) {
      expect(change.epochMilliseconds - lastMs, `${zone} ${change.toString()}`).toBeGreaterThan(3 * dayMs);
      expect(change.epochMilliseconds % 60_000, `${zone} ${change.toString()}`).toBe(0);
      lastMs = change.epochMilliseconds;
      change = change.getTimeZoneTransition('next');
    }
  }
});
