import type { AttemptKey } from '../domain/attempt-id';
import type { CallFacts } from '../domain/decide';
import { findAppointment } from '../db/appointments';
import { callFacts } from '../db/call-facts';
import type { Tx } from '../db/pool';
import { findReminders } from '../db/reminders';
import type { Deps } from './deps';

/**
 * What the rules ask about, read in the transaction that decides. The appointment is locked FOR SHARE: a change, or
 * an answer, comes either before the decision or after the attempt has moved on.
 */
export async function gatherFacts(
  deps: Deps,
  tx: Tx,
  attempt: AttemptKey,
  nowMs: number,
): Promise<CallFacts | undefined> {
  const appointment = await findAppointment(tx, attempt.appointmentId, 'share');
  if (!appointment) return undefined;
  const reminders = await findReminders(tx, appointment.id, attempt.revision);
  const reminder = reminders.find((each) => each.number === attempt.reminder);
  return reminder && callFacts(tx, deps, { appointment, reminder, attempt, nowMs });
}
