import { z } from 'zod';
import { utc } from './fields';

export const testCall = z
  .strictObject({
    phone: z.string().nullable().meta({ description: 'TEST_CLIENT_PHONE, which is rung; E.164.' }),
    clientName: z.string().meta({ description: 'About whose appointment the call is.' }),
    said: z
      .array(z.strictObject({ text: z.string(), language: z.string().meta({ description: 'BCP 47' }) }))
      .meta({ description: 'What is heard when the phone is picked up.' }),
    hindrance: z.string().nullable().meta({ description: 'Why no call can be made, and what to do.' }),
    last: z
      .strictObject({
        attempt: z.string().meta({ example: '17-0-0-1' }),
        at: utc,
        words: z.string().meta({
          description: 'What became of it, for people.',
          example: 'Over: picked up, the client confirmed. Nothing has changed.',
        }),
        isOver: z.boolean(),
      })
      .nullable()
      .meta({ description: 'The last test call about this appointment.' }),
  })
  .meta({ id: 'TestCall' });
