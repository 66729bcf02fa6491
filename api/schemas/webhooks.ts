import { z } from 'zod';
import {
  announcements,
  testEvent,
  webhookOffReasons,
  webhookOutcomes,
  webhookStates,
} from '../../domain/words';
import { utc } from './fields';

const type = z
  .enum(announcements, { error: `must be one of ${announcements.join(', ')}` })
  .meta({ id: 'EventType', description: 'What an event tells.' });
const types = z
  .array(type, { error: 'must be a list' })
  .min(1, 'must name at least one type')
  .max(announcements.length, `must have at most ${announcements.length} entries`)
  .refine((all) => new Set(all).size === all.length, 'must name each type once');
const url = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a text') })
  .meta({ example: 'https://example.com/webhooks' });

export const webhookEndpoint = z
  .strictObject({
    id: z.int(),
    url: z.string(),
    types: z.array(type),
    enabled: z.boolean(),
    disabledAt: utc.nullable(),
    disabledBecause: z.enum(webhookOffReasons).nullable().meta({
      description:
        '`staff` switched it off; `failing`: every try failed for three days; `gone`: it answered 410.',
    }),
    failingSince: utc
      .nullable()
      .meta({ description: 'The first try that failed since the last one that did not.' }),
    missed: z.int().meta({ description: 'Deliveries that did not arrive, and can be asked for again.' }),
    previousSecretUntil: utc.nullable().meta({ description: 'Until then two secrets sign.' }),
    createdAt: utc,
    createdBy: z.string(),
  })
  .meta({ id: 'WebhookEndpoint' });
export const webhookEndpoints = z
  .strictObject({ data: z.array(webhookEndpoint) })
  .meta({ id: 'WebhookEndpoints' });

const secret = z
  .string()
  .meta({ description: 'Signs the events; it cannot be read again.', example: 'whsec_C2FtcGxl…' });
export const webhookEndpointWithSecret = webhookEndpoint
  .extend({ secret })
  .meta({ id: 'WebhookEndpointWithSecret' });

export const newWebhookEndpoint = z
  .strictObject({
    url,
    types: types.default([...announcements]).meta({ description: 'Without it, all there are today.' }),
  })
  .meta({ id: 'NewWebhookEndpoint' });
export const webhookEndpointChange = z
  .strictObject({
    url: url.optional(),
    types: types.optional(),
    enabled: z.boolean({ error: 'must be true or false' }).optional(),
  })
  .meta({ id: 'WebhookEndpointChange' });

const webhookTry = z.strictObject({
  at: utc,
  outcome: z.enum(webhookOutcomes),
  status: z.int().nullable().meta({ description: 'Of the answer, where there was one.' }),
  durationMs: z.int(),
});

export const webhookDelivery = z
  .strictObject({
    id: z.int(),
    endpointId: z.int(),
    eventId: z.uuid().meta({ description: 'The `webhook-id` of every try.' }),
    type: z.enum([...announcements, testEvent]),
    appointmentId: z.int().nullable(),
    state: z.enum(webhookStates).meta({
      description:
        '`waiting` for its next try; `delivered`: answered 2xx; `failed`: given up after 24 hours, or not tried since the endpoint was off.',
    }),
    createdAt: utc,
    tries: z.int(),
    lastTry: webhookTry.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export const webhookDeliveryWithTries = webhookDelivery
  .extend({ log: z.array(webhookTry).meta({ description: 'The last 50 tries, newest first.' }) })
  .meta({ id: 'WebhookDeliveryWithTries' });
export const webhookDeliveries = z
  .strictObject({ data: z.array(webhookDelivery), nextCursor: z.string().nullable() })
  .meta({ id: 'WebhookDeliveries' });

export const webhookDeliveriesQuery = z.strictObject({
  state: z.enum(webhookStates, { error: `must be one of ${webhookStates.join(', ')}` }).optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .default('50')
    .transform(Number)
    .meta({ type: 'integer', minimum: 1, maximum: 100, default: 50 }),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'is not one that we gave; send nextCursor of the page before')
    .transform(Number)
    .optional()
    .meta({ type: 'string', description: '`nextCursor` of the page before.' }),
});

export const redeliveredMissed = z
  .strictObject({
    asked: z.int().meta({ description: 'How many are on their way again; at most 1,000 at once.' }),
    left: z.int().meta({ description: 'How many are missed still: ask once more.' }),
  })
  .meta({ id: 'RedeliveredMissed' });
