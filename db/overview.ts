/** What was done day by day, counted where the rows are. Days and hours are the office's. */
import { at, type Db } from './pool';

export interface DayCount {
  /** Such as `2026-11-24`. */
  date: string;
  /** That start on this day, the cancelled ones included. */
  appointments: number;
  /** Appointments about which a call went out. */
  called: number;
  /** Of these: somebody picked up, or a mailbox took the message. */
  reached: number;
  /** Of these: all calls of the day ended otherwise. */
  notReached: number;
  /** Answers of clients, by key or text. */
  confirmed: number;
  rescheduled: number;
  cancelled: number;
  /** How long after its due instant the first call of a reminder went out; null where none did. */
  latenessP50Ms: number | null;
  latenessP99Ms: number | null;
}

export interface HourCount {
  /** 0 to 23 */
  hour: number;
  confirm: number;
  reschedule: number;
  cancel: number;
}

interface Period {
  /** The last day, such as `2026-11-24`. */
  to: string;
  /** How many. */
  days: number;
  /** IANA */
  timeZone: string;
}

const counted = ['confirm', 'reschedule', 'cancel']
  .map((answer) => `(count(*) filter (where detail->>'answer' = '${answer}'))::int as "${answer}"`)
  .join(', ');

const ms = (interval: string) => `round(extract(epoch from ${interval}) * 1000)::float8`;

/** One row a day, oldest first. Each day by itself, over indexes by time: it stays small, however many days there are. */
export async function countDays(db: Db, { to, days, timeZone }: Period): Promise<DayCount[]> {
  const { rows } = await db.query<DayCount>(
    `with days as (
       select to_char(day, 'YYYY-MM-DD') as date, day::timestamp at time zone $1 as begins,
         (day + interval '1 day')::timestamp at time zone $1 as ends
       from generate_series($2::timestamp - ($3 - 1) * interval '1 day', $2::timestamp, interval '1 day') as day)
     select date, by_start.appointments, by_call.called, by_call.reached, by_call."notReached",
       by_answer.confirm as confirmed, by_answer.reschedule as rescheduled, by_answer.cancel as cancelled,
       ${ms('late[1]')} as "latenessP50Ms", ${ms('late[2]')} as "latenessP99Ms"
     from days
     cross join lateral (
       select count(*)::int as appointments from appointments where starts_at >= begins and starts_at < ends) by_start
     cross join lateral (
       select count(*)::int as called, (count(*) filter (where reached))::int as reached,
         (count(*) filter (where over and reached is not true))::int as "notReached"
       from (
         select bool_or(outcome in ('picked_up', 'voicemail')) as reached, bool_and(state = 'ended') as over
         from attempts
         where channel = 'call' and purpose = 'reminder' and dialed_at >= begins and dialed_at < ends
           and state in ('dialing', 'placed', 'unresolved', 'ended')
         group by appointment_id) clients) by_call
     cross join lateral (
       select percentile_disc(array[0.5, 0.99]) within group (order by dialed_at - (
         -- One by one, by the key: for one day's calls the planner would rather read all reminders.
         select due_at from reminders r
         where r.appointment_id = t.appointment_id and r.revision = t.revision and r.number = t.reminder)) as late
       from attempts t
       -- Number 0 is "call now": due when it is asked for.
       where channel = 'call' and purpose = 'reminder' and dialed_at >= begins and dialed_at < ends
         and t.reminder > 0 and t.number = 1) by_lateness
     cross join lateral (
       select ${counted} from events where what = 'answer_recorded' and at >= begins and at < ends) by_answer
     order by date`,
    [timeZone, to, days],
  );
  return rows;
}

/** When clients answer: only the hours in which any did. */
export async function countHours(db: Db, { to, days, timeZone }: Period): Promise<HourCount[]> {
  const { rows } = await db.query<HourCount>(
    `select extract(hour from at at time zone $1)::int as hour, ${counted} from events
     where what = 'answer_recorded' and detail->>'answer' in ('confirm', 'reschedule', 'cancel')
       and at >= ($2::timestamp - ($3 - 1) * interval '1 day') at time zone $1
       and at < ($2::timestamp + interval '1 day') at time zone $1
     group by 1 order by 1`,
    [timeZone, to, days],
  );
  return rows;
}

export interface Backlog {
  calls: number;
  /** Null when there is none. */
  oldestDueMs: number | null;
}

/**
 * Calls that were due before then and have not gone out, though no rule has put them off: the worker is behind, or
 * stands still. One whose first call went out is settled by the retry table, and is not counted.
 */
export async function countBacklog(db: Db, dueBeforeMs: number, nowMs: number): Promise<Backlog> {
  const { rows } = await db.query<Backlog>(
    `select count(*)::int as calls, min(r.due_at) as "oldestDueMs"
     from reminders r join appointments a on a.id = r.appointment_id and a.revision = r.revision
     where r.state in ('planned', 'calling') and r.due_at < $1 and a.status = 'scheduled' and a.starts_at > $2
       and not exists (select from attempts t where t.appointment_id = r.appointment_id and t.revision = r.revision
         and t.reminder = r.number and t.dialed_at is not null)
       and not exists (select from events e where e.appointment_id = r.appointment_id and e.what = 'reminder_deferred'
         and (e.detail->>'untilMs')::int8 > $3)`,
    [at(dueBeforeMs), at(nowMs), nowMs],
  );
  return rows[0] ?? { calls: 0, oldestDueMs: null };
}
