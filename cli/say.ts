/** `say`: a text of messages/ as a client would hear or read it. */
import { Temporal } from 'temporal-polyfill';
import type { CliConfig } from '../config';
import { phrases } from '../domain/dialogue';
import { instantFromInput, tomorrowAt } from '../domain/zones';
import { loadMessages } from '../messages/load';
import { sample } from '../messages/sample';
import type { Segments } from '../messages/segments';
import { smsTexts, type TextName } from '../messages/texts';
import { CliError } from './api';

export interface SayOptions {
  locale?: string;
  name: string;
  /** Starts; several are those of a family, on one day. */
  at?: readonly string[];
}

/** Where no number is set. */
const samplePhone = '+12025550100';

export function say({ office }: CliConfig, wanted: string, { locale, name, at = [] }: SayOptions): string {
  const text = [...phrases, ...smsTexts].find((each) => each === wanted);
  if (text === undefined) throw new CliError(`There is no text "${wanted}". ${knownTexts()}`);
  const messages = loadMessages();
  const timeZone = office.timeZone ?? Temporal.Now.timeZoneId();
  const [first = tomorrowAt('09:00', Date.now(), timeZone), ...others] = at.map((each) =>
    instant(each, timeZone),
  );
  const said = sample(messages, locale, text, {
    name,
    startsAtMs: [first, ...others],
    timeZone,
    office: office.name,
    officePhone: office.phone ?? samplePhone,
  });
  const fallback = locale !== undefined && !sameLanguage(locale, said.language);
  return [
    `${said.text}\n`,
    said.kind === 'spoken'
      ? `Spoken: ${said.language}, ${said.voice}`
      : `SMS: ${said.language}, ${cost(said)}`,
    ...(fallback
      ? [`There are no texts for ${locale}; there are ${[...messages.keys()].sort().join(', ')}.`]
      : []),
  ].join('\n');
}

export function knownTexts(): string {
  const names = (list: readonly TextName[]) => list.join(', ');
  return `Spoken: ${names(phrases)}. SMS: ${names(smsTexts)}.`;
}

function cost({ encoding, characters, segments: parts }: Segments): string {
  return `${parts} ${parts === 1 ? 'segment' : 'segments'} (${characters} characters in ${encoding})`;
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
