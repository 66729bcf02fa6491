import { describe, expect, test } from 'vitest';
import { canReceiveText, mayDial, parsePhone } from '../../domain/phone';

describe('numbers as people write them', () => {
  test.each([
    ['+1 212 555 2368', 'DE', '+12125552368', 'US', 'FIXED_LINE_OR_MOBILE'],
    ['(212) 555-2368', 'US', '+12125552368', 'US', 'FIXED_LINE_OR_MOBILE'],
    ['030 1234567', 'DE', '+49301234567', 'DE', 'FIXED_LINE'],
    [' +49 1512 3456789 ', 'US', '+4915123456789', 'DE', 'MOBILE'],
    ['+881 6 1234 5678', 'US', '+881612345678', '001', 'MOBILE'],
    ['+1 876 512 3456', 'US', '+18765123456', 'JM', 'MOBILE'],
  ])('%s in %s', (text, country, e164, numberCountry, type) => {
    expect(parsePhone(text, country)).toMatchObject({ kind: 'ok', e164, country: numberCountry });
    expect(parsePhone(text, country)).toHaveProperty('type', type);
  });

  test.each([
    ['call me', 'is not a number'],
    ['', 'is not a number'],
    ['1', 'too short'],
    ['+999 12345678', 'country code that does not exist'],
    ['12', 'not one that its country has assigned'],
    ['+1 555 123 4567', 'not one that its country has assigned'],
    ['+1 212 555 2368 99999', 'not one that its country has assigned'],
    ['+491234567890123456789', 'is too long'],
    ['+1 212 555 2368 ext. 5', 'has an extension'],
    ['Anna: +1 212 555 2368', 'is not a number'],
  ])('%s is refused: %s', (text, why) => {
    const result = parsePhone(text, 'US');
    expect(result).toMatchObject({ kind: 'error' });
    expect(result).toHaveProperty('message', expect.stringContaining(why));
    expect(result).toHaveProperty('message', expect.stringContaining('such as "+1'));
  });

  test('the example is of the office’s country, and valid; the number itself is not repeated', () => {
    const result = parsePhone('030 99', 'DE');
    const message = result.kind === 'error' ? result.message : '';
    const example = /"(\+49\d+)"/.exec(message)?.[1] ?? '';
    expect(parsePhone(example, 'DE').kind).toBe('ok');
    expect(message).not.toContain('030 99');
  });
});

describe('what may be dialled', () => {
  test.each([
    ['+12125552368', 'ok'],
    ['+4915123456789', 'ok'],
    ['+49301234567', 'ok'],
    ['+18005552368', 'ok'],
    ['+18765123456', 'country_not_allowed'], // Jamaica, though it begins with +1
    ['+881612345678', 'country_not_allowed'], // a satellite phone
    ['+19005552368', 'number_type_not_allowed'], // premium rate
    ['+499001234567', 'number_type_not_allowed'],
    ['+491801234567', 'number_type_not_allowed'], // shared cost
    ['+4970012345678', 'number_type_not_allowed'], // a personal number, at any price
  ])('%s: %s', (number, expected) => {
    const phone = parsePhone(number, 'US');
    if (phone.kind !== 'ok') throw new Error(phone.message);
    expect(mayDial(phone, ['US', 'DE'])).toBe(expected);
  });
});

test.each([
  ['US premium rate', '+19005552368', 'number_type_not_allowed'],
  ['DE premium rate', '+499001234567', 'number_type_not_allowed'],
  ['GB premium rate', '+449012345678', 'number_type_not_allowed'],
  ['GB revenue share', '+448431234567', 'number_type_not_allowed'],
  ['FR premium rate', '+33899123456', 'number_type_not_allowed'],
  ['DE shared cost', '+491801234567', 'number_type_not_allowed'],
  ['GB personal', '+447012345678', 'number_type_not_allowed'],
  ['DE personal', '+4970012345678', 'number_type_not_allowed'],
  ['satellite, Globalstar', '+881612345678', 'country_not_allowed'],
  ['satellite, Inmarsat', '+870773123456', 'country_not_allowed'],
  ['of no country, VoIP', '+883510012345', 'country_not_allowed'],
  ['emergency', '112', 'error'],
  ['emergency', '911', 'error'],
  ['emergency behind a country code', '+49112', 'error'],
  ['a short code', '+12345', 'error'],
])('kinds of numbers that cost more, or must not be called: %s %s', (_, number, refused) => {
  const phone = parsePhone(number, 'US');
  // Wherever Slotkeeper is used, and whatever countries it may call.
  const allowed = ['US', 'DE', 'GB', 'FR'];
  expect(phone.kind === 'ok' ? mayDial(phone, allowed) : phone.kind).toBe(refused);
});

test('landlines take no texts; where the number does not tell, it is tried', () => {
  expect(canReceiveText('FIXED_LINE')).toBe(false);
  expect(canReceiveText('MOBILE')).toBe(true);
  expect(canReceiveText('FIXED_LINE_OR_MOBILE')).toBe(true);
});
