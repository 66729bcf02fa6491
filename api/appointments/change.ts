import { announce } from '../../db/announce';
import { findAppointment, setAttended, type Appointment } from '../../db/appointments';
import { addEvent } from '../../db/events';
import type { Tx } from '../../db/pool';
import { applyChange } from '../../intake/change';
import { readChanges } from '../../intake/content';
import { changes } from '../../intake/schema';
import { change, intakeOf, type Context, type Operation } from '../operation';
import { notFound, Problem } from '../problem';
import { appointment as appointmentSchema } from '../schemas/appointments';
import { idParams, ifMatchHeaders } from '../schemas/fields';
import { checkIfMatch } from './etag';
import { replyWith } from './reply';

const patch: Operation = change({
  method: 'patch',
  path: '/v1/appointments/{id}',
  tag: 'Appointments',
  summary: 'Change an appointment',
  description:
    'What is left out stays. A new start, client or list of reminders makes a new plan; a new start also asks for a new confirmation.',
  params: idParams,
  headers: ifMatchHeaders,
  body: changes,
  replies: { 200: { description: 'The changed appointment with its plan.', schema: appointmentSchema } },
  problems: [404, 409, 412, 422],
  run: async (tx, { params, body }, context) => {
    const before = await locked(tx, params.id);
    checkIfMatch(context.req.get('if-match'), before.version);
    const fields = readChanges(context.deps.config, body, context.nowMs, before);
    let appointment = await applyChange(tx, intakeOf(context), before, fields);
    if (body.attended !== undefined)
      appointment = await recordAttendance(tx, context, appointment, body.attended);
    return replyWith(tx, context, appointment);
  },
});

export async function locked(tx: Tx, id: number): Promise<Appointment> {
  const appointment = await findAppointment(tx, id, 'update');
  if (!appointment) throw notFound(`There is no appointment ${id}.`);
  return appointment;
}

async function recordAttendance(
  tx: Tx,
  { caller, nowMs }: Context,
  appointment: Appointment,
  attended: boolean,
): Promise<Appointment> {
  if (appointment.attended === attended) return appointment;
  if (appointment.status === 'cancelled')
    throw new Problem(409, 'cancelled', `Appointment ${appointment.id} was cancelled: nobody was to attend.`);
  if (nowMs < appointment.startsAtMs)
    throw new Problem(409, 'not_started', 'Whether the client came can be told once the start has passed.');
  await addEvent(
    tx,
    {
      appointmentId: appointment.id,
      actor: caller.actor,
      what: 'attendance_recorded',
      detail: { attended },
    },
    nowMs,
  );
  const after = await setAttended(tx, appointment.id, attended);
  await announce(tx, 'appointment.changed', [appointment.id]);
  return after;
}

export const changeOperations: readonly Operation[] = [patch];
