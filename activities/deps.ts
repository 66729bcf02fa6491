import type { Pool } from 'pg';
import type { Office, Rules } from '../domain/policy';
import type { Messages } from '../messages/render';
import type { SourceSettings } from '../sources/settings';
import type { Telephony } from '../telephony/client';
import type { PostWebhook } from './post-webhook';

/** What the activities need from outside; the worker wires it, tests wire real parts with another clock. */
export interface Deps {
  pool: Pool;
  telephony: Telephony;
  messages: Messages;
  /** Epoch milliseconds. In a time-skipping environment this is the server's clock, not the machine's. */
  now: () => number;
  office: Office;
  /** Where clients reach us, without a slash at the end. */
  publicUrl: string;
  rules: Rules;
  /** ISO 3166-1 alpha-2, for numbers without a country code. */
  defaultCountry: string;
  sources: SourceSettings;
  /** Registrations and calls now, by the office's day. */
  maxAppointmentsPerKeyPerDay: number;
  /** What the account allows, over all processes. */
  callsPerSecond: number;
  /** From an unanswered POST until Twilio's list of calls is complete enough to tell whether it was accepted. */
  resolveAfterMs: number;
  /** E.164; when given, nobody else is dialled. */
  dialOnly?: readonly string[];
  postWebhook: PostWebhook;
}
