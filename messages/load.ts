/** Reads every locale's file at the start, and refuses what would go wrong in the middle of a call. */
import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { phrases } from '../domain/dialogue';
import { plainWord, textMeanings, universalWords, type TextMeaning } from '../domain/text-words';
import { smsTexts, variablesOf, type TextName } from './texts';

export interface Locale {
  /** BCP 47, for Twilio's <Say> and for dates. */
  language: string;
  /** A voice of Twilio's: https://www.twilio.com/docs/voice/twiml/say/text-speech */
  voice: string;
  /** Joins {date} and {time}. */
  when: IntlMessageFormat;
  texts: ReadonlyMap<TextName, IntlMessageFormat>;
  /** What clients write, as `plainWord` has it. */
  words: ReadonlyMap<string, TextMeaning>;
}

/** By lower-case file name without `.json`, such as `en` or `pt-br`. */
export type Messages = ReadonlyMap<string, Locale>;

export const fallbackLocale = 'en';

const text = z.string().trim().min(1, 'must not be empty');
const file = z.strictObject({
  language: text.refine(isLanguage, 'must be a language tag such as "en-US"'),
  voice: text,
  when: text,
  speech: z.record(z.enum(phrases), text),
  sms: z.record(z.enum(smsTexts), text),
  words: z.record(z.enum(textMeanings), z.array(text)),
});

/** @throws Error that lists every fault of every file: file, key, variable */
export function loadMessages(dir: string = __dirname): Messages {
  const faults: string[] = [];
  const messages = new Map<string, Locale>();
  for (const name of readdirSync(dir).filter((each) => each.endsWith('.json'))) {
    const locale = readLocale(join(dir, name), (fault) => faults.push(`messages/${name}: ${fault}`));
    if (locale !== undefined) messages.set(name.slice(0, -'.json'.length).toLowerCase(), locale);
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  if (!messages.has(fallbackLocale))
    throw new Error(
      `messages/${fallbackLocale}.json is missing; it speaks where a client's language has no file`,
    );
  return messages;
}

type Report = (fault: string) => void;

function readLocale(path: string, report: Report): Locale | undefined {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    report(`cannot be read as JSON: ${String(error)}`);
    return undefined;
  }
  const parsed = file.safeParse(json);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      report(`${issue.path.join('.') || 'the file'}: ${issue.message}`);
    return undefined;
  }
  const { language, voice, when, speech, sms, words } = parsed.data;
  const compile = (key: string, template: string, allowed: readonly string[], required: readonly string[]) =>
    compileText(template, language, allowed, required, (fault) => report(`${key}: ${fault}`));
  const texts = new Map<TextName, IntlMessageFormat>();
  const add = (section: string, name: TextName, template: string): void => {
    const { allowed, required } = variablesOf(name);
    const compiled = compile(`${section}.${name}`, template, allowed, required);
    if (compiled) texts.set(name, compiled);
  };
  for (const name of phrases) add('speech', name, speech[name]);
  for (const name of smsTexts) add('sms', name, sms[name]);
  const compiledWhen = compile('when', when, ['date', 'time', 'hour'], ['date', 'time']);
  return compiledWhen && { language, voice, when: compiledWhen, texts, words: readWords(words, report) };
}

function readWords(
  given: Readonly<Record<TextMeaning, readonly string[]>>,
  report: Report,
): ReadonlyMap<string, TextMeaning> {
  const words = new Map<string, TextMeaning>();
  for (const meaning of textMeanings)
    for (const word of [...universalWords[meaning], ...given[meaning]]) {
      const plain = plainWord(word);
      const other = words.get(plain);
      if (plain === '') report(`words.${meaning}: "${word}" has neither letters nor digits`);
      else if (other !== undefined && other !== meaning)
        report(`words.${meaning}: "${word}" means ${other} already`);
      else words.set(plain, meaning);
    }
  return words;
}

function compileText(
  template: string,
  language: string,
  allowed: readonly string[],
  required: readonly string[],
  report: Report,
): IntlMessageFormat | undefined {
  const list = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ');
  try {
    // Markup is no part of a text: `<b>` is said as it stands.
    const compiled = new IntlMessageFormat(template, language, undefined, { ignoreTag: true });
    const used = usedVariables(compiled.getAst());
    for (const name of used)
      if (!allowed.includes(name)) report(`unknown variable {${name}}; known here: ${list(allowed)}`);
    for (const name of required) if (!used.has(name)) report(`the variable {${name}} is missing`);
    // An apostrophe before { hides a variable from ICU.
    const trial = compiled.format(
      Object.fromEntries([...used].map((name) => [name, name === 'hour' ? 2 : 'x'])),
    );
    if (typeof trial !== 'string' || /[{}]/.test(trial))
      report("a brace would be said aloud; write '' for an apostrophe that stands before {");
    return compiled;
  } catch (error) {
    report(`cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** In all branches of plurals and selections, taken or not. */
function usedVariables(elements: readonly MessageFormatElement[]): Set<string> {
  const used = new Set<string>();
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) continue;
    used.add(element.value);
    if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
    for (const option of Object.values(element.options))
      for (const name of usedVariables(option.value)) used.add(name);
  }
  return used;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
