import { describe, expect, it } from 'vitest';
import { orderIn, orderTold, readClock, readDayAndClock, readStart } from '../../files/dates';

const words = (read: ReturnType<typeof readStart>) => (read.kind === 'ok' ? read.value : read.message);

describe('starts', () => {
  it.each([
    ['24.11.2026 09:00', '2026-11-24T09:00'],
    ['24.11.26 9:05', '2026-11-24T09:05'],
    ['24. 11. 2026, 9 Uhr', '2026-11-24T09:00'],
    ['24.11.2026 um 9.30 Uhr', '2026-11-24T09:30'],
    ['11/24/2026 9:00 AM', '2026-11-24T09:00'],
    ['11/24/2026 12:15 a.m.', '2026-11-24T00:15'],
    ['11/24/2026 12:15 PM', '2026-11-24T12:15'],
    ['24/11/2026 14h30', '2026-11-24T14:30'],
    ['24-11-2026 14:30:00', '2026-11-24T14:30'],
    ['5/5/2026 9:00', '2026-05-05T09:00'],
    ['2026/11/24 9:00', '2026-11-24T09:00'],
    ['2026-11-24T09:00:00+01:00', '2026-11-24T09:00:00+01:00'],
    ['2026-11-24 09:00Z', '2026-11-24T09:00Z'],
    ["'24.11.2026 09:00", '2026-11-24T09:00'],
  ])('%s', (cell, iso) => {
    expect(words(readStart(cell, undefined))).toBe(iso);
  });

  it.each([
    ['46350.375', 'format the column as a date'],
    ['24.11.2026', 'has a day but no time'],
    ['24/11/26 9:00', 'less than four digits'],
    ['3/4/2026 9:00', 'choose whether day or month comes first'],
    ['13/13/2026 9:00', 'is not a day'],
    ['tomorrow at nine', 'is not a day'],
    ['24.11.2026 25:00', 'is not a time of day'],
    ['24.11.2026 13:00 PM', 'is not a time of day'],
    ['24.11.2026 9', 'is not a time of day'],
    ['09:00', 'is not a day'],
  ])('refuses %s', (cell, message) => {
    expect(words(readStart(cell, undefined))).toContain(message);
  });

  it('reads the order of the file, but for a date that can only be the other', () => {
    expect(words(readStart('3/4/2026 9:00', 'day_first'))).toBe('2026-04-03T09:00');
    expect(words(readStart('3/4/2026 9:00', 'month_first'))).toBe('2026-03-04T09:00');
    expect(words(readStart('11/24/2026 9:00', 'day_first'))).toBe('2026-11-24T09:00');
  });

  it('joins a day and a clock of two columns', () => {
    expect(words(readDayAndClock('24.11.2026', '9:00', undefined))).toBe('2026-11-24T09:00');
    expect(words(readDayAndClock('2026-11-24 00:00:00', '9:00 PM', undefined))).toBe('2026-11-24T21:00');
    expect(words(readDayAndClock('24.11.2026', '', undefined))).toContain('is not a time of day');
  });

  it('keeps seconds that are not nought', () => {
    expect(words(readClock('9:00:30'))).toBe('09:00:30');
  });
});

it.each([
  ['24/11/2026 9:00', 'day_first'],
  ['11/24/2026', 'month_first'],
  ['3/4/2026', 'either'],
  ['3.4.2026', undefined],
  ['2026-11-24', undefined],
  ['', undefined],
])('what %s tells of a file', (cell, order) => {
  expect(orderTold(cell)).toBe(order);
});

it('knows the habits of countries, and of which it knows none', () => {
  expect(['US', 'PH'].map(orderIn)).toEqual(['month_first', 'month_first']);
  expect(['DE', 'GB', 'FR', 'ES', 'AU', 'MX'].map(orderIn)).toEqual(Array(6).fill('day_first'));
  expect(['CA', 'JP', 'SE'].map(orderIn)).toEqual([undefined, undefined, undefined]);
});
