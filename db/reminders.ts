import type { Reason, ReminderState } from '../domain/words';
import { at, type Db, type Tx } from './pool';

export interface Reminder {
  number: number;
  /** ISO 8601 duration before the start; null for "call now". */
  offset: string | null;
  dueAtMs: number;
  movedFromMs: number | null;
  state: ReminderState;
  reason: Reason | null;
}

const columns = `number, "offset", due_at as "dueAtMs", moved_from as "movedFromMs", state, reason`;

export async function insertReminders(
  tx: Tx,
  appointmentId: number,
  revision: number,
  reminders: readonly Reminder[],
): Promise<void> {
  await insertPlans(tx, [{ appointment: { id: appointmentId, revision }, reminders }]);
}

/** The plans of several appointments. */
export async function insertPlans(
  tx: Tx,
  plans: readonly { appointment: { id: number; revision: number }; reminders: readonly Reminder[] }[],
): Promise<void> {
  const reminders = plans.flatMap(({ appointment, reminders }) =>
    reminders.map((reminder) => ({ ...reminder, appointment })),
  );
  if (reminders.length === 0) return;
  await tx.query(
    `insert into reminders (appointment_id, revision, number, "offset", due_at, moved_from, state, reason)
     select * from unnest($1::int[], $2::int[], $3::int[], $4::text[], $5::timestamptz[], $6::timestamptz[],
       $7::text[], $8::text[])`,
    [
      reminders.map((r) => r.appointment.id),
      reminders.map((r) => r.appointment.revision),
      reminders.map((r) => r.number),
      reminders.map((r) => r.offset),
      reminders.map((r) => at(r.dueAtMs)),
      reminders.map((r) => (r.movedFromMs === null ? null : at(r.movedFromMs))),
      reminders.map((r) => r.state),
      reminders.map((r) => r.reason),
    ],
  );
}

export async function findReminders(db: Db, appointmentId: number, revision: number): Promise<Reminder[]> {
  const { rows } = await db.query<Reminder>(
    `select ${columns} from reminders where appointment_id = $1 and revision = $2 order by number`,
    [appointmentId, revision],
  );
  return rows;
}

/** The plan of one revision as that of the next one, as far as it has got. */
export async function carryReminders(tx: Tx, appointmentId: number, from: number, to: number): Promise<void> {
  await tx.query(
    `insert into reminders (appointment_id, revision, number, "offset", due_at, moved_from, state, reason)
     select appointment_id, $3, number, "offset", due_at, moved_from, state, reason
     from reminders where appointment_id = $1 and revision = $2`,
    [appointmentId, from, to],
  );
}

/** The current plans of several appointments, for a list. */
export async function remindersOf(
  db: Db,
  appointmentIds: readonly number[],
): Promise<Map<number, Reminder[]>> {
  const { rows } = await db.query<Reminder & { appointmentId: number }>(
    `select r.appointment_id as "appointmentId", r.number, r."offset", r.due_at as "dueAtMs",
       r.moved_from as "movedFromMs", r.state, r.reason
     from reminders r join appointments a on a.id = r.appointment_id and a.revision = r.revision
     where a.id = any($1) order by r.appointment_id, r.number`,
    [appointmentIds],
  );
  const byAppointment = new Map<number, Reminder[]>();
  for (const { appointmentId, ...reminder } of rows)
    byAppointment.set(appointmentId, [...(byAppointment.get(appointmentId) ?? []), reminder]);
  return byAppointment;
}

/** Moves one reminder on; one that is over stays as it is. */
export async function setReminderState(
  tx: Tx,
  reminder: { appointmentId: number; revision: number; reminder: number },
  state: ReminderState,
  reason: Reason | null = null,
): Promise<void> {
  await tx.query(
    `update reminders set state = $4, reason = coalesce($5, reason)
     where appointment_id = $1 and revision = $2 and number = $3 and state in ('planned', 'calling')`,
    [reminder.appointmentId, reminder.revision, reminder.reminder, state, reason],
  );
}

/** Ends all that is still ahead, such as after an answer or before a new revision's plan. */
export async function skipRemaining(
  tx: Tx,
  appointmentIds: number | readonly number[],
  reason: Reason,
): Promise<number[]> {
  const { rows } = await tx.query<{ number: number }>(
    `update reminders set state = 'skipped', reason = $2
     where appointment_id = any($1) and state in ('planned', 'calling') returning number`,
    [[appointmentIds].flat(), reason],
  );
  return rows.map((row) => row.number);
}
