/** Calendars of the day's appointments that programs may subscribe to. For admins. */
import type { z } from 'zod';
import {
  createCalendarFeed,
  listCalendarFeeds,
  revokeCalendarFeed,
  type CalendarFeed,
} from '../../db/calendar-feeds';
import { utc } from '../appointments/view';
import { confidential, read, type Operation } from '../operation';
import { notFound } from '../problem';
import { calendarFeed, calendarFeeds, createdCalendarFeed, newCalendarFeed } from '../schemas/calendars';
import { idParams, noBody, noParams, noQuery } from '../schemas/fields';
import { logSecurity } from '../security-log';

const tag = 'Calendar feeds';
const role = 'admin';

export const calendarFeedOperations: readonly Operation[] = [
  read({
    path: '/v1/calendar-feeds',
    tag,
    role,
    summary: 'All calendar feeds, those in use first',
    params: noParams,
    query: noQuery,
    replies: {
      200: { description: 'Without their addresses, which are not stored.', schema: calendarFeeds },
    },
    problems: [],
    run: async (db) => ({ status: 200, body: { data: (await listCalendarFeeds(db)).map(feedView) } }),
  }),
  confidential({
    method: 'post',
    path: '/v1/calendar-feeds',
    tag,
    role,
    summary: 'Make a calendar feed',
    description:
      "Whoever has its address reads the names, numbers and answers of today's clients and those of the next 7 days.",
    params: noParams,
    body: newCalendarFeed,
    replies: { 201: { description: 'With its address, this once.', schema: createdCalendarFeed } },
    problems: [422],
    run: async ({ body }, { deps, caller, req }) => {
      const { secret, ...feed } = await createCalendarFeed(deps.pool, { ...body, createdBy: caller.actor });
      logSecurity(deps, req, 'calendar_feed_created', caller.id, { feed: feed.id });
      const url = `${deps.config.publicUrl}/calendar/${secret}.ics`;
      return { status: 201, body: { ...feedView(feed), url } };
    },
  }),
  confidential({
    method: 'delete',
    path: '/v1/calendar-feeds/{id}',
    tag,
    role,
    summary: 'Revoke a calendar feed',
    description: 'At once. Repeating it changes nothing.',
    params: idParams,
    body: noBody,
    replies: { 200: { description: 'The revoked feed.', schema: calendarFeed } },
    problems: [404, 422],
    run: async ({ params }, { deps, caller, req }) => {
      const feed = await revokeCalendarFeed(deps.pool, params.id);
      if (!feed) throw notFound(`There is no calendar feed ${params.id}.`);
      logSecurity(deps, req, 'calendar_feed_revoked', caller.id, { feed: feed.id });
      return { status: 200, body: feedView(feed) };
    },
  }),
];

function feedView({
  id,
  name,
  createdAtMs,
  createdBy,
  lastUsedOn,
  revokedAtMs,
}: CalendarFeed): z.output<typeof calendarFeed> {
  return {
    id,
    name,
    createdAt: utc(createdAtMs),
    createdBy,
    lastUsedAt: lastUsedOn,
    revokedAt: revokedAtMs === null ? null : utc(revokedAtMs),
  };
}
