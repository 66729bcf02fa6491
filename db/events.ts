import type { Channel, EventKind, Reason, SourceName } from '../domain/words';
import { at, type Db } from './pool';

/** Who did it: `system`, `client`, `twilio`, `staff:<name>`, or `source:<name>`, such as the office's own database. */
export type Actor = 'system' | 'client' | 'twilio' | `staff:${string}` | `source:${SourceName}`;

export interface NewEvent {
  appointmentId: number;
  actor: Actor;
  what: EventKind;
  reason?: Reason | null;
  attemptId?: string;
  detail?: Record<string, unknown>;
}

export interface TimelineEvent {
  id: number;
  atMs: number;
  actor: Actor;
  what: EventKind;
  reason: Reason | null;
  attempt: string | null;
  /** The attempt's. */
  channel: Channel | null;
  detail: Record<string, unknown>;
}

export async function addEvent(db: Db, event: NewEvent, nowMs?: number): Promise<void> {
  await db.query(
    `insert into events (appointment_id, at, actor, what, reason, attempt_id, detail)
     values ($1, coalesce($2, clock_timestamp()), $3, $4, $5, $6, $7)`,
    [
      event.appointmentId,
      nowMs === undefined ? null : at(nowMs),
      event.actor,
      event.what,
      event.reason ?? null,
      event.attemptId ?? null,
      event.detail ?? {},
    ],
  );
}

/** Several at once, in the order given. */
export async function addEvents(db: Db, events: readonly NewEvent[], nowMs: number): Promise<void> {
  if (events.length === 0) return;
  await db.query(
    `insert into events (appointment_id, at, actor, what, reason, attempt_id, detail)
     select "appointmentId", $2, actor, what, reason, "attemptId", coalesce(detail, '{}')
     from rows from (json_to_recordset($1) as ("appointmentId" int, actor text, what text, reason text,
       "attemptId" text, detail jsonb)) with ordinality
     order by ordinality`,
    [JSON.stringify(events), at(nowMs)],
  );
}

/** Whether this has been told already, for what is tried again every few seconds. */
export async function hasEvent(
  db: Db,
  event: Pick<NewEvent, 'appointmentId' | 'attemptId' | 'what' | 'reason'>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from events where appointment_id = $1 and attempt_id = $2 and what = $3 and reason = $4 limit 1',
    [event.appointmentId, event.attemptId, event.what, event.reason],
  );
  return rowCount !== 0;
}

const columns = `id, at as "atMs", actor, what, reason, attempt_id as "attempt",
  (select channel from attempts where attempts.id = attempt_id) as channel, detail`;

/** Oldest first. */
export async function timeline(db: Db, appointmentId: number): Promise<TimelineEvent[]> {
  const { rows } = await db.query<TimelineEvent>(
    `select ${columns} from events where appointment_id = $1 order by id`,
    [appointmentId],
  );
  return rows;
}

export async function lastEventsOf(
  db: Db,
  appointmentIds: readonly number[],
): Promise<Map<number, TimelineEvent>> {
  const { rows } = await db.query<TimelineEvent & { appointmentId: number }>(
    `select a.id as "appointmentId", e.* from unnest($1::int[]) as a (id)
     cross join lateral (select ${columns} from events where appointment_id = a.id order by events.id desc limit 1) e`,
    [appointmentIds],
  );
  return new Map(rows.map(({ appointmentId, ...event }) => [appointmentId, event]));
}
