/** A text with its values, in the client's language, ready to be said or sent. */
import { plainWord, type TextMeaning } from '../domain/text-words';
import type { Phrase } from '../domain/dialogue';
import { fallbackLocale, type Locale, type Messages } from './load';
import { isPhrase, type TextName } from './texts';
import { cleanName, spokenPhone, timeParts, writtenPhone } from './values';

export { loadMessages, type Messages } from './load';
export { segments } from './segments';
export type { SmsText } from './texts';

export interface Values {
  name?: string;
  /** Said in this zone: the office's. */
  time?: { startsAtMs: number; timeZone: string };
  /** All starts of the office day, when it is about several; epoch milliseconds. */
  times?: readonly number[];
  office: string;
  /** E.164 */
  officePhone: string;
  /** To the appointment, for the client's own calendar. */
  link?: string;
}

export interface Rendered {
  text: string;
  /** BCP 47 */
  language: string;
  /** Twilio's name of it; of no use to an SMS. */
  voice: string;
}

/** What is said when name or time is unknown. */
const unnamed: Partial<Record<TextName, Phrase>> = {
  reminder: 'reminder_unnamed',
  voicemail: 'voicemail_unnamed',
};

/** What is said when there are several times. */
const several: Partial<Record<TextName, TextName>> = {
  reminder: 'reminder_several',
  voicemail: 'voicemail_several',
  confirmed: 'confirmed_several',
  sms_reminder: 'sms_reminder_several',
  sms_confirmed: 'sms_confirmed_several',
};

/**
 * @param locale BCP 47; without a file for `de-AT`, `de` speaks, and without that, English.
 * @throws Error when an SMS needs a time or a link that is not given
 */
export function render(
  messages: Messages,
  locale: string | undefined,
  text: TextName,
  { name = '', time, times = [], office, officePhone, link }: Values,
): Rendered {
  const chosen = localeFor(messages, locale);
  const spoken = isPhrase(text);
  const client = cleanName(name);
  const known = client !== '' && time !== undefined;
  const wanted = times.length > 1 ? (several[text] ?? text) : text;
  const template = chosen.texts.get(known ? wanted : (unnamed[text] ?? wanted));
  if (template === undefined) throw new Error(`No text "${text}" in ${chosen.language}`);
  const result = template.format({
    name: client,
    ...(time === undefined ? {} : { time: sayTime(chosen, time, times, spoken ? 'long' : 'short') }),
    office: cleanName(office),
    officePhone: spoken ? spokenPhone(officePhone) : writtenPhone(officePhone),
    ...(link === undefined ? {} : { link }),
  });
  return { text: String(result), language: chosen.language, voice: chosen.voice };
}

/** Of a text from a client; undefined: none that we know. @param locale BCP 47 */
export function meaningOf(
  messages: Messages,
  locale: string | undefined,
  text: string,
): TextMeaning | undefined {
  return localeFor(messages, locale).words.get(plainWord(text));
}

function sayTime(
  { language, when }: Locale,
  time: { startsAtMs: number; timeZone: string },
  times: readonly number[],
  width: 'long' | 'short',
): string {
  const { timeZone } = time;
  const [first = time.startsAtMs, ...others] = [...times].sort((a, b) => a - b);
  const parts = timeParts({ startsAtMs: first, timeZone }, language, width);
  const clocks = others.map((startsAtMs) => timeParts({ startsAtMs, timeZone }, language, width).time);
  // The day is said once: "Tuesday, November 24 at 2:00 PM and 2:30 PM". Two at the same time are said twice.
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format([parts.time, ...clocks]);
  return String(when.format({ ...parts, time: list }));
}

/** Lookup of RFC 4647: subtags are dropped from the end until there is a file. */
function localeFor(messages: Messages, wanted: string | undefined): Locale {
  const subtags = (wanted ?? '').toLowerCase().split(/[-_]/);
  for (let length = subtags.length; length > 0; length--) {
    const found = messages.get(subtags.slice(0, length).join('-'));
    if (found) return found;
  }
  const fallback = messages.get(fallbackLocale);
  if (fallback === undefined) throw new Error(`messages/${fallbackLocale}.json is missing`);
  return fallback;
}
