import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../../config';
import {
  findAppointment,
  setAttended,
  updateAppointment,
  type Appointment,
  type AppointmentFields,
} from '../../db/appointments';
import { takeOffDeskList } from '../../db/desk-list';
import { addEvent } from '../../db/events';
import type { Tx } from '../../db/pool';
import { findReminders, skipRemaining, type Reminder } from '../../db/reminders';
import { reasons, type AppointmentStatus } from '../../domain/words';
import { change, type Context, type Operation } from '../operation';
import { notFound, Problem } from '../problem';
import { appointment as appointmentSchema, changes } from '../schemas/appointments';
import { idParams, ifMatchHeaders } from '../schemas/fields';
import { checkIfMatch } from './etag';
import { readChanges } from './input';
import { ended, isAhead, plan, storePlan } from './plan';
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
    let appointment = await applyChange(tx, context, before, fields);
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

/** Writes what differs, and plans anew if that matters to what is said, dialled or decided. @throws Problem 409 */
export async function applyChange(
  tx: Tx,
  { deps, caller, nowMs }: Context,
  before: Appointment,
  fields: AppointmentFields,
): Promise<Appointment> {
  const { plan: replan, detail } = differences(before, fields);
  if (Object.keys(detail).length === 0) return before;
  const old = await findReminders(tx, before.id, before.revision);
  const { status, moved, reminders } = outcomeOf(deps.config, before, fields, old, nowMs);
  const after = await updateAppointment(
    tx,
    before.id,
    { ...fields, status },
    replan ? 'revision' : 'version',
  );
  const { actor } = caller;
  await addEvent(tx, { appointmentId: before.id, actor, what: 'changed', detail }, nowMs);
  if (!replan) return after;

  await skipRemaining(tx, before.id, 'changed');
  if (moved) await takeOffDeskList(tx, before.id, reasons, 'The appointment was moved.');
  await storePlan(tx, after, reminders, { actor, nowMs, before: old });
  return after;
}

/** What a change makes of the appointment and its plan. @throws Problem 409 */
export function outcomeOf(
  config: Config,
  before: Appointment,
  fields: AppointmentFields,
  old: readonly Reminder[],
  nowMs: number,
): { status: AppointmentStatus; moved: boolean; reminders: Reminder[] } {
  const { plan: replan, detail } = differences(before, fields);
  if (before.status === 'cancelled' && Object.keys(detail).length > 0)
    throw new Problem(
      409,
      'cancelled',
      `Appointment ${before.id} was cancelled; register a new one instead.`,
    );
  const moved = fields.startsAtMs !== before.startsAtMs;
  const status = moved ? 'scheduled' : before.status;
  if (!replan) return { status, moved, reminders: [...old] };
  const reminders =
    status === 'scheduled'
      ? plan(config, fields, Math.max(fields.bookedAtMs, nowMs), nowMs).map(
          (reminder) => (moved ? undefined : doneAlready(old, reminder)) ?? reminder,
        )
      : ended(old, 'answered');
  return { status, moved, reminders };
}

/** A reminder that has run its course is not planned again, only because the client's name changes. */
function doneAlready(old: readonly Reminder[], planned: Reminder): Reminder | undefined {
  return old.find(
    (each) =>
      each.number === planned.number &&
      each.offset === planned.offset &&
      !isAhead(each) &&
      each.state !== 'skipped',
  );
}

/** For the timeline: old and new, but of the client, who is personal, only which fields. */
function differences(
  before: AppointmentFields,
  after: AppointmentFields,
): { plan: boolean; detail: Record<string, unknown> } {
  const detail: Record<string, unknown> = {};
  if (before.startsAtMs !== after.startsAtMs)
    detail['startsAt'] = {
      from: new Date(before.startsAtMs).toISOString(),
      to: new Date(after.startsAtMs).toISOString(),
    };
  const client = (['name', 'phone', 'locale', 'timeZone'] as const).filter(
    (field) => before.client[field] !== after.client[field],
  );
  if (client.length > 0) detail['client'] = client;
  if (!isDeepStrictEqual(before.offsets, after.offsets))
    detail['reminders'] = { from: before.offsets, to: after.offsets };
  const replan = Object.keys(detail).length > 0;

  if (before.durationMinutes !== after.durationMinutes)
    detail['durationMinutes'] = { from: before.durationMinutes, to: after.durationMinutes };
  if (before.bookedAtMs !== after.bookedAtMs) detail['bookedAt'] = new Date(after.bookedAtMs).toISOString();
  if (!isDeepStrictEqual(before.metadata, after.metadata)) detail['metadata'] = 'changed';
  return { plan: replan, detail };
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
  return setAttended(tx, appointment.id, attended);
}

export const changeOperations: readonly Operation[] = [patch];
