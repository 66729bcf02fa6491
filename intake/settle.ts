import { announce } from '../db/announce';
import { updateAppointment, type Appointment } from '../db/appointments';
import { takeOffDeskList } from '../db/desk-list';
import { addEvent } from '../db/events';
import type { Tx } from '../db/pool';
import { findReminders, skipRemaining } from '../db/reminders';
import { reasons } from '../domain/words';
import type { Intake } from './context';
import { ended, storePlan } from './plan';
import { Refusal } from './refusal';

/** The office's word on an appointment; it counts as the client's. */
export type Word = 'cancelled' | 'confirmed';

/**
 * A revision with nothing ahead, so that the workflow ends, and with it a call that waits or rings. Repeating it changes
 * nothing. @throws Refusal `past`
 */
export async function settle(
  tx: Tx,
  { actor, nowMs }: Intake,
  before: Appointment,
  word: Word,
): Promise<Appointment> {
  if (before.status === word) return before;
  if (before.startsAtMs <= nowMs)
    throw new Refusal(
      'past',
      `Appointment ${before.id} has begun, so it can no longer be ${word}; record whether the client came instead (attended, by PATCH).`,
    );
  const after = await updateAppointment(tx, before.id, { ...before, status: word }, 'revision');
  await addEvent(tx, { appointmentId: before.id, actor, what: word }, nowMs);
  await announce(tx, `appointment.${word}`, [before.id]);

  const reason = word === 'cancelled' ? 'cancelled' : 'answered';
  const old = await findReminders(tx, before.id, before.revision);
  await skipRemaining(tx, before.id, reason);
  await storePlan(tx, after, ended(old, reason), { actor, nowMs, before: old });
  await takeOffDeskList(tx, before.id, reasons, `The office ${word} it.`);
  return after;
}
