/** What the tests of the rules share: readable instants, an office, zones with odd clocks, a second opinion on hours. */
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import OpeningHours from 'opening_hours';
import { parseCallingHours } from '../../domain/hours';
import { hourMs, type Rules } from '../../domain/policy';

/** `at('2026-11-24 09:00')` on the clock of Berlin, or of the zone given; by luxon, not by the code under test. */
export function at(local: string, zone = 'Europe/Berlin'): number {
  const time = DateTime.fromSQL(local, { zone });
  if (!time.isValid || !time.toSQL().startsWith(local)) throw new Error(`${local} is no time in ${zone}`);
  return time.toMillis();
}

/** Back to `2026-11-24 09:00`. */
export function clock(epochMs: number, zone = 'Europe/Berlin'): string {
  return DateTime.fromMillis(epochMs, { zone }).toFormat('yyyy-MM-dd HH:mm');
}

export function rulesWith(callingHours: string, changes: Partial<Rules> = {}): Rules {
  return {
    offsets: ['P1D', 'PT1H'],
    callingHours: parseCallingHours(callingHours),
    contactGapMs: 2 * hourMs,
    maxCallsPerDay: 2,
    allowedCountries: ['US', 'DE'],
    ...changes,
  };
}

/** Both sides of the date line, half hours, half-hour clock changes, changes at midnight, a skipped day (Apia, 2011). */
export const oddZones = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Africa/Cairo',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'UTC',
];
export const zoneArbitrary = fc.constantFrom(...oddZones);

/** Whole minutes of 2011 (Apia) or 2023 to 2029 (the leap year 2028 among them). */
export const instantArbitrary = fc
  .oneof(
    { weight: 1, arbitrary: minutesBetween('2011-01-01', '2012-12-31') },
    { weight: 4, arbitrary: minutesBetween('2023-01-01', '2029-12-31') },
  )
  .map((minutes) => minutes * 60_000);

/** Within three hours of a clock change, where what goes wrong goes wrong: random instants seldom come there. */
export const clockChangeArbitrary = fc
  .constantFrom(...oddZones.flatMap((zone) => clockChanges(zone).map((changeMs) => ({ zone, changeMs }))))
  .chain(({ zone, changeMs }) =>
    fc
      .integer({ min: -180, max: 180 })
      .map((minutes) => ({ zone, instant: changeMs + minutes * 60_000, changeMs })),
  );

/** By luxon: the first minutes with another offset, in the years of `instantArbitrary`. */
function clockChanges(zone: string): number[] {
  const offsetAt = (ms: number) => DateTime.fromMillis(ms, { zone }).offset;
  const changes: number[] = [];
  const dayMs = 24 * hourMs;
  for (const [from, to] of [
    ['2011-01-01', '2012-12-31'],
    ['2023-01-01', '2029-12-31'],
  ] as const)
    for (let ms = Date.parse(from); ms < Date.parse(to); ms += dayMs) {
      if (offsetAt(ms) === offsetAt(ms + dayMs)) continue;
      let [before, after] = [ms, ms + dayMs];
      while (after - before > 60_000) {
        const middle = before + Math.floor((after - before) / 120_000) * 60_000;
        if (offsetAt(middle) === offsetAt(ms)) before = middle;
        else after = middle;
      }
      changes.push(after);
    }
  return changes;
}

function minutesBetween(from: string, to: string): fc.Arbitrary<number> {
  return fc.integer({ min: Date.parse(from) / 60_000, max: Date.parse(to) / 60_000 });
}

const two = (n: number) => String(n).padStart(2, '0');
const spanArbitrary = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .filter(([from, to]) => from < to)
  .map((quarters) => quarters.map((q) => `${two(Math.floor(q / 4))}:${two((q % 4) * 15)}`).join('-'));
const timesArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.array(spanArbitrary, { minLength: 1, maxLength: 2 }).map((s) => s.join(',')) },
  { weight: 1, arbitrary: fc.constant('off') },
);
const selectorArbitrary = fc.constantFrom(
  'Mo-Fr ',
  'Sa ',
  'Sa,Su ',
  'Fr-Mo ',
  'We,Fr-Su ',
  'Dec 24-26 ',
  'Dec 24-Jan 2 ',
  'Feb 29 ',
  'Mar 25-31,Oct 25-31 ',
  'Jul 1-Aug 31 Mo-Fr ',
  '2026 Nov 26 ',
  '2026 Dec 24-2027 Jan 2 ',
);
/**
 * Texts such as `08:00-20:00; Mo-Fr 09:15-12:00,14:00-18:00; Dec 24-26 off`. A rule for every day comes
 * first only: after others, opening_hours.js lets it add hours instead of replacing theirs.
 */
export const hoursTextArbitrary = fc
  .tuple(
    fc.constantFrom('', '08:00-20:00; ', '00:00-01:15,22:00-24:00; ', '24/7; '),
    fc.array(fc.tuple(selectorArbitrary, timesArbitrary), { minLength: 1, maxLength: 4 }),
  )
  .map(([everyDay, rules]) => everyDay + rules.map(([days, times]) => days + times).join('; '));

/** opening_hours.js reads a Date's own fields, so it gets one that shows the zone's clock. */
export function secondOpinion(callingHours: string): (epochMs: number, zone: string) => boolean {
  const oracle = new OpeningHours(callingHours);
  return (epochMs, zone) => {
    const { year, month, day, hour, minute, second } = DateTime.fromMillis(epochMs, { zone });
    return oracle.getState(new Date(year, month - 1, day, hour, minute, second));
  };
}
