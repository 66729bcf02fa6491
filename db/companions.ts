/** Appointments of one number and day that share a call: see `domain/family.ts`. */
import type { Family, Moment, Relative } from '../domain/family';
import type { ReminderState } from '../domain/words';
import { announce } from './announce';
import { findAppointment, updateAppointment, type Appointment } from './appointments';
import { takeOffDeskList } from './desk-list';
import { addEvent } from './events';
import { at, type Db, type Tx } from './pool';
import { carryReminders, skipRemaining } from './reminders';

interface RelativeRow extends Omit<Relative, 'reminders'> {
  /** Null: it has none. */
  state: ReminderState | null;
  offset: string | null;
  atMs: number;
}

/** Of this appointment's number and office day: how far each one's reminders have got, and where this one was named. */
export async function familyOf(
  db: Db,
  { id, revision, startsAtMs, client }: Appointment,
  { timeZone, nowMs }: { timeZone: string; nowMs: number },
): Promise<Family> {
  const { rows } = await db.query<RelativeRow>(
    `select a.id, a.revision, a.starts_at as "startsAtMs", r.state, r."offset", r.due_at as "atMs"
     from appointments a left join reminders r on r.appointment_id = a.id and r.revision = a.revision
     where a.client_phone = $2 and a.id <> $1 and a.status = 'scheduled' and a.starts_at > $5
       and a.starts_at between $3::timestamptz - interval '1 day' and $3::timestamptz + interval '1 day'
       and (a.starts_at at time zone $4)::date = ($3::timestamptz at time zone $4)::date
     order by a.starts_at, a.id`,
    [id, client.phone, at(startsAtMs), timeZone, at(nowMs)],
  );
  const heard = await db.query<Moment>(
    `select r."offset", c.named_at as "atMs"
     from companions c join attempts t on t.id = c.attempt_id
       join reminders r on r.appointment_id = t.appointment_id and r.revision = t.revision and r.number = t.reminder
     where c.appointment_id = $1 and c.revision = $2 and c.named_at is not null`,
    [id, revision],
  );
  const relatives = new Map<number, Relative>();
  for (const { state, offset, atMs, ...relative } of rows) {
    const reminders = relatives.get(relative.id)?.reminders ?? [];
    relatives.set(relative.id, {
      ...relative,
      reminders: state === null ? reminders : [...reminders, { state, offset, atMs }],
    });
  }
  return { heardIn: heard.rows, relatives: [...relatives.values()] };
}

/** Whom the call or text will name besides its own; a try that was not accepted is forgotten. */
export async function setCompanions(
  tx: Tx,
  attemptId: string,
  relatives: readonly Relative[],
): Promise<void> {
  await tx.query('delete from companions where attempt_id = $1', [attemptId]);
  await tx.query(
    `insert into companions (attempt_id, appointment_id, revision)
     select $1, id, revision from unnest($2::int[], $3::int[]) as r (id, revision)`,
    [attemptId, relatives.map(({ id }) => id), relatives.map(({ revision }) => revision)],
  );
}

export interface Companion {
  id: number;
  startsAtMs: number;
  /** By the answer to this call or text. */
  confirmed: boolean;
}

/** The text that confirms an answer names what that answer confirmed, and may be answered in its turn. */
export async function copyConfirmed(
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<Companion[]> {
  await tx.query('delete from companions where attempt_id = $1', [to]);
  await tx.query(
    `insert into companions (attempt_id, appointment_id, revision, confirmed_at)
     select $2, appointment_id, revision, confirmed_at from companions
     where attempt_id = $1 and confirmed_at is not null`,
    [from, to],
  );
  return companionsOf(tx, to);
}

/** Whether a call or text was about others besides its own, whatever has become of them. */
export async function isAboutSeveral(db: Db, attemptId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from companions where attempt_id = $1 limit 1', [attemptId]);
  return rowCount !== 0;
}

/** Those that still are what the call was placed for, or as it has confirmed them. */
export async function companionsOf(db: Db, attemptId: string): Promise<Companion[]> {
  const { rows } = await db.query<Companion>(
    `select a.id, a.starts_at as "startsAtMs", c.confirmed_at is not null as confirmed
     from companions c join appointments a on a.id = c.appointment_id
     where c.attempt_id = $1 and a.revision = c.revision
       and a.status = case when c.confirmed_at is null then 'scheduled' else 'confirmed' end
     order by a.starts_at, a.id`,
    [attemptId],
  );
  return rows;
}

/** They are heard of now; their own reminder of this kind is skipped as `combined` when its moment comes. */
export async function markNamed(
  tx: Tx,
  attempt: { id: string; appointmentId: number },
  companions: readonly Companion[],
  nowMs: number,
): Promise<void> {
  const { rows } = await tx.query<{ id: number }>(
    `update companions set named_at = $3
     where attempt_id = $1 and appointment_id = any($2) and named_at is null and confirmed_at is null returning appointment_id as id`,
    [attempt.id, companions.map(({ id }) => id), at(nowMs)],
  );
  for (const { id } of rows)
    await addEvent(
      tx,
      {
        appointmentId: id,
        attemptId: attempt.id,
        actor: 'system',
        what: 'named_together',
        reason: 'combined',
        detail: { with: attempt.appointmentId },
      },
      nowMs,
    );
}

/** Until the transaction ends. In order of id, so that two that need the same ones cannot wait for each other. */
export async function lockTogether(tx: Tx, attemptId: string, appointmentId: number): Promise<void> {
  await tx.query(
    `select from appointments
     where id = $2 or id in (select appointment_id from companions where attempt_id = $1)
     order by id for no key update`,
    [attemptId, appointmentId],
  );
}

/**
 * Confirms those that the client heard of and that have not changed since. Their revision grows, without anything
 * ahead, so that delivery ends their workflows. They are locked by `lockTogether`.
 */
export async function confirmCompanions(
  tx: Tx,
  attempt: { id: string; appointmentId: number },
  nowMs: number,
): Promise<void> {
  const { rows } = await tx.query<{ id: number }>(
    `update companions c set confirmed_at = $2 from appointments a
     where c.attempt_id = $1 and c.named_at is not null and c.confirmed_at is null
       and a.id = c.appointment_id and a.revision = c.revision and a.status = 'scheduled'
     returning a.id`,
    [attempt.id, at(nowMs)],
  );
  for (const { id } of rows) {
    const before = await findAppointment(tx, id);
    if (!before) continue;
    const event = { appointmentId: id, attemptId: attempt.id, actor: 'client', reason: 'combined' } as const;
    await skipRemaining(tx, id, 'answered');
    const after = await updateAppointment(tx, id, { ...before, status: 'confirmed' }, 'revision');
    await carryReminders(tx, id, before.revision, after.revision);
    await tx.query('update companions set revision = $3 where attempt_id = $1 and appointment_id = $2', [
      attempt.id,
      id,
      after.revision,
    ]);
    await takeOffDeskList(
      tx,
      id,
      ['not_reached', 'refused', 'failed', 'too_late', 'unresolved'],
      'The client confirmed.',
    );
    await addEvent(
      tx,
      { ...event, what: 'answer_recorded', detail: { answer: 'confirm', with: attempt.appointmentId } },
      nowMs,
    );
    await announce(tx, 'appointment.confirmed', [id]);
  }
}
