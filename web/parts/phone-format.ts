import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** `+1 212 555 0101` of an E.164 number. */
export function formatPhoneNumber(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}
