/** An appointment that both its source and its client, or staff, have had a say in: whose word stands. */
import type { AppointmentStatus } from './words';

/** What the source has said: before, and now. */
export interface SourceSays {
  /** Undefined: it has not been seen before. */
  before: { startsAtMs: number | null; cancelled: boolean } | undefined;
  now: { kind: 'on'; startsAtMs: number } | { kind: 'cancelled' };
  /** When the source changed it, should it tell; else it counts as just now. */
  changedAtMs: number | undefined;
}

/** What stands here. `undefined`: nothing is registered under this name. */
export interface StandsHere {
  status: AppointmentStatus;
  startsAtMs: number;
  /** The last answer of the client or word of staff; not what the source itself has said. */
  answeredAtMs: number | undefined;
}

/**
 * `upsert`: as the source has it, which leaves a cancelled one cancelled unless it was moved. `anew`: registered again.
 * `cancel`: cancelled here. `none`: there is nothing to do. `overruled`: the newer word here stands, and the source is to
 * hear of it.
 */
export type Verdict = 'upsert' | 'anew' | 'cancel' | 'none' | 'overruled';

/** The newer word stands; of the same instant, the source's. Names and numbers are always the source's. */
export function mergeVerdict(
  { before, now, changedAtMs }: SourceSays,
  here: StandsHere | undefined,
): Verdict {
  const answerIsNewer =
    here?.answeredAtMs !== undefined && changedAtMs !== undefined && here.answeredAtMs > changedAtMs;
  if (now.kind === 'cancelled') {
    if (!here || here.status === 'cancelled') return 'none';
    // An answer that was given before the source last changed says nothing against this.
    return answerIsNewer && before?.cancelled === false ? 'overruled' : 'cancel';
  }
  if (!here) return 'upsert';
  if (here.status !== 'cancelled') return 'upsert';
  const isTakenBack = before?.cancelled === true;
  const isMoved = now.startsAtMs !== (before?.startsAtMs ?? here.startsAtMs);
  if (!isTakenBack && !isMoved) return 'none';
  return answerIsNewer ? 'overruled' : 'anew';
}

/** What a look at a source would do to the appointments ahead that came from it. */
export interface Weight {
  ahead: number;
  moves: number;
  cancels: number;
}

/** More than a fifth of them: more likely a broken query than a busy minute. */
const mostOfAhead = 1 / 5;

/**
 * Whether the look asks a person first. One alone may always go, or an office with four appointments could move none;
 * and as many as a person has approved.
 */
export function holdsBack({ ahead, moves, cancels }: Weight, approved: number): boolean {
  const touched = moves + cancels;
  return touched > 1 && touched > ahead * mostOfAhead && touched > approved;
}
