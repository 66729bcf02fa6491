/** Every setting: its kind, its default, an example. */
import { z } from 'zod';
import { parseCallingHours } from '../domain/hours';
import { resolveAfterMs } from '../domain/policy';
import { isTimeZone } from '../domain/zones';
import {
  country,
  durationMs,
  example,
  exampleOf,
  list,
  offset,
  phone,
  port,
  property,
  proxy,
  throughRangeError,
  wholeNumber,
  yesOrNo,
} from './kinds';

export class ConfigError extends Error {}

export type Env = Readonly<Record<string, string | undefined>>;

export const settings = z.object({
  PORT: port(3000),
  PUBLIC_URL: example(
    z
      .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
      .transform((url) => url.replace(/\/+$/, '')),
    'https://reminders.example.com',
  ).optional(),
  DATABASE_URL: example(
    z.string({ error: 'is missing' }).regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
    'postgres://slotkeeper:secret@localhost:5432/slotkeeper',
  ),
  TWILIO_ACCOUNT_SID: example(
    z.string({ error: 'is missing' }).regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hexadecimal digits'),
    'AC0123456789abcdef0123456789abcdef',
  ),
  TWILIO_AUTH_TOKEN: example(
    z.string({ error: 'is missing' }).min(1, 'is empty'),
    'the token that the Twilio console shows',
  ),
  TWILIO_AUTH_TOKEN_PREVIOUS: z.string().optional(),
  TWILIO_API_KEY_SID: example(
    z.string().regex(/^SK[0-9a-f]{32}$/, 'must be SK and 32 hexadecimal digits'),
    'SK0123456789abcdef0123456789abcdef',
  ).optional(),
  TWILIO_API_KEY_SECRET: z.string().optional(),
  TWILIO_FROM_NUMBER: phone(z.string({ error: 'is missing' })),
  TWILIO_MESSAGING_SERVICE_SID: example(
    z.string().regex(/^MG[0-9a-f]{32}$/, 'must be MG and 32 hexadecimal digits'),
    'MG0123456789abcdef0123456789abcdef',
  ).optional(),
  TWILIO_API_URL: example(
    z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }),
    'http://127.0.0.1:4010',
  ).optional(),
  DIAL_ONLY: list(phone(z.string())).optional(),
  TEST_CLIENT_PHONE: phone(z.string()).optional(),
  REMINDER_OFFSETS: list(offset()).optional(),
  REMINDER_DAYS_BEFORE: wholeNumber(0, 365, '1').optional(),
  REMINDER_HOURS_BEFORE: wholeNumber(0, 23, '1').optional(),
  CALLING_HOURS: throughRangeError(
    parseCallingHours,
    'Mo-Fr 08:00-20:00; Sa 09:00-13:00; Dec 25 off',
  ).default(parseCallingHours('Mo-Su 08:00-20:00')),
  CONTACT_GAP: throughRangeError(durationMs, 'PT2H').default(2 * 3_600_000),
  CALLS_PER_SECOND: example(
    z.coerce.number({ error: 'must be a number' }).positive('must be more than 0').max(1000),
    '1',
  ).default(1),
  RESOLVE_AFTER: throughRangeError(durationMs, 'PT90S').default(resolveAfterMs),
  MAX_CALLS_PER_DAY: wholeNumber(1, 100, '2').default(2),
  MAX_APPOINTMENTS_PER_KEY_PER_DAY: wholeNumber(1, 1_000_000, '5000').default(5_000),
  REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000, '600').default(600),
  OFFICE_NAME: z.string().trim().min(1).max(100).default('our office'),
  OFFICE_PHONE: phone(z.string()).optional(),
  OFFICE_TIME_ZONE: example(
    z.string().refine(isTimeZone, 'must be an IANA time zone'),
    'Europe/Berlin',
  ).default('UTC'),
  DEFAULT_COUNTRY: country().default('US'),
  ALLOWED_COUNTRIES: list(country()).optional(),
  CALENDAR_URL: example(
    z
      .string()
      .refine(
        (text) => !/^[a-z][\w+.-]+:/i.test(text) || /^(https?|webcals?|file):/i.test(text),
        'must be an https, webcal or file URL, or a path',
      ),
    'https://calendar.example.com/private/basic.ics',
  ).optional(),
  CALENDAR_NAME: list(property()).default(['ATTENDEE', 'SUMMARY']),
  CALENDAR_PHONE: list(property()).default(['ATTENDEE', 'SUMMARY', 'LOCATION', 'DESCRIPTION']),
  CALENDAR_DAYS_AHEAD: wholeNumber(1, 366, '60').default(60),
  TEMPORAL_UI_URL: example(
    z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }),
    'http://localhost:8233',
  ).optional(),
  WEBHOOKS_ALLOW_PRIVATE: yesOrNo().default(false),
  SLOTKEEPER_API_KEY: example(
    z.string().min(16, 'must have 16 characters or more'),
    'the output of: openssl rand -hex 24',
  ).optional(),
  SOURCE_DATABASE_URL: example(
    z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
    'postgres://reader:secret@db.example.com:5432/clinic',
  ).optional(),
  SOURCE_SQL: example(z.string(), 'source.sql').default('source.sql'),
  SOURCE_WRITE_BACK_SQL: example(z.string(), 'write-back.sql').optional(),
  SOURCE_MISSING: example(
    z.enum(['ignore', 'cancel'], { error: 'must be ignore or cancel' }),
    'ignore',
  ).default('ignore'),
  TRUSTED_PROXIES: list(proxy()).default(['loopback']),
  LOG_LEVEL: example(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'is not a level' }),
    'info',
  ).default('info'),
});

/** @throws ConfigError with one line a setting: which, what is wrong, and an example */
export function parse<T extends z.ZodObject>(schema: T, env: Env): z.infer<T> {
  const result = schema.safeParse(
    // An empty setting, as copied from `.env.example`, is one that was not made.
    Object.fromEntries(Object.keys(schema.shape).map((name) => [name, present(env[name])])),
  );
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    const hint = exampleOf(schema.shape[name]);
    return `${name} ${message}${hint === undefined ? '' : `; example: ${name}=${hint}`}`;
  });
  throw new ConfigError([...new Set(lines)].join('\n'));
}

/** Undefined for an empty setting, as copied from `.env.example`. */
export function present(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
