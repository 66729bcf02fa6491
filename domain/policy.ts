/** The constants of the rules; what an office may set is in `Rules`. */
import type { CallingHours } from './hours';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** A reminder later than this after its planned instant follows the rule for lateness. */
export const lateAfterMs = 15 * minuteMs;
/** Offsets from here on keep their clock time when moved into calling hours; shorter ones wait for the opening. */
export const longOffsetMs = 12 * hourMs;
/** A long reminder moved to an earlier day comes at least this long before closing. */
export const beforeClosingMs = hourMs;
/** No call that would end with less than this to the start. */
export const leadMs = 30 * minuteMs;
/** Calls a reminder. */
export const maxAttempts = 2;
export const redialAfterMs = { busy: 10 * minuteMs, failed: 10 * minuteMs, no_answer: 2 * hourMs } as const;
/** A cancellation this near the start goes on the desk list. */
export const lateCancellationMs = 2 * hourMs;
/** From the compare-and-set to the POST: a worker that stalls longer must not dial. */
export const dialWithinMs = 5_000;
/** How long the workflow waits for an answer or the call's end before it asks Twilio. */
export const settleWithinMs = 5 * minuteMs;
/**
 * After this Twilio's list of calls is complete enough to tell whether an unanswered POST was accepted: well beyond the
 * HTTP time-out, since a request may arrive late. `RESOLVE_AFTER` sets another.
 */
export const resolveAfterMs = 90_000;
/** Until another call to the same number is over. */
export const numberBusyMs = 2 * minuteMs;

/** An endpoint at which every try has failed for this long is switched off: longer than a weekend without its operator. */
export const webhookFailingMs = 72 * hourMs;
/** How long an endpoint's old secret signs beside the new one. */
export const secretOverlapMs = 24 * hourMs;

/** What an office may set. */
export interface Rules {
  /** ISO 8601 durations before the start, farthest first. */
  offsets: readonly string[];
  callingHours: CallingHours;
  contactGapMs: number;
  maxCallsPerDay: number;
  /** ISO 3166-1 alpha-2 codes of countries that may be dialled. */
  allowedCountries: readonly string[];
}

export interface Office {
  name: string;
  /** E.164 */
  phone: string;
  /** IANA */
  timeZone: string;
}
