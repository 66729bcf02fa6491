import type { Reason } from '../domain/words';
import { announce } from './announce';
import { addEvent, type Actor } from './events';
import type { Db, Tx } from './pool';

export interface DeskItem {
  id: number;
  appointmentId: number;
  reason: Reason;
  sinceMs: number;
  client: { name: string; phone: string };
  startsAtMs: number;
  doneAtMs: number | null;
  doneBy: Actor | null;
  note: string | null;
}

/** Puts a client on the list of those whom a person should ring; once per reason. */
export async function putOnDeskList(tx: Tx, appointmentId: number, reason: Reason): Promise<void> {
  const { rowCount } = await tx.query(
    `insert into desk_list (appointment_id, reason) values ($1, $2)
     on conflict (appointment_id, reason) where done_at is null do nothing`,
    [appointmentId, reason],
  );
  if (!rowCount) return;
  await addEvent(tx, { appointmentId, actor: 'system', what: 'desk_listed', reason });
  if (reason === 'not_reached') await announce(tx, 'appointment.not_reached', [appointmentId]);
}

/** Whoever answered, or was changed, need not be rung for not having been reached. */
export async function takeOffDeskList(
  tx: Tx,
  appointmentIds: number | readonly number[],
  reasons: readonly Reason[],
  note: string,
) {
  await tx.query(
    `update desk_list set done_at = now(), done_by = 'system', note = $3
     where appointment_id = any($1) and reason = any($2) and done_at is null`,
    [[appointmentIds].flat(), reasons, note],
  );
}

const items = `select d.id, d.appointment_id as "appointmentId", d.reason, d.since as "sinceMs",
    jsonb_build_object('name', a.client_name, 'phone', a.client_phone) as client, a.starts_at as "startsAtMs",
    d.done_at as "doneAtMs", d.done_by as "doneBy", d.note
  from desk_list d join appointments a on a.id = d.appointment_id`;

export async function listDesk(db: Db): Promise<DeskItem[]> {
  const { rows } = await db.query<DeskItem>(`${items} where d.done_at is null order by a.starts_at, d.id`);
  return rows;
}

/** What was done last comes first. */
export async function listDeskDone(db: Db, limit: number): Promise<DeskItem[]> {
  const { rows } = await db.query<DeskItem>(
    `${items} where d.done_at is not null order by d.done_at desc, d.id desc limit $1`,
    [limit],
  );
  return rows;
}

/** Done or not. */
export async function findDeskItem(db: Db, id: number): Promise<DeskItem | undefined> {
  const { rows } = await db.query<DeskItem>(`${items} where d.id = $1`, [id]);
  return rows[0];
}

/** False when there is no such item; repeating it changes nothing. */
export async function finishDeskItem(
  tx: Tx,
  id: number,
  actor: Actor,
  note: string | null,
): Promise<boolean> {
  const { rows } = await tx.query<{ appointmentId: number; reason: Reason; fresh: boolean }>(
    `with before as (select id, done_at from desk_list where id = $1 for update)
     update desk_list d set done_at = coalesce(d.done_at, now()), done_by = coalesce(d.done_by, $2),
       note = coalesce(d.note, $3)
     from before where d.id = before.id
     returning d.appointment_id as "appointmentId", d.reason, before.done_at is null as fresh`,
    [id, actor, note],
  );
  const [item] = rows;
  if (item?.fresh)
    await addEvent(tx, {
      appointmentId: item.appointmentId,
      actor,
      what: 'desk_done',
      reason: item.reason,
      detail: note ? { note } : {},
    });
  return item !== undefined;
}
