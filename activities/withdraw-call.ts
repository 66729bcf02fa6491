import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { findAttempt, moveTo } from '../db/attempts';
import { addEvent } from '../db/events';
import { transaction } from '../db/pool';
import type { Deps } from './deps';

/**
 * Ends a call that a change has overtaken, before somebody picks it up; a conversation is left alone: the
 * client hears that the appointment has just changed.
 * May be retried: hanging up what is over does nothing, and the attempt's state moves only once.
 */
export const withdrawCall =
  ({ pool, telephony }: Deps) =>
  async (key: AttemptKey): Promise<void> => {
    const id = attemptId(key);
    const attempt = await findAttempt(pool, id);
    if (!attempt) return;
    if (attempt.sid === null) {
      // One that may have been sent is not given up before Twilio was asked: its number stays taken until then, by
      // `settleStale`, if no callback comes first. Otherwise the new plan's call could ring beside it.
      await transaction(pool, async (tx) => {
        if (await moveTo(tx, id, 'retire'))
          await addEvent(tx, { ...about(key), what: 'call_retired', reason: 'changed' });
      });
      return;
    }
    if (attempt.state !== 'placed' || attempt.pickedUpAtMs !== null) return;
    await telephony.hangUp(attempt.sid);
    await addEvent(pool, { ...about(key), what: 'call_retired', reason: 'changed' });
  };

function about(key: AttemptKey) {
  return { appointmentId: key.appointmentId, attemptId: attemptId(key), actor: 'system' } as const;
}
