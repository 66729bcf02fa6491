import { ApplicationFailure } from '@temporalio/activity';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { releaseDialing } from '../db/attempts';
import { addEvent, hasEvent } from '../db/events';
import { heldBack, holdAccount, type Hold } from '../db/holds';
import { transaction, type Tx } from '../db/pool';
import type { Deps } from './deps';

/** How soon a held attempt asks again, in milliseconds. Temporal's retry costs the history nothing. */
const askAgainMs = 15_000;

/** Why all calls and texts are held back, noted once on the attempt's timeline; undefined when they are not. */
export async function findHold(tx: Tx, key: AttemptKey, nowMs: number): Promise<Hold['kind'] | undefined> {
  const reason = await heldBack(tx, nowMs);
  if (reason) await noteHold(tx, key, reason, nowMs);
  return reason;
}

/**
 * A refusal of Twilio's that concerns the whole account, such as wrong credentials: nothing was accepted, so the
 * attempt goes back to `reserved`, and everything waits until one attempt gets through again.
 */
export async function holdForAccount(
  { pool, now }: Deps,
  key: AttemptKey,
  refusal: { code: string; detail: string },
): Promise<ApplicationFailure> {
  await transaction(pool, async (tx) => {
    await releaseDialing(tx, attemptId(key));
    await holdAccount(tx, refusal, now());
    await noteHold(tx, key, 'account_refused', now());
  });
  return heldFailure('account_refused');
}

export function heldFailure(reason: Hold['kind']): ApplicationFailure {
  return ApplicationFailure.create({
    message: reason === 'paused' ? 'Calling is paused' : 'Twilio refuses the account',
    type: 'HeldBack',
    nextRetryDelay: askAgainMs,
  });
}

async function noteHold(tx: Tx, key: AttemptKey, reason: Hold['kind'], nowMs: number): Promise<void> {
  const event = {
    appointmentId: key.appointmentId,
    attemptId: attemptId(key),
    actor: 'system',
    what: 'reminder_deferred',
    reason,
  } as const;
  if (!(await hasEvent(tx, event))) await addEvent(tx, event, nowMs);
}
