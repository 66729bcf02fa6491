import type { Answer } from '../domain/words';
import type { Db } from './pool';

/** What the workflow has to know of an appointment: the current plan, and nothing personal. */
export interface DuePlan {
  appointmentId: number;
  revision: number;
  startsAtMs: number;
  status: string;
  reminders: { number: number; dueAtMs: number }[];
}

export interface DueSignal {
  attemptId: string;
  appointmentId: number;
  answer: Answer | null;
}

const backOff = `interval '1 second' * least(60, 2 ^ least(delivery_tries, 6))`;

/**
 * Claims appointments that are due for delivery, the nearest first: in a bulk of thousands, or after an outage, those
 * whose reminders come soonest must not wait for those of next month. Puts their next try off, so that several
 * processes share the work and one that dies leaves nothing behind. Several claims of one appointment are harmless.
 */
export async function claimDuePlans(db: Db, limit: number, only?: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `update appointments set delivery_tries = delivery_tries + 1, deliver_after = now() + interval '2 seconds' + ${backOff}
     where id in (
       select id from appointments
       where delivered_revision < revision and ($2::int is not null or deliver_after <= now())
         and ($2::int is null or id = $2)
       order by starts_at limit $1 for update skip locked)
     returning id`,
    [limit, only ?? null],
  );
  return rows.map((row) => row.id);
}

/** The current plan, whatever revision was claimed: late and overtaken deliveries deliver the newest. */
export async function currentPlan(db: Db, appointmentId: number): Promise<DuePlan | undefined> {
  const { rows } = await db.query<DuePlan>(
    `select a.id as "appointmentId", a.revision, a.starts_at as "startsAtMs", a.status,
       coalesce((select jsonb_agg(jsonb_build_object('number', r.number,
           'dueAtMs', round(extract(epoch from r.due_at) * 1000)) order by r.due_at, r.number)
         from reminders r where r.appointment_id = a.id and r.revision = a.revision
           and r.state in ('planned', 'calling')), '[]') as reminders
     from appointments a where a.id = $1`,
    [appointmentId],
  );
  return rows[0];
}

export async function markDelivered(db: Db, appointmentId: number, revision: number): Promise<void> {
  await db.query(
    `update appointments set delivered_revision = $2, delivery_tries = 0
     where id = $1 and delivered_revision < $2`,
    [appointmentId, revision],
  );
}

/** Answers and ends that the workflow has not heard of; claimed like plans. */
export async function claimDueSignals(db: Db, limit: number): Promise<DueSignal[]> {
  const { rows } = await db.query<DueSignal>(
    `update attempts set signal_after = clock_timestamp() + interval '10 seconds'
     where id in (select id from attempts where signal_after <= clock_timestamp()
       order by signal_after limit $1 for update skip locked)
     returning id as "attemptId", appointment_id as "appointmentId", answer`,
    [limit],
  );
  return rows;
}

export async function markSignalled(db: Db, attemptId: string): Promise<void> {
  await db.query('update attempts set signal_after = null where id = $1', [attemptId]);
}

/** Appointments that still have reminders ahead; the repair looks for those without a running workflow. */
export async function withRemindersAhead(db: Db, afterId: number, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `select a.id from appointments a
     where a.id > $1 and a.starts_at > now() and a.status = 'scheduled' and exists (
       select from reminders r where r.appointment_id = a.id and r.revision = a.revision
         and r.state in ('planned', 'calling'))
     order by a.id limit $2`,
    [afterId, limit],
  );
  return rows.map((row) => row.id);
}

export async function deliverAgain(db: Db, appointmentIds: readonly number[]): Promise<void> {
  await db.query(
    `update appointments set delivered_revision = 0, deliver_after = now(), delivery_tries = 0 where id = any($1)`,
    [appointmentIds],
  );
}
