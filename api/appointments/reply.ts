import type { Appointment } from '../../db/appointments';
import { lastEventsOf } from '../../db/events';
import type { Db } from '../../db/pool';
import { findReminders } from '../../db/reminders';
import { deliverNow } from '../../delivery/deliver';
import type { ApiDeps } from '../deps';
import type { ChangeReply } from '../mutation';
import type { Context } from '../operation';
import { etag } from './etag';
import { appointmentView } from './view';

/** The appointment as it now is, and its delivery if it is due. */
export async function replyWith(
  db: Db,
  context: Context,
  appointment: Appointment,
  status: 200 | 201 = 200,
): Promise<ChangeReply> {
  return {
    status,
    headers: {
      ETag: etag(appointment.version),
      ...(status === 201 ? { Location: `/v1/appointments/${appointment.id}` } : {}),
    },
    body: await view(db, context, appointment),
    ...(appointment.deliveredRevision < appointment.revision
      ? { afterCommit: deliverAfterCommit(context.deps, appointment.id) }
      : {}),
  };
}

export async function view(db: Db, { deps, nowMs }: Context, appointment: Appointment) {
  const reminders = await findReminders(db, appointment.id, appointment.revision);
  const lastEvent = (await lastEventsOf(db, [appointment.id])).get(appointment.id);
  return appointmentView(deps.config, appointment, reminders, lastEvent, nowMs);
}

export function deliverAfterCommit(
  { pool, workflows, log }: ApiDeps,
  appointmentId: number,
): () => Promise<void> {
  return async () => {
    if (!(await deliverNow(pool, workflows, appointmentId)))
      log.warn({ appointmentId }, 'not delivered to Temporal yet; the relay goes on trying');
  };
}
