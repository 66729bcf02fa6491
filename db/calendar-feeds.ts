import type { Actor } from './events';
import type { Db } from './pool';
import { hashSecret, newSecret } from './secrets';

export interface CalendarFeed {
  id: number;
  name: string;
  createdAtMs: number;
  createdBy: Actor;
  /** The day in UTC, such as `2026-11-24`. */
  lastUsedOn: string | null;
  revokedAtMs: number | null;
}

const columns = `id, name, created_at as "createdAtMs", created_by as "createdBy",
  last_used_on::text as "lastUsedOn", revoked_at as "revokedAtMs"`;

/** Returns the secret as well; it cannot be read again. */
export async function createCalendarFeed(
  db: Db,
  feed: { name: string; createdBy: Actor },
): Promise<CalendarFeed & { secret: string }> {
  const secret = newSecret();
  const { rows } = await db.query<CalendarFeed>(
    `insert into calendar_feeds (name, hash, created_by) values ($1, $2, $3) returning ${columns}`,
    [feed.name, hashSecret(secret), feed.createdBy],
  );
  const [created] = rows;
  if (!created) throw new Error('An insert has returned nothing.');
  return { ...created, secret };
}

/** Those in use first, each by age. */
export async function listCalendarFeeds(db: Db): Promise<CalendarFeed[]> {
  const { rows } = await db.query<CalendarFeed>(
    `select ${columns} from calendar_feeds order by revoked_at is not null, id`,
  );
  return rows;
}

/** Undefined when there is no such feed; one that was revoked before stays as it was. */
export async function revokeCalendarFeed(db: Db, id: number): Promise<CalendarFeed | undefined> {
  const { rows } = await db.query<CalendarFeed>(
    `update calendar_feeds set revoked_at = coalesce(revoked_at, now()) where id = $1 returning ${columns}`,
    [id],
  );
  return rows[0];
}

/** Whether the secret is one that was not revoked. Notes the day of its last use, with one write a day. */
export async function isCalendarFeed(db: Db, secret: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `with used as (
       update calendar_feeds set last_used_on = (now() at time zone 'utc')::date
       where hash = $1 and revoked_at is null and last_used_on is distinct from (now() at time zone 'utc')::date
     )
     select from calendar_feeds where hash = $1 and revoked_at is null`,
    [hashSecret(secret)],
  );
  return rowCount === 1;
}
