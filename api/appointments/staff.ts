/** Staff's word, by phone or at the counter: it counts as the client's. */
import { updateAppointment, type Appointment } from '../../db/appointments';
import { takeOffDeskList } from '../../db/desk-list';
import { addEvent } from '../../db/events';
import type { Tx } from '../../db/pool';
import { findReminders, skipRemaining } from '../../db/reminders';
import { reasons } from '../../domain/words';
import { change, type Context, type Operation } from '../operation';
import { Problem } from '../problem';
import { appointment as appointmentSchema } from '../schemas/appointments';
import { idParams, noBody } from '../schemas/fields';
import { locked } from './change';
import { ended, storePlan } from './plan';
import { replyWith } from './reply';

type Word = 'cancelled' | 'confirmed';

const cancel: Operation = change({
  method: 'post',
  path: '/v1/appointments/{id}/cancel',
  tag: 'Staff',
  summary: 'Cancel an appointment',
  description: 'Nobody is called about it any more. Repeating it changes nothing.',
  params: idParams,
  body: noBody,
  replies: { 200: { description: 'The cancelled appointment.', schema: appointmentSchema } },
  problems: [404, 409, 422],
  run: async (tx, { params }, context) => {
    const before = await locked(tx, params.id);
    return replyWith(tx, context, await settle(tx, context, before, 'cancelled'));
  },
});

const confirm: Operation = change({
  method: 'post',
  path: '/v1/appointments/{id}/confirm',
  tag: 'Staff',
  summary: "Confirm an appointment on the client's behalf",
  description: 'Further reminders are not sent. Repeating it changes nothing.',
  params: idParams,
  body: noBody,
  replies: { 200: { description: 'The confirmed appointment.', schema: appointmentSchema } },
  problems: [404, 409, 422],
  run: async (tx, { params }, context) => {
    const before = await locked(tx, params.id);
    if (before.status === 'cancelled')
      throw new Problem(
        409,
        'cancelled',
        `Appointment ${before.id} was cancelled; register a new one instead. A cancelled one cannot be confirmed.`,
      );
    return replyWith(tx, context, await settle(tx, context, before, 'confirmed'));
  },
});

/** A revision with nothing ahead, so that the workflow ends, and with it a call that waits or rings. */
async function settle(
  tx: Tx,
  { caller, nowMs }: Context,
  before: Appointment,
  word: Word,
): Promise<Appointment> {
  if (before.status === word) return before;
  if (before.startsAtMs <= nowMs)
    throw new Problem(
      409,
      'past',
      `Appointment ${before.id} has begun, so it can no longer be ${word}; record whether the client came instead (attended, by PATCH).`,
    );
  const after = await updateAppointment(tx, before.id, { ...before, status: word }, 'revision');
  const { actor } = caller;
  await addEvent(tx, { appointmentId: before.id, actor, what: word }, nowMs);

  const reason = word === 'cancelled' ? 'cancelled' : 'answered';
  const old = await findReminders(tx, before.id, before.revision);
  await skipRemaining(tx, before.id, reason);
  await storePlan(tx, after, ended(old, reason), { actor, nowMs, before: old });
  await takeOffDeskList(tx, before.id, reasons, `Staff ${word} it.`);
  return after;
}

export const staffOperations: readonly Operation[] = [cancel, confirm];
