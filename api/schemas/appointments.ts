import { z } from 'zod';
import { eventKinds, reminderStates } from '../../domain/words';
import { externalId } from '../../intake/schema';
import { line, local, pageLimit, reason, status, utc } from './fields';

const actor = z.string().meta({
  description: '`system`, `client`, `twilio`, `staff:<name>`, or `source:<name>` such as `source:database`.',
});

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
  limit: pageLimit,
  cursor: z.string().optional().meta({ description: '`nextCursor` of the page before.' }),
});
