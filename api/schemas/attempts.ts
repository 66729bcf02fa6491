import { z } from 'zod';
import { answers, attemptStates, channels, outcomes, purposes } from '../../domain/words';
import { utc } from './fields';

export const attempt = z
  .strictObject({
    id: z.string().meta({ example: '17-1-2-1' }),
    channel: z.enum(channels),
    purpose: z.enum(purposes),
    state: z.enum(attemptStates),
    outcome: z.enum(outcomes).nullable(),
    answer: z.enum(answers).nullable(),
    dialedAt: utc.nullable(),
    pickedUpAt: utc.nullable(),
    endedAt: utc.nullable(),
    locale: z.string().nullable().meta({ description: 'Of what was said, BCP 47.', example: 'de' }),
    said: z
      .string()
      .nullable()
      .meta({ description: 'What was spoken when the phone was picked up, or the body of the text.' }),
    errorCode: z.string().nullable().meta({ description: "Twilio's.", example: '21610' }),
    error: z
      .string()
      .nullable()
      .meta({ description: 'What that code means.', example: 'the client has opted out by STOP' }),
    summary: z.string().meta({
      description: "For people, in English and on the office's clock.",
      example: 'Called 09:00, no answer',
    }),
  })
  .meta({ id: 'Attempt' });
export const attempts = z.strictObject({ data: z.array(attempt) }).meta({ id: 'Attempts' });
