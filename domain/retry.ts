/** What follows a call or a text that brought no answer. Pure arithmetic: workflows import it. */
import { leadMs, maxAttempts, redialAfterMs, settleWithinMs } from './policy';
import type { Outcome, Reason } from './words';

export type NextStep =
  | { kind: 'redial'; attempt: number; atMs: number; why: Outcome }
  | { kind: 'text'; attempt: number }
  | { kind: 'desk'; reason: Reason }
  | { kind: 'done' };

/** A redial must be over `leadMs` before the start; `settleWithinMs` is the longest that a call takes. */
export function redialFits(atMs: number, startsAtMs: number): boolean {
  return atMs + settleWithinMs + leadMs <= startsAtMs;
}

/**
 * Busy, failed and unanswered calls are redialled once, in time before the start; then comes one
 * text, then the desk list. Who picked up without pressing a key is not rung again, but gets the text.
 * A call that staff asked for is not followed up by machine: who was not reached is on the desk list.
 */
export function afterCall({
  outcome,
  attempt,
  endedAtMs,
  startsAtMs,
  canText,
  callNow,
}: {
  outcome: Outcome;
  /** 1, 2, … */
  attempt: number;
  endedAtMs: number;
  startsAtMs: number;
  /** The number takes texts, and texts can be sent. */
  canText: boolean;
  /** Staff asked for this call (reminder number 0). */
  callNow: boolean;
}): NextStep {
  const notReached: NextStep =
    canText && !callNow ? { kind: 'text', attempt: attempt + 1 } : { kind: 'desk', reason: 'not_reached' };
  switch (outcome) {
    case 'voicemail': // It left its message.
    case 'delivered': // A text's end.
    case 'canceled': // By us, for a reason that is on the timeline.
      return { kind: 'done' };
    case 'picked_up':
      return callNow ? { kind: 'done' } : notReached;
    case 'busy':
    case 'failed':
    case 'no_answer': {
      const atMs = endedAtMs + redialAfterMs[outcome];
      return !callNow && attempt < maxAttempts && redialFits(atMs, startsAtMs)
        ? { kind: 'redial', attempt: attempt + 1, atMs, why: outcome }
        : notReached;
    }
  }
}

/** A text that may have arrived is not sent again; one that did not puts the client on the desk list. */
export function afterText(outcome: Outcome): NextStep {
  return outcome === 'failed' ? { kind: 'desk', reason: 'not_reached' } : { kind: 'done' };
}
