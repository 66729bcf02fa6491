/** What the workflow and its activities tell each other: ids, epoch milliseconds and enums, nothing personal. */
import type { Answer, Reason } from './words';

/** What came of asking for a call. */
export type Placed =
  /** The phone rings, or rang already: wait for the key or the end. */
  | { kind: 'placed' }
  | { kind: 'deferred'; untilMs: number; reason: Reason }
  | { kind: 'skipped'; reason: Reason }
  /** Twilio said no; settling decides what follows. */
  | { kind: 'refused' }
  /** We cannot know whether Twilio accepted it; settling finds out. */
  | { kind: 'unresolved' };

/** What to do next for a reminder. */
export type Step =
  | { kind: 'call'; attempt: number; atMs: number }
  /** The call is neither over nor known to be lost: look again then. */
  | { kind: 'check'; attempt: number; atMs: number }
  | { kind: 'text'; attempt: number; atMs: number }
  | { kind: 'answered'; attempt: number; answer: Answer }
  | { kind: 'over' };
