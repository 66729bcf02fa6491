/** Many appointments in one request and one transaction; an item that is refused stops no other. */
import type { z } from 'zod';
import type { Appointment, AppointmentFields } from '../../db/appointments';
import type { Tx } from '../../db/pool';
import { readContent } from '../../intake/content';
import type { Intake } from '../../intake/context';
import { Refusal } from '../../intake/refusal';
import { registerMany } from '../../intake/register';
import { registration } from '../../intake/schema';
import { upsertMany, type Wanted } from '../../intake/upsert';
import { appointmentsRegistered } from '../metrics';
import { change, intakeOf, type Operation } from '../operation';
import { Problem, problemOfRefusal } from '../problem';
import { batch as batchSchema, batchResults, maxItems } from '../schemas/batch';
import { noParams } from '../schemas/fields';
import { validate } from '../validate';
import { countAgainstCap } from './key-cap';
import { utc } from './view';

type Result = z.input<typeof batchResults>['results'][number];

const batch: Operation = change({
  method: 'post',
  path: '/v1/appointments/batch',
  tag: 'Appointments',
  summary: `Register or change up to ${maxItems} appointments`,
  description:
    'An item with `externalId` is registered or changed as by PUT, one without is registered as by POST; a name that comes twice is taken twice, in order. Each has its own result, and those that are refused stop no other. A body of up to 2 MB. Should the items to be registered be more than the key may register today, nothing is: 429. Reminders are under way within seconds.',
  params: noParams,
  body: batchSchema,
  bodyLimit: '2mb',
  replies: { 200: { description: 'What came of each item.', schema: batchResults } },
  problems: [422, 429],
  run: async (tx, { body }, context) => {
    const results = await takeIn(tx, intakeOf(context), body.items);
    const registered = results.filter(({ status }) => status === 201).length;
    if (registered > 0) await countAgainstCap(tx, context, registered);
    appointmentsRegistered.inc(registered);
    // Delivery is the relay's: a thousand workflows at once would keep others from theirs.
    return { status: 200, body: { results } };
  },
});

async function takeIn(tx: Tx, intake: Intake, items: readonly unknown[]): Promise<Result[]> {
  const results = new Map<number, Result>();
  const named: (Wanted & { index: number })[] = [];
  const unnamed: { index: number; fields: AppointmentFields }[] = [];
  items.forEach((item, index) => {
    try {
      const { externalId = null, ...content } = validate(registration, item);
      if (externalId !== null) named.push({ index, externalId, content });
      else
        unnamed.push({
          index,
          fields: { ...readContent(intake.settings, content, intake.nowMs), externalId },
        });
    } catch (error) {
      results.set(index, refused(error));
    }
  });

  const upserted = await upsertMany(tx, intake, named);
  upserted.forEach((outcome, n) => {
    const index = named[n]?.index ?? NaN;
    if (outcome.kind === 'refused') results.set(index, refused(outcome.refusal));
    else results.set(index, taken(outcome.kind === 'registered' ? 201 : 200, outcome.appointment));
  });
  const registered = await registerMany(
    tx,
    intake,
    unnamed.map(({ fields }) => fields),
  );
  unnamed.forEach(({ index }, n) => {
    const appointment = registered[n];
    if (appointment) results.set(index, taken(201, appointment));
  });
  return items.map((_, index) => {
    const result = results.get(index);
    if (!result) throw new Error(`Item ${index} has no result.`);
    return result;
  });
}

function taken(status: 200 | 201, { id, externalId, revision, version, ...more }: Appointment): Result {
  return {
    status,
    appointment: {
      id,
      externalId,
      revision,
      version,
      status: more.status,
      startsAt: utc(more.startsAtMs),
    },
  };
}

/** @throws what is no refusal of the item */
function refused(error: unknown): Result {
  const problem = error instanceof Refusal ? problemOfRefusal(error) : error;
  if (!(problem instanceof Problem) || (problem.status !== 409 && problem.status !== 422)) throw error;
  const { status, code, detail, more } = problem;
  return { status, code, detail, ...(more.errors ? { errors: [...more.errors] } : {}) };
}

export const batchOperations: readonly Operation[] = [batch];
