import {
  findByExternalId,
  insertAppointment,
  lockExternalId,
  newestByExternalId,
  type Appointment,
  type AppointmentFields,
} from '../../db/appointments';
import { addEvent } from '../../db/events';
import type { Tx } from '../../db/pool';
import { appointmentsRegistered } from '../metrics';
import { change, type Context, type Operation } from '../operation';
import { Problem } from '../problem';
import {
  appointment as appointmentSchema,
  externalId,
  registration,
  replacement,
} from '../schemas/appointments';
import { noParams } from '../schemas/fields';
import { z } from 'zod';
import { applyChange } from './change';
import { readContent } from './input';
import { countAgainstCap } from './key-cap';
import { plan, storePlan } from './plan';
import { replyWith } from './reply';

const post: Operation = change({
  method: 'post',
  path: '/v1/appointments',
  tag: 'Appointments',
  summary: 'Register an appointment',
  description: 'Answers with the plan of its reminders.',
  params: noParams,
  body: registration,
  replies: { 201: { description: 'Registered.', schema: appointmentSchema } },
  problems: [409, 422, 429],
  run: async (tx, { body }, context) => {
    const { externalId: name = null, ...sent } = body;
    const content = readContent(context.deps.config, sent, context.nowMs);
    if (name !== null) {
      await lockExternalId(tx, name);
      const existing = await findByExternalId(tx, name);
      if (existing)
        throw new Problem(
          409,
          'external_id_taken',
          `Appointment ${existing.id} has this externalId; change it by PUT /v1/appointments/by-external-id/…`,
          { members: { existingId: existing.id } },
        );
    }
    return replyWith(tx, context, await register(tx, context, { ...content, externalId: name }), 201);
  },
});

const put: Operation = change({
  method: 'put',
  path: '/v1/appointments/by-external-id/{externalId}',
  tag: 'Appointments',
  summary: 'Register an appointment, or change it, under your own name for it',
  description:
    'Safe to repeat: the same content changes nothing. One that was cancelled stays so; with another start it is registered anew.',
  params: z.strictObject({ externalId }),
  body: replacement,
  replies: {
    200: { description: 'Changed, or as it was.', schema: appointmentSchema },
    201: { description: 'Registered.', schema: appointmentSchema },
  },
  problems: [409, 422, 429],
  run: async (tx, { params, body }, context) => {
    await lockExternalId(tx, params.externalId);
    const found = await newestByExternalId(tx, params.externalId);
    const content = readContent(context.deps.config, body, context.nowMs, found);
    // Whoever cancelled by phone must not be called again because an import repeats what it knew before.
    if (!found || (found.status === 'cancelled' && found.startsAtMs !== content.startsAtMs)) {
      const bookedAtMs = body.bookedAt === undefined ? context.nowMs : content.bookedAtMs;
      const fields = { ...content, ...params, bookedAtMs };
      return replyWith(tx, context, await register(tx, context, fields), 201);
    }
    return replyWith(tx, context, await applyChange(tx, context, found, { ...content, ...params }));
  },
});

async function register(tx: Tx, context: Context, fields: AppointmentFields): Promise<Appointment> {
  const { deps, caller, nowMs } = context;
  const appointment = await insertAppointment(tx, fields);
  await addEvent(
    tx,
    {
      appointmentId: appointment.id,
      actor: caller.actor,
      what: 'registered',
      detail: {
        startsAt: new Date(fields.startsAtMs).toISOString(),
        bookedAt: new Date(fields.bookedAtMs).toISOString(),
      },
    },
    nowMs,
  );
  const reminders = plan(deps.config, fields, fields.bookedAtMs, nowMs);
  await storePlan(tx, appointment, reminders, { actor: caller.actor, nowMs });
  await countAgainstCap(tx, context);
  appointmentsRegistered.inc();
  return appointment;
}

export const registerOperations: readonly Operation[] = [post, put];
