/** Whom an event is about: where name and number stand in it. */
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max';
import type { RowProblem } from '../row';
import type { Properties } from './components';
import { cut } from '../cut';
import { unescaped, type ContentLine } from './lines';

/** Names of properties, in capitals, in the order in which they are searched. */
export interface ContactSettings {
  name: readonly string[];
  phone: readonly string[];
  /** ISO 3166-1 alpha-2, for numbers without a country code. */
  defaultCountry: string;
}

export type Contact =
  | { kind: 'found'; name: string; phone: string }
  /** A meeting of the staff, most likely. */
  | { kind: 'none' }
  | { kind: 'problem'; problem: RowProblem };

/** Of each text: numbers stand at the beginning, not after pages of an agreement. */
const maxCharacters = 2_000;

export function contactOf(properties: Properties, settings: ContactSettings): Contact {
  for (const name of settings.phone) {
    const lines = properties.filter((each) => each.name === name);
    const numbers = new Map(
      lines.flatMap((line) => numbersIn(line, settings)).map((each) => [each.e164, each]),
    );
    const [found] = numbers.values();
    if (!found) continue;
    if (numbers.size > 1)
      return problem([...numbers.keys()].join(', '), `${name} has several phone numbers; leave one`);
    return { kind: 'found', phone: found.e164, name: nameOf(properties, found, settings) };
  }
  // With a plus it is meant as a number: the row is refused with the reason, and not taken for a meeting.
  for (const line of properties.filter((each) => settings.phone.includes(each.name))) {
    const [meant] = /\+\d(?:[ ()./-]{0,2}\d){5,20}/.exec(withoutOthers(textOf(line))) ?? [];
    if (meant !== undefined)
      return problem(
        meant,
        'is not a phone number that its country has assigned; correct it in the calendar',
      );
  }
  return { kind: 'none' };
}

function problem(value: string, message: string): Contact {
  return { kind: 'problem', problem: { column: 'phone', value: cut(value, 200), message } };
}

interface Found {
  e164: string;
  line: ContentLine;
  /** The text without numbers. */
  rest: string;
}

function numbersIn(line: ContentLine, { defaultCountry }: ContactSettings): Found[] {
  const text = textOf(line);
  const plain = withoutOthers(text);
  // "Room 4 0151 ..." might be read as one number, of nobody whom staff meant.
  const shorter = plain.replace(/(?<![\d+(/.-] ?)[1-9]\d{0,2}(?= +\(?0\d)/g, blank);
  return [...new Set([plain, shorter])].flatMap((reading) => {
    const numbers = findPhoneNumbersInText(reading, {
      ...(isSupportedCountry(defaultCountry) ? { defaultCountry } : {}),
    }).filter(({ number }) => number.ext === undefined);
    const rest = numbers.reduceRight(
      (left, { startsAt, endsAt }) =>
        `${left.slice(0, startsAt).replace(/\(\s*$/, '')} ${left.slice(endsAt).replace(/^\s*\)/, '')}`,
      text,
    );
    return numbers.map(({ number }) => ({ e164: number.number, line, rest }));
  });
}

function withoutOthers(text: string): string {
  return text.replace(noNumbers, blank);
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}

/** Digits that mean something else: of links and addresses, days and clocks, and those that dial into conferences. */
const noNumbers =
  /(?:https?:|mailto:|www\.)\S+|\S+@\S+|(?<!\d)\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)|(?<!\d)\d{1,2}:\d\d(?!\d)|\+?\d[\d ()./-]{4,30},,\S*/gi;

function nameOf(properties: Properties, found: Found, { name }: ContactSettings): string {
  for (const property of name) {
    const line =
      found.line.name === property ? found.line : properties.find((each) => each.name === property);
    if (!line) continue;
    // An attendee's own name is a parameter, and of others than the one to be called it is of no use.
    const text =
      property === 'ATTENDEE' ? attendeeName(line, found) : line === found.line ? found.rest : textOf(line);
    const plain = withoutSeparators(text);
    if (plain !== '') return plain;
  }
  return '';
}

function attendeeName(line: ContentLine, found: Found): string {
  const name = line === found.line ? (line.params['CN'] ?? '') : '';
  // Without a name programs put the address there.
  return /^(?:tel:)?[+\d ()./-]*$|@/i.test(name) ? '' : name;
}

function textOf({ value }: ContentLine): string {
  return cut(unescaped(value), maxCharacters);
}

/** Without what stood between the name and the number, such as in `Ada, tel.`. */
function withoutSeparators(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(?:^|[\s,;:|/–—-])(?:tel|phone|ph|mobil|mobile|handy|tél|tel\.?nr|m)[.:]*\s*$/i, '')
    .replace(/^[\s,;:|/–—-]+|[\s,;:|/–—-]+$/g, '')
    .trim();
}
