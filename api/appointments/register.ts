import { z } from 'zod';
import { findByExternalId } from '../../db/appointments';
import type { Tx } from '../../db/pool';
import { readContent } from '../../intake/content';
import { registerMany } from '../../intake/register';
import { externalId, registration, replacement } from '../../intake/schema';
import { upsertMany } from '../../intake/upsert';
import { appointmentsRegistered } from '../metrics';
import { change, intakeOf, type Context, type Operation } from '../operation';
import { Problem } from '../problem';
import { appointment as appointmentSchema } from '../schemas/appointments';
import { noParams } from '../schemas/fields';
import { countAgainstCap } from './key-cap';
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
    const fields = { ...readContent(context.deps.config, sent, context.nowMs), externalId: name };
    const [appointment] = await registerMany(tx, intakeOf(context), [fields]);
    if (!appointment) throw await taken(tx, name);
    await count(tx, context);
    return replyWith(tx, context, appointment, 201);
  },
});

async function taken(tx: Tx, name: string | null): Promise<Problem> {
  const existing = name === null ? undefined : await findByExternalId(tx, name);
  return new Problem(
    409,
    'external_id_taken',
    `${existing ? `Appointment ${existing.id}` : 'Another appointment'} has this externalId; change it by PUT /v1/appointments/by-external-id/…`,
    existing ? { members: { existingId: existing.id } } : {},
  );
}

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
    const [outcome] = await upsertMany(tx, intakeOf(context), [{ ...params, content: body }]);
    switch (outcome?.kind) {
      case 'registered':
        await count(tx, context);
        return replyWith(tx, context, outcome.appointment, 201);
      case 'changed':
      case 'unchanged':
        return replyWith(tx, context, outcome.appointment);
      case 'refused':
        throw outcome.refusal;
      case undefined:
        throw new Error('One was sent, so there is one outcome.');
    }
  },
});

async function count(tx: Tx, context: Context): Promise<void> {
  await countAgainstCap(tx, context);
  appointmentsRegistered.inc();
}

export const registerOperations: readonly Operation[] = [post, put];
