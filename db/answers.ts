import type { Answer, Reason } from '../domain/words';
import { lateCancellationMs } from '../domain/policy';
import { announce } from './announce';
import { findAppointment, updateAppointment } from './appointments';
import { findAttempt, storeAnswer, type Attempt } from './attempts';
import { companionsOf, confirmCompanions, lockTogether, markNamed } from './companions';
import { putOnDeskList, takeOffDeskList } from './desk-list';
import { addEvent } from './events';
import { optOut } from './opt-outs';
import type { Tx } from './pool';
import { setReminderState, skipRemaining } from './reminders';

/**
 * What the record made of an answer; it chooses what the client hears.
 * `applied`: it changed the appointment. `repeated`: this call had answered already, that answer stands.
 * `stale`: the appointment has changed since the call was placed. `noted`: nothing to change.
 */
export type Recorded =
  | { kind: 'applied' | 'repeated' | 'noted'; answer: Answer }
  | { kind: 'stale'; answer: Answer }
  | { kind: 'unknown_attempt' };

/**
 * Takes an answer, once per attempt, with its effect on the appointment. Harmless when repeated.
 * The appointment is locked before the attempt, as everywhere, so that two writers cannot block each other.
 */
export async function recordAnswer(
  tx: Tx,
  attempt: { id: string; appointmentId: number },
  answer: Answer,
  nowMs: number,
): Promise<Recorded> {
  await lockTogether(tx, attempt.id, attempt.appointmentId);
  const appointment = await findAppointment(tx, attempt.appointmentId, 'update');
  const found = await findAttempt(tx, attempt.id, 'update');
  if (!appointment || !found) return { kind: 'unknown_attempt' };
  if (found.answer !== null) return { kind: 'repeated', answer: found.answer };

  const test = found.purpose === 'test';
  await storeAnswer(tx, found.id, answer, nowMs, !test && answer !== 'none');
  const event = { appointmentId: appointment.id, attemptId: found.id, actor: 'client' } as const;
  if (test) {
    await addEvent(tx, { ...event, what: 'test_call', detail: { answer } }, nowMs);
    return { kind: 'noted', answer };
  }
  if (answer === 'opt_out') {
    await optOut(tx, found.phone, 'client');
    await addEvent(tx, { ...event, what: 'opted_out' }, nowMs);
  }
  // A text is answered when its reader likes: also after a key, which it then takes back.
  const open =
    found.channel === 'sms' ? appointment.status !== 'cancelled' : appointment.status === 'scheduled';
  const current = found.revision === appointment.revision && open;
  if (!current && answer !== 'opt_out') {
    await addEvent(tx, { ...event, what: 'answer_ignored', reason: 'changed', detail: { answer } }, nowMs);
    return { kind: 'stale', answer };
  }
  if (answer !== 'opt_out')
    await addEvent(tx, { ...event, what: 'answer_recorded', detail: { answer } }, nowMs);
  // Who picked up but pressed nothing may not have understood: the retry table says what follows.
  if (answer !== 'none') await setReminderState(tx, found, 'reached');

  switch (answer) {
    case 'confirm':
      await updateAppointment(tx, appointment.id, { ...appointment, status: 'confirmed' }, 'version');
      await skipRemaining(tx, appointment.id, 'answered');
      await takeOffDeskList(
        tx,
        appointment.id,
        [...settledByAnswer, 'reschedule_requested'],
        'The client confirmed.',
      );
      // Whoever answers a text has read whom it names; a call counts only those that were said.
      if (found.channel === 'sms') await markNamed(tx, found, await companionsOf(tx, found.id), nowMs);
      await confirmCompanions(tx, found, nowMs);
      await announce(tx, 'appointment.confirmed', [appointment.id]);
      return { kind: 'applied', answer };
    case 'reschedule':
      await updateAppointment(
        tx,
        appointment.id,
        { ...appointment, status: 'reschedule_requested' },
        'version',
      );
      await skipRemaining(tx, appointment.id, 'answered');
      await takeOffDeskList(tx, appointment.id, settledByAnswer, 'The client asked for another time.');
      await putOnDeskList(tx, appointment.id, 'reschedule_requested');
      await announce(tx, 'appointment.reschedule_requested', [appointment.id]);
      return { kind: 'applied', answer };
    case 'cancel':
      await updateAppointment(tx, appointment.id, { ...appointment, status: 'cancelled' }, 'version');
      await skipRemaining(tx, appointment.id, 'cancelled');
      await takeOffDeskList(tx, appointment.id, settledByAnswer, 'The client cancelled.');
      if (appointment.startsAtMs - nowMs < lateCancellationMs)
        await putOnDeskList(tx, appointment.id, 'cancelled_late');
      await announce(tx, 'appointment.cancelled', [appointment.id]);
      return { kind: 'applied', answer };
    case 'opt_out':
      await skipRemaining(tx, appointment.id, 'opted_out');
      await announce(tx, 'client.opted_out', [appointment.id]);
      return { kind: 'applied', answer };
    case 'office':
    case 'none':
      return { kind: 'noted', answer };
  }
}

const settledByAnswer: readonly Reason[] = ['not_reached', 'refused', 'failed', 'too_late', 'unresolved'];

/** Answers that end the appointment's reminders, so that the workflow ends after its last text. */
export function isFinal(attempt: Pick<Attempt, 'answer'>): boolean {
  switch (attempt.answer) {
    case 'confirm':
    case 'reschedule':
    case 'cancel':
    case 'opt_out':
      return true;
    case 'office':
    case 'none':
    case null:
      return false;
  }
}
