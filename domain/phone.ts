/** Phone numbers: what is valid, what may be dialled, what takes texts. */
import {
  isSupportedCountry,
  ParseError,
  parsePhoneNumberWithError,
  getExampleNumber,
  type PhoneNumberType,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import type { Reason } from './words';

export interface Phone {
  e164: string;
  /** ISO 3166-1 alpha-2; `001` when it belongs to none, such as satellite phones. */
  country: string;
  /** Undefined where the numbering plan does not tell. */
  type: PhoneNumberType | undefined;
}

export type ParsedPhone = ({ kind: 'ok' } & Phone) | { kind: 'error'; message: string };

/** Valid numbers only. `defaultCountry` (ISO 3166-1 alpha-2) reads those without a country code. */
export function parsePhone(text: string, defaultCountry: string): ParsedPhone {
  const country = isSupportedCountry(defaultCountry) ? defaultCountry : 'US';
  // Numbers are personal: the message does not repeat them, for it may end up in a log.
  const refuse = (why: string): ParsedPhone => ({
    kind: 'error',
    message: `the phone number ${why}; send it in E.164, such as "${getExampleNumber(country, examples)?.number ?? ''}"`,
  });
  try {
    const phone = parsePhoneNumberWithError(text.trim(), { defaultCountry: country, extract: false });
    if (phone.ext !== undefined) return refuse('has an extension, which cannot be dialled');
    if (!phone.isValid()) return refuse('is not one that its country has assigned');
    return { kind: 'ok', e164: phone.number, country: phone.country ?? '001', type: phone.getType() };
  } catch (error) {
    if (error instanceof ParseError) return refuse(parseErrors[error.message] ?? 'cannot be read');
    throw error;
  }
}

const parseErrors: Record<string, string> = {
  NOT_A_NUMBER: 'is not a number',
  INVALID_COUNTRY: 'has a country code that does not exist',
  TOO_SHORT: 'is too short',
  TOO_LONG: 'is too long',
};

/** Kinds of numbers on which people are reached; the others cost more, or are nobody's. */
const personal = new Set<PhoneNumberType | undefined>([
  'MOBILE',
  'FIXED_LINE',
  'FIXED_LINE_OR_MOBILE',
  'VOIP',
  'TOLL_FREE',
]);

export function mayDial(
  { country, type }: Pick<Phone, 'country' | 'type'>,
  allowedCountries: readonly string[],
): 'ok' | Reason {
  if (!allowedCountries.includes(country)) return 'country_not_allowed';
  return personal.has(type) ? 'ok' : 'number_type_not_allowed';
}

/** In some countries, such as the US, the number does not tell; then the text is tried. */
export function canReceiveText(type: Phone['type']): boolean {
  return type !== 'FIXED_LINE';
}
