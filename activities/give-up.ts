import type { AttemptKey } from '../domain/attempt-id';
import { putOnDeskList } from '../db/desk-list';
import { addEvent } from '../db/events';
import { transaction } from '../db/pool';
import { setReminderState } from '../db/reminders';
import type { Deps } from './deps';

/**
 * A step of a reminder has failed for good: the client goes to the desk list, with that reason on the timeline.
 * May be retried: the desk list takes a client once per reason, and a reminder ends once.
 */
export const giveUp =
  ({ pool }: Deps) =>
  async ({ why, ...reminder }: Omit<AttemptKey, 'attempt'> & { why: string }): Promise<void> => {
    await transaction(pool, async (tx) => {
      await setReminderState(tx, reminder, 'not_reached', 'failed');
      await addEvent(tx, {
        appointmentId: reminder.appointmentId,
        actor: 'system',
        what: 'reminder_skipped',
        reason: 'failed',
        detail: { reminder: reminder.reminder, why },
      });
      await putOnDeskList(tx, reminder.appointmentId, 'failed');
    });
  };
