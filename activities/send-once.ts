import { ApplicationFailure } from '@temporalio/activity';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { moveTo, releaseDialing, type Attempt } from '../db/attempts';
import { addEvent } from '../db/events';
import { transaction, type Tx } from '../db/pool';
import type { DialResult } from '../telephony/client';
import type { Deps } from './deps';
import { holdForAccount } from './hold';

/**
 * What an earlier try of this attempt came to; `reserved`: nothing was sent, go on. One that died between its POST and
 * its answer left the attempt in `dialing` without a SID, and nobody can know what became of it: unresolved.
 */
export async function earlierTry(
  tx: Tx,
  attempt: Attempt,
  channel: 'call' | 'text',
): Promise<'placed' | 'unresolved' | 'refused' | 'retired' | 'reserved'> {
  const { id, appointmentId, state, sid } = attempt;
  switch (state) {
    case 'placed':
    case 'ended':
      return 'placed';
    case 'dialing':
      if (sid !== null) return 'placed';
      if (await moveTo(tx, id, 'mark_unresolved'))
        await addEvent(tx, { appointmentId, attemptId: id, actor: 'system', what: `${channel}_unresolved` });
      return 'unresolved';
    case 'unresolved':
    case 'refused':
    case 'retired':
    case 'reserved':
      return state;
  }
}

/**
 * Makes the one POST of an attempt that the caller has moved to `dialing`, and stores what came of it; a SID is the
 * caller's to bind. What was certainly not accepted goes back to `reserved` and throws: another try may send it.
 */
export async function sendOnce(
  deps: Deps,
  key: AttemptKey,
  channel: 'call' | 'text',
  post: () => Promise<DialResult>,
): Promise<{ kind: 'accepted'; sid: string } | { kind: 'refused' } | { kind: 'unresolved' }> {
  const { pool } = deps;
  const id = attemptId(key);
  const event = { appointmentId: key.appointmentId, attemptId: id, actor: 'system' } as const;

  const result = await post();
  switch (result.kind) {
    case 'accepted':
      return result;
    case 'too_late':
      await releaseDialing(pool, id);
      throw ApplicationFailure.retryable(
        `The ${channel} ${id} was not sent: its turn had lapsed`,
        'TurnLapsed',
      );
    case 'not_accepted':
      await releaseDialing(pool, id);
      throw ApplicationFailure.create({
        message: `Twilio did not take ${channel} ${id}: ${result.detail}`,
        type: 'NotAccepted',
        nextRetryDelay: result.retryAfterMs,
      });
    case 'refused': {
      const { code } = result;
      if (result.scope === 'account') throw await holdForAccount(deps, key, result);
      await transaction(pool, async (tx) => {
        if (await moveTo(tx, id, 'refuse', code))
          await addEvent(tx, { ...event, what: `${channel}_refused`, reason: 'refused', detail: { code } });
      });
      return { kind: 'refused' };
    }
    case 'unknown':
      await transaction(pool, async (tx) => {
        if (await moveTo(tx, id, 'mark_unresolved'))
          await addEvent(tx, { ...event, what: `${channel}_unresolved`, detail: { why: result.detail } });
      });
      return { kind: 'unresolved' };
  }
}
