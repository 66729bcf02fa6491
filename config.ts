/**
 * The environment, read here and nowhere else. What is missing or malformed stops the start with one line a setting:
 * which, what is wrong, and an example.
 */
import { resolve } from 'node:path';
import { config as loadDotenv } from 'dotenv';
import { ConfigError, parse, present, settings, type Env } from './config/settings';
import { offsetsFromGuide } from './domain/offsets';
import type { Office, Rules } from './domain/policy';
import type { CalendarSettings } from './sources/calendar';
import type { TelephonySettings } from './telephony/client';

/** `.env` fills what the environment leaves open; `npm run dev` leaves where its parts are in `devStateFile`. */
export const devStateFile = resolve('.slotkeeper', 'dev.env');

export function loadEnvFiles(options: { devState?: boolean } = {}): Env {
  // A running `npm run dev` may have had to take other ports than `.env` says, so it goes first.
  const path = [...(options.devState ? [devStateFile] : []), resolve('.env')];
  loadDotenv({ path, quiet: true });
  return process.env;
}

export { ConfigError };

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
  /** By each API process. */
  requestsPerMinute: number;
  /** From a request to Twilio that was never answered until Twilio's list of calls tells what became of it. */
  resolveAfterMs: number;
  /** ISO 3166-1 alpha-2, for numbers without a country code. */
  defaultCountry: string;
  /** Events may also be sent by plain http and to addresses of this network. */
  webhooksAllowPrivate: boolean;
  /** Where appointments are read from, besides what is sent. */
  calendar?: CalendarSettings;
  /** Where the Temporal Web UI shows workflows, without a slash at the end. */
  workflowsUrl?: string;
  apiKey?: string;
  /** Where appointments live already. */
  source: SourceConfig;
  /** Whose `X-Forwarded-For` is believed, for the limits of an address. */
  trustedProxies: readonly string[];
  logLevel: string;
}

export interface SourceConfig {
  /** Files of SQL are read by whoever runs it. */
  database?: { url: string; sqlFile: string; writeBackSqlFile?: string };
  missing: 'ignore' | 'cancel';
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
    requestsPerMinute: s.REQUESTS_PER_MINUTE,
    resolveAfterMs: s.RESOLVE_AFTER,
    defaultCountry: s.DEFAULT_COUNTRY,
    webhooksAllowPrivate: s.WEBHOOKS_ALLOW_PRIVATE,
    ...(s.CALENDAR_URL
      ? {
          calendar: {
            location: s.CALENDAR_URL,
            nameIn: s.CALENDAR_NAME,
            phoneIn: s.CALENDAR_PHONE,
            daysAhead: s.CALENDAR_DAYS_AHEAD,
          },
        }
      : {}),
    ...(s.TEMPORAL_UI_URL
      ? {
          workflowsUrl: `${s.TEMPORAL_UI_URL.replace(/\/+$/, '')}/namespaces/${env['TEMPORAL_NAMESPACE'] ?? 'default'}/workflows`,
        }
      : {}),
    ...(s.SLOTKEEPER_API_KEY ? { apiKey: s.SLOTKEEPER_API_KEY } : {}),
    source: {
      ...(s.SOURCE_DATABASE_URL
        ? {
            database: {
              url: s.SOURCE_DATABASE_URL,
              sqlFile: s.SOURCE_SQL,
              ...(s.SOURCE_WRITE_BACK_SQL ? { writeBackSqlFile: s.SOURCE_WRITE_BACK_SQL } : {}),
            },
          }
        : {}),
      missing: s.SOURCE_MISSING,
    },
    trustedProxies: s.TRUSTED_PROXIES,
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
