import { describe, expect, it } from 'vitest';
import { parsePhone } from '../../domain/phone';
import { readPhone } from '../../files/phones';

const german = { defaultCountry: 'DE', allowedCountries: ['DE', 'AT'] };
const american = { defaultCountry: 'US', allowedCountries: ['US'] };

describe.each([
  ['DE', german],
  ['US', american],
])('in %s', (country, habits) => {
  const all: [cell: string, home: string, e164: string][] = [
    ['+49 151 12345678', 'DE', '+4915112345678'],
    ['0151/12345678', 'DE', '+4915112345678'],
    ['4915112345678', 'DE', '+4915112345678'],
    ['4915112345678,0', 'DE', '+4915112345678'],
    ["'+4915112345678", 'DE', '+4915112345678'],
    ["'015112345678", 'DE', '+4915112345678'],
    ['15112345678', 'DE', '+4915112345678'],
    ['436641234567', 'DE', '+436641234567'],
    ['(212) 555-0101', 'US', '+12125550101'],
    ['2125550101', 'US', '+12125550101'],
    ['12125550101', 'US', '+12125550101'],
    ['2025550123', 'US', '+12025550123'],
  ];
  it.each(all.filter(([, home]) => home === country))('%s', (cell, _, e164) => {
    const read = readPhone(cell, habits);
    expect(read.kind === 'ok' && parsePhone(read.value, country)).toMatchObject({ kind: 'ok', e164 });
  });
});

it.each([
  ['4.91511E+12', 'format the column as text'],
  ['4,91511E12', 'format the column as text'],
  // Leer's 04921 997788 without its nought, or Berlin's +49 …
  ['4921997788', 'may be two numbers'],
])('refuses %s', (cell, message) => {
  const read = readPhone(cell, german);
  expect(read).toMatchObject({ kind: 'error' });
  expect(read.kind === 'error' && read.message).toContain(message);
});
