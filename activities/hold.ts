import { ApplicationFailure } from '@temporalio/activity';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { releaseDialing } from '../db/attempts';
import { addEvent, hasEvent } from '../db/events';
import { holdAccount, permission, takeProbe, type Hold } from '../db/holds';
import { transaction, type Tx } from '../db/pool';
import type { Deps } from './deps';

/** How soon a held attempt asks again, in milliseconds. Temporal's retry costs the history nothing. */
const askAgainMs = 15_000;

/**
 * Why calls and texts are held back, noted once on the attempt's timeline; undefined when this one may go out.
 * To look does not take the one try a minute that a refused account gets; to send does.
 */
export async function findHold(
  tx: Tx,
  key: AttemptKey,
  nowMs: number,
  to: 'look' | 'send',
): Promise<Hold['kind'] | undefined> {
  const may = await permission(tx, nowMs);
  switch (may.kind) {
    case 'free':
      return undefined;
    case 'held':
      await noteHold(tx, key, may.hold, nowMs);
      return may.hold.kind;
    case 'probe':
      if (to === 'look' || (await takeProbe(tx, nowMs))) return undefined;
      await noteHold(tx, key, { kind: 'account_refused', actor: 'system' }, nowMs);
      return 'account_refused';
  }
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
    await noteHold(tx, key, { kind: 'account_refused', actor: 'system' }, now());
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

async function noteHold(
  tx: Tx,
  key: AttemptKey,
  { kind, actor }: Pick<Hold, 'kind' | 'actor'>,
  nowMs: number,
): Promise<void> {
  const event = {
    appointmentId: key.appointmentId,
    attemptId: attemptId(key),
    actor: 'system',
    what: 'reminder_deferred',
    reason: kind,
    detail: kind === 'paused' ? { by: actor } : {},
  } as const;
  if (!(await hasEvent(tx, event))) await addEvent(tx, event, nowMs);
}
