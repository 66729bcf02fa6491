/** What a receptionist types into the search, read as a name, a phone number and an id at once. */
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { parsePhone } from './phone';

export interface SearchTerms {
  /** Words, or their beginnings; all must be in the name. */
  name: string[];
  /** How numbers begin in E.164. */
  phoneStarts: [] | [string] | [string, string];
  /** The last digits of a number. */
  phoneEnd: string | undefined;
  id: number | undefined;
  externalId: string;
}

/** Fewer digits are an id rather than a part of a number. */
const fewestDigits = 3;
/** More digits are a number from its beginning, whose 0 is dialled within its country only. */
const lastDigits = 6;

/** `defaultCountry` (ISO 3166-1 alpha-2) reads numbers without a country code. */
export function searchTerms(typed: string, defaultCountry: string): SearchTerms {
  const text = typed.trim();
  const digits = text.replace(/\D/g, '');
  const international = text.startsWith('+');
  const looksLikePhone =
    /^\+?[\d\s()./–-]+$/.test(text) && digits.length >= (international ? 1 : fewestDigits);
  return {
    name: /\p{L}/u.test(text) ? (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) : [],
    phoneStarts: looksLikePhone ? phoneStarts(text, digits, defaultCountry) : [],
    phoneEnd: looksLikePhone && !international ? phoneEnd(digits) : undefined,
    id: /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2_147_483_647 ? Number(text) : undefined,
    externalId: text,
  };
}

function phoneStarts(text: string, digits: string, defaultCountry: string): SearchTerms['phoneStarts'] {
  const whole = parsePhone(text, defaultCountry);
  if (whole.kind === 'ok') return [whole.e164];
  if (text.startsWith('+')) return [`+${digits}`];
  if (digits.startsWith('00')) return [`+${digits.slice(2)}`];
  const code = isSupportedCountry(defaultCountry) ? getCountryCallingCode(defaultCountry) : '';
  // With or without the country's code.
  return digits.startsWith('0') ? [`+${code}${digits.slice(1)}`] : [`+${digits}`, `+${code}${digits}`];
}

function phoneEnd(digits: string): string {
  return digits.length > lastDigits ? digits.replace(/^0+(?=\d)/, '') : digits;
}
