/** The kinds of values that settings take, each with an example for whoever got it wrong. */
import { isIP } from 'node:net';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { parseOffset } from '../domain/offsets';

const hints = z.registry<{ example: string }>();

export function example<T extends z.ZodType>(schema: T, text: string): T {
  hints.add(schema, { example: text });
  return schema;
}

export function exampleOf(schema: unknown): string | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const hint = hints.get(schema)?.example;
  if (hint !== undefined) return hint;
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? exampleOf(schema.unwrap())
    : undefined;
}

export function port(preferred: number) {
  return wholeNumber(0, 65_535, String(preferred)).default(preferred);
}

export function wholeNumber(min: number, max: number, text: string) {
  const message = `must be a whole number from ${min} to ${max}`;
  return example(
    z
      .string()
      .regex(/^\d+$/, message)
      .transform(Number)
      .refine((n) => n >= min && n <= max, message),
    text,
  );
}

export function yesOrNo() {
  return example(
    z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true'),
    'true',
  );
}

/** Possible numbers pass: an office may try things out with one that its country has not assigned. */
export function phone(schema: z.ZodString) {
  return example(
    schema.refine(
      (text) => parsePhoneNumberFromString(text)?.isPossible() === true && /^\+\d+$/.test(text),
      'must be a phone number in E.164',
    ),
    '+15551234567',
  );
}

export function country() {
  return example(z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters'), 'DE');
}

/** Of iCalendar; capitals make no difference. */
export function property() {
  return example(
    z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'must be names of iCalendar properties')
      .transform((name) => name.toUpperCase()),
    'summary,location,x-patient',
  );
}

/** As Express takes them for "trust proxy". */
export function proxy() {
  return example(
    z
      .string()
      .refine(
        (text) =>
          ['loopback', 'linklocal', 'uniquelocal'].includes(text) ||
          isIP(text.replace(/\/\d{1,3}$/, '')) !== 0,
        'must be loopback, linklocal, uniquelocal, an IP address, or a range of them',
      ),
    'loopback,10.1.2.3,192.168.0.0/24',
  );
}

export function offset() {
  return throughRangeError((text) => {
    parseOffset(text);
    return text;
  }, 'P1D,PT1H');
}

export function list<T extends z.ZodType<string, string>>(item: T) {
  const schema = z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item).min(1, 'is empty'));
  const hint = exampleOf(item);
  return hint === undefined ? schema : example(schema, hint);
}

export function durationMs(text: string): number {
  const ms = Temporal.Duration.from(text).total('milliseconds');
  if (ms < 0) throw new RangeError('must not be negative');
  return ms;
}

/** Takes the reason from a parser that throws it. */
export function throughRangeError<T>(parser: (text: string) => T, text: string) {
  return example(
    z.string().transform((value, context) => {
      try {
        return parser(value);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        context.addIssue({ code: 'custom', message: `cannot be read: ${error.message}` });
        return z.NEVER;
      }
    }),
    text,
  );
}
