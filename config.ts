/**
 * The environment, read here and nowhere else. What is missing or malformed stops the start with one line a setting:
 * which, what is wrong, and an example.
 */
import { resolve } from 'node:path';
import { config as loadDotenv } from 'dotenv';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { z } from 'zod';
import { parseCallingHours } from './domain/hours';
import { offsetsFromGuide, parseOffset } from './domain/offsets';
import { resolveAfterMs, type Office, type Rules } from './domain/policy';
import { isTimeZone } from './domain/zones';
import type { TelephonySettings } from './telephony/client';
import { Temporal } from 'temporal-polyfill';

export class ConfigError extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

/** `.env` fills what the environment leaves open; `npm run dev` leaves where its parts are in `devStateFile`. */
export const devStateFile = resolve('.slotkeeper', 'dev.env');

export function loadEnvFiles(options: { devState?: boolean } = {}): Env {
  // A running `npm run dev` may have had to take other ports than `.env` says, so it goes first.
  const path = [...(options.devState ? [devStateFile] : []), resolve('.env')];
  loadDotenv({ path, quiet: true });
  return process.env;
}

// Before the settings, whose schemas register their examples here.
const hints = z.registry<{ example: string }>();

const settings = z.object({
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
  OFFICE_NAME: z.string().trim().min(1).max(100).default('our office'),
  OFFICE_PHONE: phone(z.string()).optional(),
  OFFICE_TIME_ZONE: example(
    z.string().refine(isTimeZone, 'must be an IANA time zone'),
    'Europe/Berlin',
  ).default('UTC'),
  DEFAULT_COUNTRY: country().default('US'),
  ALLOWED_COUNTRIES: list(country()).optional(),
  TEMPORAL_UI_URL: example(
    z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }),
    'http://localhost:8233',
  ).optional(),
  SLOTKEEPER_API_KEY: example(
    z.string().min(16, 'must have 16 characters or more'),
    'the output of: openssl rand -hex 24',
  ).optional(),
  LOG_LEVEL: example(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'is not a level' }),
    'info',
  ).default('info'),
});

/** Whether an environment variable is meant for us, or for the Temporal client. */
export function isSetting(name: string): boolean {
  return name in settings.shape || name.startsWith('TEMPORAL_');
}

export interface Config {
  port: number;
  publicUrl: string;
  databaseUrl: string;
  twilio: TelephonySettings;
  dialOnly?: readonly string[];
  testClientPhone?: string;
  office: Office;
  rules: Rules;
  callsPerSecond: number;
  /** Registrations and calls now, by the office's day. */
  maxAppointmentsPerKeyPerDay: number;
  /** From a request to Twilio that was never answered until Twilio's list of calls tells what became of it. */
  resolveAfterMs: number;
  /** ISO 3166-1 alpha-2, for numbers without a country code. */
  defaultCountry: string;
  /** Where the Temporal Web UI shows workflows, without a slash at the end. */
  workflowsUrl?: string;
  apiKey?: string;
  logLevel: string;
}

/** What API and worker need. Throws `ConfigError`. */
export function readConfig(env: Env = loadEnvFiles()): Config {
  const s = parse(settings, env);
  const publicUrl =
    s.PUBLIC_URL ?? (s.TWILIO_API_URL === undefined ? undefined : `http://localhost:${s.PORT}`);
  const problems: string[] = [];
  if (publicUrl === undefined)
    problems.push(
      'PUBLIC_URL is missing: Twilio must reach this API; example: PUBLIC_URL=https://reminders.example.com',
    );
  if ((s.TWILIO_API_KEY_SID === undefined) !== (s.TWILIO_API_KEY_SECRET === undefined))
    problems.push('TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET go together: set both or none');
  if (publicUrl === undefined || problems.length > 0) throw new ConfigError(problems.join('\n'));

  const guide = s.REMINDER_DAYS_BEFORE !== undefined || s.REMINDER_HOURS_BEFORE !== undefined;
  const offsets =
    s.REMINDER_OFFSETS ??
    (guide
      ? offsetsFromGuide({
          daysBefore: s.REMINDER_DAYS_BEFORE ?? 1,
          hoursBefore: s.REMINDER_HOURS_BEFORE ?? 1,
        })
      : ['P1D', 'PT1H']);

  return {
    port: s.PORT,
    publicUrl,
    databaseUrl: s.DATABASE_URL,
    twilio: {
      accountSid: s.TWILIO_ACCOUNT_SID,
      authTokens: [
        s.TWILIO_AUTH_TOKEN,
        ...(s.TWILIO_AUTH_TOKEN_PREVIOUS ? [s.TWILIO_AUTH_TOKEN_PREVIOUS] : []),
      ],
      ...(s.TWILIO_API_KEY_SID && s.TWILIO_API_KEY_SECRET
        ? { apiKey: { sid: s.TWILIO_API_KEY_SID, secret: s.TWILIO_API_KEY_SECRET } }
        : {}),
      fromNumber: s.TWILIO_FROM_NUMBER,
      ...(s.TWILIO_MESSAGING_SERVICE_SID ? { messagingServiceSid: s.TWILIO_MESSAGING_SERVICE_SID } : {}),
      ...(s.TWILIO_API_URL ? { apiUrl: s.TWILIO_API_URL } : {}),
      publicUrl,
      postTimeoutMs: 10_000,
    },
    ...(s.DIAL_ONLY ? { dialOnly: s.DIAL_ONLY } : {}),
    ...(s.TEST_CLIENT_PHONE ? { testClientPhone: s.TEST_CLIENT_PHONE } : {}),
    office: {
      name: s.OFFICE_NAME,
      phone: s.OFFICE_PHONE ?? s.TWILIO_FROM_NUMBER,
      timeZone: s.OFFICE_TIME_ZONE,
    },
    rules: {
      offsets,
      callingHours: s.CALLING_HOURS,
      contactGapMs: s.CONTACT_GAP,
      maxCallsPerDay: s.MAX_CALLS_PER_DAY,
      allowedCountries: s.ALLOWED_COUNTRIES ?? [s.DEFAULT_COUNTRY],
    },
    callsPerSecond: s.CALLS_PER_SECOND,
    maxAppointmentsPerKeyPerDay: s.MAX_APPOINTMENTS_PER_KEY_PER_DAY,
    resolveAfterMs: s.RESOLVE_AFTER,
    defaultCountry: s.DEFAULT_COUNTRY,
    ...(s.TEMPORAL_UI_URL
      ? {
          workflowsUrl: `${s.TEMPORAL_UI_URL.replace(/\/+$/, '')}/namespaces/${env['TEMPORAL_NAMESPACE'] ?? 'default'}/workflows`,
        }
      : {}),
    ...(s.SLOTKEEPER_API_KEY ? { apiKey: s.SLOTKEEPER_API_KEY } : {}),
    logLevel: s.LOG_LEVEL,
  };
}

/** What `npm run migrate` needs. */
export function readDatabaseUrl(env: Env = loadEnvFiles()): string {
  return parse(settings.pick({ DATABASE_URL: true }), env).DATABASE_URL;
}

export interface CliConfig {
  apiUrl: string;
  apiKey?: string;
  /** As far as it is set: the command may be far from the office's own settings. */
  office: Pick<Office, 'name'> & Partial<Office>;
}

/** What the `slotkeeper` command needs: where the API is, a key for it, and whose clock to show. */
export function readCliConfig(env: Env = loadEnvFiles({ devState: true })): CliConfig {
  const s = parse(
    settings.pick({ PORT: true, SLOTKEEPER_API_KEY: true, OFFICE_NAME: true, OFFICE_PHONE: true }).extend({
      TWILIO_FROM_NUMBER: settings.shape.TWILIO_FROM_NUMBER.optional(),
      OFFICE_TIME_ZONE: settings.shape.OFFICE_TIME_ZONE.unwrap().optional(),
      SLOTKEEPER_API_URL: settings.shape.PUBLIC_URL,
    }),
    env,
  );
  const officePhone = s.OFFICE_PHONE ?? s.TWILIO_FROM_NUMBER;
  return {
    apiUrl: s.SLOTKEEPER_API_URL ?? `http://localhost:${s.PORT}`,
    ...(s.SLOTKEEPER_API_KEY ? { apiKey: s.SLOTKEEPER_API_KEY } : {}),
    office: {
      name: s.OFFICE_NAME,
      ...(officePhone ? { phone: officePhone } : {}),
      ...(s.OFFICE_TIME_ZONE ? { timeZone: s.OFFICE_TIME_ZONE } : {}),
    },
  };
}

/** Which parts `npm run dev` need not bring up, since their address is given. */
export interface DevConfig {
  env: Env;
  port: number;
  databaseUrl?: string;
  temporalAddress?: string;
  temporalCliPath?: string;
  /** Twilio's credentials, or another server that speaks its API. */
  telephony: 'simulator' | 'other_server' | 'twilio';
}

export function readDevConfig(env: Env = loadEnvFiles()): DevConfig {
  const s = parse(settings.pick({ PORT: true, TWILIO_API_URL: true, DIAL_ONLY: true }), env);
  const telephony = s.TWILIO_API_URL ? 'other_server' : env['TWILIO_ACCOUNT_SID'] ? 'twilio' : 'simulator';
  if (telephony === 'twilio' && !s.DIAL_ONLY)
    throw new ConfigError(
      'DIAL_ONLY is missing: with real credentials npm run dev calls only the numbers named there; example: DIAL_ONLY=+4915112345678',
    );
  const databaseUrl = present(env['DATABASE_URL']);
  const temporalAddress = present(env['TEMPORAL_ADDRESS']);
  const temporalCliPath = present(env['TEMPORAL_CLI_PATH']);
  return {
    env,
    port: s.PORT,
    telephony,
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(temporalAddress ? { temporalAddress } : {}),
    ...(temporalCliPath ? { temporalCliPath } : {}),
  };
}

function parse<T extends z.ZodObject>(schema: T, env: Env): z.infer<T> {
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

function present(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function example<T extends z.ZodType>(schema: T, text: string): T {
  hints.add(schema, { example: text });
  return schema;
}

function exampleOf(schema: unknown): string | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const hint = hints.get(schema)?.example;
  if (hint !== undefined) return hint;
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? exampleOf(schema.unwrap())
    : undefined;
}

function port(preferred: number) {
  return wholeNumber(0, 65_535, String(preferred)).default(preferred);
}

function wholeNumber(min: number, max: number, text: string) {
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

/** Possible numbers pass: an office may try things out with one that its country has not assigned. */
function phone(schema: z.ZodString) {
  return example(
    schema.refine(
      (text) => parsePhoneNumberFromString(text)?.isPossible() === true && /^\+\d+$/.test(text),
      'must be a phone number in E.164',
    ),
    '+15551234567',
  );
}

function country() {
  return example(z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters'), 'DE');
}

function offset() {
  return throughRangeError((text) => {
    parseOffset(text);
    return text;
  }, 'P1D,PT1H');
}

function list<T extends z.ZodType<string, string>>(item: T) {
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

function durationMs(text: string): number {
  const ms = Temporal.Duration.from(text).total('milliseconds');
  if (ms < 0) throw new RangeError('must not be negative');
  return ms;
}

/** Takes the reason from a parser that throws it. */
function throughRangeError<T>(parser: (text: string) => T, text: string) {
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
