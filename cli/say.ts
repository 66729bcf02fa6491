/** `say`: a text of messages/ as a client would hear or read it. */
import { Temporal } from 'temporal-polyfill';
import type { CliConfig } from '../config';
import { phrases } from '../domain/dialogue';
import { instantFromInput } from '../domain/zones';
import { loadMessages, render, segments } from '../messages/render';
import { isPhrase, smsTexts, type TextName } from '../messages/texts';
import { CliError } from './api';

export interface SayOptions {
  locale?: string;
  name: string;
  at?: string;
}

/** Where no number is set. */
const samplePhone = '+12025550100';

export function say({ office }: CliConfig, wanted: string, { locale, name, at }: SayOptions): string {
  const text = [...phrases, ...smsTexts].find((each) => each === wanted);
  if (text === undefined) throw new CliError(`There is no text "${wanted}". ${knownTexts()}`);
  const messages = loadMessages();
  const timeZone = office.timeZone ?? Temporal.Now.timeZoneId();
  const rendered = render(messages, locale, text, {
    name,
    time: { startsAtMs: at === undefined ? tomorrowAtNine(timeZone) : instant(at, timeZone), timeZone },
    office: office.name,
    officePhone: office.phone ?? samplePhone,
  });
  const fallback = locale !== undefined && !sameLanguage(locale, rendered.language);
  return [
    `${rendered.text}\n`,
    isPhrase(text)
      ? `Spoken: ${rendered.language}, ${rendered.voice}`
      : `SMS: ${rendered.language}, ${cost(rendered.text)}`,
    ...(fallback
      ? [`There are no texts for ${locale}; there are ${[...messages.keys()].sort().join(', ')}.`]
      : []),
  ].join('\n');
}

export function knownTexts(): string {
  const names = (list: readonly TextName[]) => list.join(', ');
  return `Spoken: ${names(phrases)}. SMS: ${names(smsTexts)}.`;
}

function cost(text: string): string {
  const { encoding, characters, segments: parts } = segments(text);
  return `${parts} ${parts === 1 ? 'segment' : 'segments'} (${characters} characters in ${encoding})`;
}

function tomorrowAtNine(timeZone: string): number {
  const tomorrow = Temporal.Now.plainDateISO(timeZone).add({ days: 1 });
  return tomorrow.toZonedDateTime({ timeZone, plainTime: '09:00' }).epochMilliseconds;
}

function instant(at: string, timeZone: string): number {
  const read = instantFromInput(at, undefined, timeZone);
  if (read.kind === 'error') throw new CliError(`--at ${read.message}.`);
  return read.epochMs;
}

function sameLanguage(wanted: string, got: string): boolean {
  const language = (tag: string) => tag.toLowerCase().split(/[-_]/)[0];
  return language(wanted) === language(got);
}
