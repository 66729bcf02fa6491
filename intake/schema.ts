/** What an appointment is sent as, whoever sends it. The messages continue the field's name: "client.name must …". */
import { z } from 'zod';

/** PostgreSQL's text takes no NUL, and nobody can hear the other control characters. */
export function line(max: number) {
  return (
    z
      .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a text') })
      .trim()
      .min(1, 'must not be empty')
      .max(max, `must have at most ${max} characters`)
      // No flag u: the OpenAPI document would carry it inside the pattern.
      .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must not contain control characters')
  );
}

export const phone = line(40).meta({
  description: 'E.164; a number without a country code is read as one of DEFAULT_COUNTRY.',
  example: '+14155552671',
});

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
