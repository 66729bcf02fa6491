/** Appointments as rows of the front desk's lists, with all that their line *why* is made of, in one statement. */
import type { Standing } from '../domain/standing';
import { tellingKinds } from '../domain/standing';
import { at, type Db } from './pool';

export interface DayRow extends Standing {
  id: number;
  client: { name: string; phone: string };
}

/** How many of the last events that tell something are looked at: what follows them may hide the first. */
const eventsPerRow = 4;

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** `$1`: the kinds of events that tell something; `$2`: how many. */
const rowsOf = (where: string) => `select a.id, a.revision, a.status, a.attended, a.starts_at as "startsAtMs",
    json_build_object('name', a.client_name, 'phone', a.client_phone) as client,
    exists (select from opt_outs o where o.phone = a.client_phone) as "optedOut",
    (select d.reason from desk_list d where d.appointment_id = a.id and d.done_at is null order by d.id desc limit 1)
      as desk,
    coalesce((select json_agg(json_build_object('number', r.number, 'dueAtMs', ${ms('r.due_at')},
        'movedFromMs', ${ms('r.moved_from')}, 'state', r.state, 'reason', r.reason) order by r.number)
      from reminders r where r.appointment_id = a.id and r.revision = a.revision), '[]') as reminders,
    coalesce((select json_agg(json_build_object('id', t.id, 'channel', t.channel, 'purpose', t.purpose,
        'state', t.state, 'dialedAtMs', ${ms('t.dialed_at')}, 'pickedUpAtMs', ${ms('t.picked_up_at')},
        'outcome', t.outcome, 'answer', t.answer, 'errorCode', t.error_code) order by t.dialed_at)
      from attempts t where t.appointment_id = a.id and t.purpose <> 'test' and t.dialed_at is not null), '[]')
      as attempts,
    coalesce((select json_agg(json_build_object('atMs', ${ms('e.at')}, 'actor', e.actor, 'what', e.what,
        'reason', e.reason, 'attempt', e.attempt_id, 'detail', e.detail,
        'channel', (select channel from attempts where id = e.attempt_id)) order by e.id)
      from (select * from events where appointment_id = a.id and what = any($1) order by id desc limit $2) e), '[]')
      as events
  from appointments a where ${where} order by a.starts_at, a.id`;

/** Of all that start from `fromMs` to before `toMs`, by start. */
export async function rowsBetween(db: Db, fromMs: number, toMs: number): Promise<DayRow[]> {
  const { rows } = await db.query<DayRow>(rowsOf('a.starts_at >= $3 and a.starts_at < $4'), [
    tellingKinds,
    eventsPerRow,
    at(fromMs),
    at(toMs),
  ]);
  return rows;
}

/** By start. */
export async function rowsById(db: Db, ids: readonly number[]): Promise<DayRow[]> {
  const { rows } = await db.query<DayRow>(rowsOf('a.id = any($3)'), [tellingKinds, eventsPerRow, ids]);
  return rows;
}
