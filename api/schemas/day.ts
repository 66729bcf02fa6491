import { z } from 'zod';
import { line, local, status, utc } from './fields';

export const row = z
  .strictObject({
    id: z.int().meta({ example: 17 }),
    startsAt: utc,
    startsAtLocal: local,
    client: z.strictObject({ name: z.string(), phone: z.string().meta({ description: 'E.164' }) }),
    status,
    past: z.boolean(),
    attended: z.boolean().nullable(),
    tone: z.enum(['good', 'wait', 'act', 'off', 'live']).meta({
      description:
        '`good`: confirmed; `wait`: not yet; `act`: a person should do something; `off`: cancelled; `live`: being called right now.',
    }),
    next: z
      .strictObject({ at: utc, atLocal: local, what: z.enum(['call', 'text']) })
      .nullable()
      .meta({ description: 'The next call or text, as far as it is known now.' }),
    why: z.string().meta({
      description: "For people, in English and on the office's clock.",
      example: 'Called 09:00, no answer; calls again at 11:00',
    }),
    onDeskList: z.boolean(),
    lastAt: utc.nullable().meta({ description: 'The last call or text.' }),
  })
  .meta({ id: 'Row' });

export const day = z
  .strictObject({ date: z.iso.date(), timeZone: z.string(), data: z.array(row) })
  .meta({ id: 'Day' });
export const found = z.strictObject({ data: z.array(row) }).meta({ id: 'Found' });

export const searchQuery = z.strictObject({
  q: line(100).meta({
    description:
      "Words of the client's name or their beginnings; a phone number as it is usually written, its beginning or its last digits; an id, or an external id.",
    example: 'lovel',
  }),
  limit: z
    .string()
    .regex(/^([1-9]|[1-4]\d|50)$/, 'must be a whole number from 1 to 50')
    .default('20')
    .transform(Number)
    .meta({ type: 'integer', minimum: 1, maximum: 50, default: 20 }),
});

export const dayParams = z.strictObject({
  date: line(10).meta({ description: 'A day of the office.', example: '2026-11-24' }),
});
