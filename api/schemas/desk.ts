import { z } from 'zod';
import { line, local, reason, utc } from './fields';

export const deskItem = z
  .strictObject({
    id: z.int(),
    appointmentId: z.int(),
    reason,
    since: utc,
    client: z.strictObject({ name: z.string(), phone: z.string() }),
    startsAt: utc,
    startsAtLocal: local,
    phone: z
      .string()
      .meta({ description: "The client's number as it is written.", example: '+49 1512 3456789' }),
    why: z.string().meta({
      description: "For people, in English and on the office's clock.",
      example: 'Not reached; called 09:00 and 11:00, no answer',
    }),
    doneAt: utc.nullable(),
    doneBy: z.string().nullable().meta({ description: '`staff:<name>`; `system` when it settled itself.' }),
    note: z.string().nullable(),
  })
  .meta({ id: 'DeskItem' });
export const deskList = z.strictObject({ data: z.array(deskItem) }).meta({ id: 'DeskList' });
export const deskQuery = z.strictObject({
  done: z.enum(['true', 'false'], 'must be true or false').default('false').meta({
    description:
      'false: all that is to be done, soonest appointment first; true: the last 200 that are done.',
  }),
});
export const deskDone = z
  .strictObject({ note: line(1000).optional() })
  .optional()
  .meta({ id: 'DeskDone' });

export const optOut = z
  .strictObject({ phone: z.string(), since: utc, actor: z.string() })
  .meta({ id: 'OptOut' });
