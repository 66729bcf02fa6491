import { z } from 'zod';
import { answers } from '../../domain/words';
import { phrases } from '../../domain/dialogue';
import { textMeanings } from '../../domain/text-words';
import { smsTexts } from '../../messages/texts';
import { registration } from '../../intake/schema';
import { preview } from './appointments';
import { line, local, utc } from './fields';

export const textsQuery = z.strictObject({
  locale: line(35).optional().meta({
    description: 'BCP 47; one without texts of its own gets those that its clients would hear. Without: all.',
    example: 'de-AT',
  }),
  name: line(100).default('Ada Moreno').meta({ description: "The client's." }),
  startsAt: line(40).optional().meta({
    description: 'As when registering. Without: tomorrow at nine.',
    example: '2026-11-24T09:00',
  }),
});

const spoken = z.strictObject({ name: z.enum(phrases), kind: z.literal('spoken'), text: z.string() });
const sms = z.strictObject({
  name: z.enum(smsTexts),
  kind: z.literal('sms'),
  text: z.string(),
  encoding: z.enum(['GSM-7', 'UCS-2']),
  characters: z.int(),
  segments: z.int().meta({ description: 'As many as are paid for.' }),
});

export const texts = z
  .strictObject({
    startsAt: utc,
    startsAtLocal: local,
    data: z.array(
      z.strictObject({
        locale: z.string().meta({ description: 'The file in messages/.', example: 'de' }),
        language: z.string().meta({ description: 'BCP 47', example: 'de-DE' }),
        voice: z.string().meta({ description: "Twilio's name of it.", example: 'Polly.Vicki-Neural' }),
        texts: z.array(z.discriminatedUnion('kind', [spoken, sms])),
        understood: z.partialRecord(z.enum(textMeanings), z.array(z.string())).meta({
          description: 'What clients may write, in small letters, by what it means.',
        }),
      }),
    ),
  })
  .meta({ id: 'Texts' });

export const rehearsal = registration
  .extend({
    keys: z
      .array(
        z.string().regex(/^[0-9*#]?$/, 'must be one key of 0 to 9, * and #, or empty where none is pressed'),
        { error: 'must be a list such as ["1"]' },
      )
      .max(20, 'must be at most 20')
      .default([]),
  })
  .meta({ id: 'NewRehearsal' });

export const rehearsed = preview
  .extend({
    language: z.string().meta({ description: 'BCP 47, of what is said.', example: 'en-US' }),
    voice: z.string(),
    steps: z.array(
      z.strictObject({
        key: z.string().nullable().meta({ description: 'null: the phone is picked up.' }),
        said: z.string(),
        result: z.string().meta({ description: 'For people: what it does, and how the call goes on.' }),
        answer: z.enum(answers).nullable().meta({ description: 'What would be recorded.' }),
        then: z.enum(['gather', 'hang_up', 'dial_office']),
      }),
    ),
  })
  .meta({ id: 'Rehearsal' });
