import { z } from 'zod';
import { eventKinds, reminderStates } from '../../domain/words';
import { line, local, phone, reason, status, utc } from './fields';

const startsAt = line(40).meta({
  description: 'With an offset from UTC; or local time, which is of `timeZone`, else of the office.',
  example: '2026-11-24T09:00:00+01:00',
});
const timeZone = line(60).meta({ description: 'IANA time zone.', example: 'Europe/Berlin' });
const locale = line(35).meta({ description: 'BCP 47; null: the default language.', example: 'de' });
const durationMinutes = z
  .int('must be a whole number of minutes')
  .min(1, 'must be 1 or more')
  .max(10_080, 'must be at most a week, 10080')
  .nullable()
  .meta({ example: 30 });
const offsets = z
  .array(line(40), { error: 'must be a list such as ["P1D","PT1H"]' })
  .max(10, 'must be at most 10')
  .nullable()
  .meta({
    description:
      "How long before the start: ISO 8601 durations. Days count on the office's clock, hours are elapsed time. null: the office's own; []: none.",
    example: ['P1D', 'PT1H'],
  });
const metadata = z
  .record(
    z.string().min(1).max(100),
    z.union(
      [
        z
          .string()
          .max(1000)
          .regex(/^[^\u0000]*$/, 'must not contain NUL'),
        z.number(),
        z.boolean(),
        z.null(),
      ],
      {
        error: 'must be a text of up to 1000 characters, a number, true, false or null',
      },
    ),
    { error: 'must be an object of plain values' },
  )
  .refine((object) => Object.keys(object).length <= 20, 'must have at most 20 entries')
  .refine((object) => !Object.keys(object).some((key) => key.includes('\0')), 'must not contain NUL')
  .refine(
    (object) => new TextEncoder().encode(JSON.stringify(object)).length <= 4096,
    'must be at most 4096 bytes as JSON',
  )
  .meta({ description: 'Yours, given back as it is: up to 20 plain values.', example: { room: '3' } });

const client = z.strictObject(
  {
    name: line(100).meta({ example: 'Ada Lovelace' }),
    phone,
    locale: locale.nullable().optional(),
    timeZone: timeZone.nullable().optional(),
  },
  { error: (issue) => (issue.input === undefined ? 'is missing' : 'must be an object with name and phone') },
);

export const externalId = line(200).meta({ description: 'Your name for it.', example: 'crm-4711' });

/** What POST and PUT share: the whole appointment. */
const whole = z.strictObject({
  client,
  startsAt,
  timeZone: timeZone.optional(),
  durationMinutes: durationMinutes.optional(),
  reminders: offsets.optional(),
  bookedAt: line(40).optional().meta({
    description: 'When it was really booked, if not now; reminders keep their distance from it.',
  }),
  metadata: metadata.optional(),
});

export const replacement = whole.meta({ id: 'AppointmentContent' });
export const registration = whole
  .extend({ externalId: externalId.nullable().optional() })
  .meta({ id: 'NewAppointment' });
export const changes = z
  .strictObject({
    client: client.partial().optional(),
    startsAt: startsAt.optional(),
    timeZone: timeZone.optional(),
    durationMinutes: durationMinutes.optional(),
    reminders: offsets.optional(),
    metadata: metadata.optional(),
    attended: z
      .boolean('must be true or false')
      .optional()
      .meta({ description: 'Whether the client came; once the start has passed.' }),
  })
  .meta({ id: 'AppointmentChanges' });

export type Replacement = z.output<typeof replacement>;
export type Changes = z.output<typeof changes>;

const actor = z.string().meta({ description: '`system`, `client`, `twilio` or `staff:<name of the key>`.' });

export const event = z
  .strictObject({
    at: utc,
    actor,
    what: z.enum(eventKinds),
    reason: reason.optional(),
    attempt: z.string().optional().meta({ example: '17-1-2-1' }),
    detail: z.record(z.string(), z.unknown()),
    summary: z.string().meta({
      description: "For people, in English and on the office's clock; without its own time.",
      example: 'The client confirmed by phone',
    }),
  })
  .meta({ id: 'TimelineEvent' });
export const timeline = z.strictObject({ data: z.array(event) }).meta({ id: 'Timeline' });

export const reminder = z
  .strictObject({
    number: z.int().meta({ description: '1, 2, … by time; 0 is "call now".' }),
    offset: z.string().nullable().meta({ description: 'null for "call now".', example: 'P1D' }),
    dueAt: utc,
    dueAtLocal: local,
    state: z.enum(reminderStates),
    reason: reason.optional(),
    movedFrom: utc.optional(),
    movedFromLocal: local.optional(),
    summary: z.string().meta({
      description: "For people, in English and on the office's clock.",
      example: 'We will call on Tuesday, November 24 at 2:00 PM.',
    }),
  })
  .meta({ id: 'Reminder' });

export const appointment = z
  .strictObject({
    id: z.int().meta({ example: 17 }),
    externalId: z.string().nullable(),
    revision: z
      .int()
      .meta({ description: 'Names the plan; grows when what is said, dialled or decided changes.' }),
    version: z.int().meta({ description: 'Grows with every change; it is the ETag.' }),
    status,
    past: z.boolean(),
    attended: z.boolean().nullable(),
    optedOut: z.boolean().meta({ description: 'The number wants to be contacted no more, on no channel.' }),
    startsAt: utc,
    startsAtLocal: local,
    durationMinutes: z.int().nullable(),
    client: z.strictObject({
      name: z.string(),
      phone: z.string().meta({ description: 'E.164' }),
      locale: z.string().nullable(),
      timeZone: z.string().nullable(),
    }),
    reminders: z.array(reminder),
    bookedAt: utc,
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    lastEvent: event.optional(),
    createdAt: utc,
    updatedAt: utc,
    links: z.strictObject({
      self: z.string(),
      timeline: z.string(),
      workflow: z.string().optional().meta({ description: 'In the Temporal Web UI.' }),
    }),
  })
  .meta({ id: 'Appointment' });

export const preview = z
  .strictObject({ startsAt: utc, startsAtLocal: local, reminders: z.array(reminder) })
  .meta({ id: 'Preview' });

export const page = z
  .strictObject({ data: z.array(appointment), nextCursor: z.string().nullable() })
  .meta({ id: 'AppointmentPage' });

export const callNow = z
  .strictObject({ attempt: z.string().meta({ example: '17-2-0-1' }), reminder, appointment })
  .meta({ id: 'CallNow' });

export const listQuery = z.strictObject({
  status: status.optional(),
  from: line(40).optional().meta({
    description: 'First start, inclusive: like startsAt, or a day of the office.',
    example: '2026-11-24',
  }),
  to: line(40).optional().meta({ description: 'Last start, exclusive.', example: '2026-11-25' }),
  externalId: externalId.optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/, 'must be a whole number from 1 to 200')
    .default('50')
    .transform(Number)
    .meta({ type: 'integer', minimum: 1, maximum: 200, default: 50 }),
  cursor: z.string().optional().meta({ description: '`nextCursor` of the page before.' }),
});
