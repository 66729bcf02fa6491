import { z } from 'zod';
import { line, utc } from './fields';

export const calling = z
  .strictObject({
    paused: z
      .strictObject({
        since: utc,
        by: z.string().meta({ description: 'Who did it.', example: 'staff:first' }),
        reason: z.string().nullable(),
      })
      .nullable(),
    accountRefused: z
      .strictObject({
        since: utc,
        code: z.string().nullable().meta({ description: "Twilio's error code.", example: '20003' }),
        detail: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Twilio refuses the account; one attempt a minute tries again.' }),
  })
  .meta({ id: 'Calling' });
export const pauseCalling = z
  .strictObject({ reason: line(200).optional() })
  .optional()
  .meta({ id: 'PauseCalling' });
