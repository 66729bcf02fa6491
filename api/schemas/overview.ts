import { z } from 'zod';
import { calling } from './calling';

const lateness = z.number().nullable().meta({
  description:
    'From the due instant of a reminder, perhaps moved, to the request that Twilio ring; first calls only. Milliseconds; null without any.',
});

const day = z.strictObject({
  date: z.iso.date().meta({ description: "The office's day.", example: '2026-11-24' }),
  appointments: z.int().meta({ description: 'That start on this day, the cancelled ones included.' }),
  called: z.int().meta({ description: 'Appointments about which somebody was called.' }),
  reached: z.int().meta({ description: 'Of those called: picked up, or left a message with the mailbox.' }),
  notReached: z.int().meta({ description: "Of those called: all the day's calls ended otherwise." }),
  confirmed: z.int().meta({ description: 'Answers of clients, by key or text, given on this day.' }),
  rescheduled: z.int(),
  cancelled: z.int(),
  latenessP50Ms: lateness,
  latenessP99Ms: lateness,
});

export const overviewQuery = z.strictObject({
  days: z
    .string()
    .regex(/^([1-9]|[1-8]\d|9[0-2])$/, 'must be a whole number from 1 to 92')
    .default('28')
    .transform(Number)
    .meta({ type: 'integer', minimum: 1, maximum: 92, default: 28 }),
});
export const overview = z
  .strictObject({
    timeZone: z.string(),
    days: z.array(day).meta({ description: 'Oldest first; the last is today.' }),
    answersByHour: z
      .array(
        z.strictObject({
          hour: z.int().min(0).max(23).meta({ description: "On the office's clock." }),
          confirm: z.int(),
          reschedule: z.int(),
          cancel: z.int(),
        }),
      )
      .meta({ description: 'Over all these days; only the hours in which anybody answered.' }),
  })
  .meta({ id: 'Overview' });

export const condition = z
  .strictObject({
    calling,
    parts: z.array(
      z.strictObject({
        part: z.enum(['database', 'temporal', 'worker', 'twilio', 'backlog', 'source', 'webhooks']),
        state: z.enum(['well', 'unwell', 'unknown']),
        words: z.string().meta({ description: 'For people: how it is, and what to do about it.' }),
      }),
    ),
  })
  .meta({ id: 'Condition' });
