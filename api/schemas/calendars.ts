import { z } from 'zod';
import { line, utc } from './fields';

export const calendarFeed = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    createdAt: utc,
    createdBy: z.string(),
    lastUsedAt: z.iso.date().nullable().meta({ description: 'The day, UTC.' }),
    revokedAt: utc.nullable(),
  })
  .meta({ id: 'CalendarFeed' });
export const calendarFeeds = z.strictObject({ data: z.array(calendarFeed) }).meta({ id: 'CalendarFeeds' });
export const newCalendarFeed = z
  .strictObject({ name: line(60).meta({ description: 'Who reads it.', example: "Ana's phone" }) })
  .meta({ id: 'NewCalendarFeed' });
export const createdCalendarFeed = calendarFeed
  .extend({ url: z.url().meta({ description: 'To subscribe to; it cannot be read again.' }) })
  .meta({ id: 'CreatedCalendarFeed' });
