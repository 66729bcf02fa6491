/** Staff's word, by phone or at the counter: it counts as the client's. */
import { settle } from '../../intake/settle';
import { change, intakeOf, type Operation } from '../operation';
import { Problem } from '../problem';
import { appointment as appointmentSchema } from '../schemas/appointments';
import { idParams, noBody } from '../schemas/fields';
import { locked } from './change';
import { replyWith } from './reply';

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
    return replyWith(tx, context, await settle(tx, intakeOf(context), before, 'cancelled'));
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
    return replyWith(tx, context, await settle(tx, intakeOf(context), before, 'confirmed'));
  },
});

export const staffOperations: readonly Operation[] = [cancel, confirm];
