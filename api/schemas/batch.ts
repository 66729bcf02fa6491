import { z } from 'zod';
import { registration } from '../../intake/schema';
import { appointment } from './appointments';
import { problem } from './fields';

/** As many as are planned and stored in a second or two. */
export const maxItems = 1_000;

/** Each is validated alone, so that one that is malformed stops no other; the document shows what is wanted. */
const item = z.unknown().meta({ $ref: `#/components/schemas/${registration.meta()?.id ?? ''}` });

export const batch = z
  .strictObject({
    items: z
      .array(item, { error: 'must be a list of appointments' })
      .min(1, 'must have at least one')
      .max(maxItems, `must be at most ${maxItems}; send the others in another batch`),
  })
  .meta({ id: 'Batch' });

const taken = z.strictObject({
  status: z.union([z.literal(200), z.literal(201)]),
  appointment: appointment.pick({
    id: true,
    externalId: true,
    revision: true,
    version: true,
    status: true,
    startsAt: true,
  }),
});

const refused = z.strictObject({
  status: z.union([z.literal(409), z.literal(422)]),
  ...problem.pick({ code: true, detail: true, errors: true }).shape,
});

export const batchResults = z
  .strictObject({
    results: z
      .array(z.union([taken, refused]))
      .meta({ description: 'One for each item, in order; the status is that of a request of its own.' }),
  })
  .meta({ id: 'BatchResults' });
