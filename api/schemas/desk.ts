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
  })
  .meta({ id: 'DeskItem' });
export const deskList = z.strictObject({ data: z.array(deskItem) }).meta({ id: 'DeskList' });
export const deskDone = z
  .strictObject({ note: line(1000).optional() })
  .optional()
  .meta({ id: 'DeskDone' });

export const optOut = z
  .strictObject({ phone: z.string(), since: utc, actor: z.string() })
  .meta({ id: 'OptOut' });
