import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { instantFromInput, isTimeZone, localTime, officeDay } from '../../domain/zones';
import { clockChangeArbitrary, instantArbitrary, zoneArbitrary } from './worlds';

const anywhere = fc.oneof(
  fc.record({ instant: instantArbitrary, zone: zoneArbitrary }),
  clockChangeArbitrary,
);

test.each([
  ['Europe/Berlin', true],
  ['europe/berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Etc/GMT+5', true],
  ['UTC', true],
  ['Europe/Atlantis', false],
  ['+01:00', false],
  ['Z', false],
  ['', false],
  ['2026-11-24T09:00Z[Europe/Berlin]', false],
])('is "%s" a time zone: %s', (text, expected) => {
  expect(isTimeZone(text)).toBe(expected);
});

test('local times and days', () => {
  const instant = Date.parse('2026-11-24T08:00:00.250Z');
  expect(localTime(instant, 'Europe/Berlin')).toBe('2026-11-24T09:00:00+01:00');
  expect(localTime(instant, 'Asia/Kolkata')).toBe('2026-11-24T13:30:00+05:30');
  expect(localTime(instant, 'UTC')).toBe('2026-11-24T08:00:00+00:00');
  expect(officeDay(instant, 'Europe/Berlin')).toBe('2026-11-24');
  expect(officeDay(Date.parse('2026-11-24T10:30Z'), 'Pacific/Kiritimati')).toBe('2026-11-25');
  expect(officeDay(Date.parse('2026-11-24T10:30Z'), 'Pacific/Pago_Pago')).toBe('2026-11-23');
});

describe('the start as the integrator sends it', () => {
  test.each([
    ['2026-11-24T09:00:00+01:00', undefined, '2026-11-24T08:00Z'],
    ['2026-11-24T09:00:00Z', undefined, '2026-11-24T09:00Z'],
    ['2026-11-24T09:00', undefined, '2026-11-24T08:00Z'], // the office's clock, Berlin
    ['2026-11-24 09:00:00', undefined, '2026-11-24T08:00Z'],
    ['2026-11-24T09:00', 'America/New_York', '2026-11-24T14:00Z'],
    ['2026-11-24T09:00+01:00', 'America/New_York', '2026-11-24T08:00Z'], // an offset leaves nothing to ask
    ['2026-11-24T09:00:00.123456+01:00', undefined, '2026-11-24T08:00:00.123Z'],
    ['2026-11-24T09:00:00.9999', undefined, '2026-11-24T08:00:00.999Z'],
    ['2028-02-29T09:00', undefined, '2028-02-29T08:00Z'],
    ['2026-10-25T02:30+02:00', undefined, '2026-10-25T00:30Z'], // twice on the clock, once with an offset
    ['2026-10-25T02:30+01:00', undefined, '2026-10-25T01:30Z'],
  ])('%s in %s is %s', (startsAt, timeZone, expected) => {
    expect(instantFromInput(startsAt, timeZone, 'Europe/Berlin')).toEqual({
      kind: 'ok',
      epochMs: Date.parse(expected),
    });
  });

  test.each([
    ['24.11.2026 9:00', 'is not a date and time'],
    ['2026-11-24', 'is not a date and time'],
    ['2026-11-24T24:00', 'is not a date and time'],
    ['2026-11-24T09:60', 'is not a date and time'],
    ['2026-11-24T09:00:60Z', 'is not a date and time'],
    ['2026-11-24T09:00+01:00[Europe/Berlin]', 'is not a date and time'],
    ['2027-02-29T09:00', 'there is no day 2027-02-29'],
    ['2026-13-01T09:00Z', 'there is no day 2026-13-01'],
    ['2026-11-24T09:00+25:00', 'is not an offset'],
    ['1999-12-31T09:00Z', 'not between 2000 and 2199'],
    ['2200-01-01T09:00Z', 'not between 2000 and 2199'],
  ])('%s is refused: %s', (startsAt, why) => {
    const result = instantFromInput(startsAt, undefined, 'Europe/Berlin');
    expect(result).toMatchObject({ kind: 'error', path: 'startsAt' });
    expect(result).toHaveProperty('message', expect.stringContaining(why));
  });

  test('an unknown zone is refused even where an offset makes it needless', () => {
    expect(instantFromInput('2026-11-24T09:00Z', 'Berlin', 'UTC')).toMatchObject({
      kind: 'error',
      path: 'timeZone',
      message: '"Berlin" is not an IANA time zone; send one such as "Europe/Berlin"',
    });
  });

  test.each([
    [
      '2026-03-29T02:30',
      'Europe/Berlin',
      'does not exist',
      '2026-03-29T01:30:00+01:00',
      '2026-03-29T03:30:00+02:00',
    ],
    [
      '2026-10-25T02:30',
      'Europe/Berlin',
      'happens twice',
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T02:30:00+01:00',
    ],
    [
      '2026-10-04T02:15',
      'Australia/Lord_Howe',
      'does not exist',
      '2026-10-04T01:45:00+10:30',
      '2026-10-04T02:45:00+11:00',
    ],
    [
      '2026-04-05T01:45',
      'Australia/Lord_Howe',
      'happens twice',
      '2026-04-05T01:45:00+11:00',
      '2026-04-05T01:45:00+10:30',
    ],
    // Samoa crossed the date line: this whole day does not exist.
    [
      '2011-12-30T09:00',
      'Pacific/Apia',
      'does not exist',
      '2011-12-29T09:00:00-10:00',
      '2011-12-31T09:00:00+14:00',
    ],
  ])('%s in %s %s: the message shows both instants', (startsAt, timeZone, what, first, second) => {
    const result = instantFromInput(startsAt, timeZone, 'UTC');
    expect(result).toMatchObject({ kind: 'error', path: 'startsAt' });
    expect(result).toHaveProperty('message', expect.stringContaining(`${what} in ${timeZone}`));
    expect(result).toHaveProperty('message', expect.stringContaining(`send ${first} or ${second}`));
    expect(result).toHaveProperty('choices', [first, second]);
    for (const remedy of [first, second])
      expect(instantFromInput(remedy, timeZone, 'UTC')).toEqual({ kind: 'ok', epochMs: Date.parse(remedy) });
  });

  test('luxon agrees which local times are unambiguous, and on their instants', () => {
    fc.assert(
      fc.property(anywhere, ({ instant, zone }) => {
        const time = DateTime.fromMillis(instant, { zone });
        const result = instantFromInput(time.toFormat("yyyy-MM-dd'T'HH:mm"), zone, 'UTC');
        if (time.getPossibleOffsets().length > 1) expect(result.kind).toBe('error');
        else expect(result).toEqual({ kind: 'ok', epochMs: instant });
      }),
    );
  });

  test('what is told as local time is understood again', () => {
    fc.assert(
      fc.property(anywhere, ({ instant, zone }) => {
        expect(instantFromInput(localTime(instant, zone), zone, 'UTC')).toEqual({
          kind: 'ok',
          epochMs: instant,
        });
      }),
    );
  });
});
