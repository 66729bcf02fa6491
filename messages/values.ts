/** Names, times and phone numbers as people say and write them. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

const maxNameCharacters = 60;

/** Harmless in speech, TwiML and SMS: no control characters, no emoji (unless there is nothing else), not long. */
export function cleanName(name: string): string {
  // Lone surrogates and what XML cannot hold are all of the category Other.
  const plain = name.replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim();
  const wordsOnly = plain.replace(
    /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\uFE0F]/gu,
    '',
  );
  const chosen = wordsOnly.replace(/\s+/g, ' ').trim() || plain;
  return Array.from(chosen).slice(0, maxNameCharacters).join('').trim();
}

export interface TimeParts {
  date: string;
  time: string;
  /** 1 to 12: some languages need a plural for it. */
  hour: number;
}

/** @param language BCP 47 @param timeZone IANA; a wrong one throws a RangeError */
export function timeParts(
  { startsAtMs, timeZone }: { startsAtMs: number; timeZone: string },
  language: string,
  width: 'long' | 'short',
): TimeParts {
  const at = new Date(startsAtMs);
  const format = (options: Intl.DateTimeFormatOptions): string =>
    // Intl puts narrow and unbreakable spaces before PM, which would turn an SMS into UCS-2.
    new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at).replace(/[\u202F\u00A0]/g, ' ');
  const hourOfDay = Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(at),
  );
  return {
    date: format({ weekday: width, month: width, day: 'numeric' }),
    time: format({ hour: 'numeric', minute: '2-digit' }),
    hour: hourOfDay % 12 || 12,
  };
}

/** Digit by digit, with a breath between the groups; a machine would else read millions. @param phone E.164 */
export function spokenPhone(phone: string): string {
  const national = parsePhoneNumberFromString(phone)?.formatNational() ?? phone;
  const groups = national.split(/\D+/).filter((group) => group !== '');
  return groups.map((group) => Array.from(group).join(' ')).join(', ');
}

/** Can be tapped wherever the reader is. @param phone E.164 */
export function writtenPhone(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}
