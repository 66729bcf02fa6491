import type { AnsweredBy } from '../domain/dialogue';
import type { Answer, AttemptState, Channel, Outcome, Purpose } from '../domain/words';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { attemptMoves, liveStates } from '../domain/attempt-states';
import { at, type Db, type Tx } from './pool';

export interface Attempt {
  id: string;
  appointmentId: number;
  revision: number;
  reminder: number;
  number: number;
  channel: Channel;
  purpose: Purpose;
  state: AttemptState;
  phone: string;
  sid: string | null;
  dialBeforeMs: number | null;
  dialedAtMs: number | null;
  pickedUpAtMs: number | null;
  answeredBy: AnsweredBy | null;
  endedAtMs: number | null;
  outcome: Outcome | null;
  errorCode: string | null;
  answer: Answer | null;
  answeredAtMs: number | null;
}

const columns = `id, appointment_id as "appointmentId", revision, reminder, number, channel, purpose, state, phone,
  sid, dial_before as "dialBeforeMs", dialed_at as "dialedAtMs", picked_up_at as "pickedUpAtMs", answered_by as "answeredBy",
  ended_at as "endedAtMs", outcome, error_code as "errorCode", answer, answered_at as "answeredAtMs"`;

/** Names the attempt; one that exists already stays as it is. */
export async function reserve(
  tx: Tx,
  key: AttemptKey,
  channel: Channel,
  purpose: Purpose,
  phone: string,
): Promise<Attempt> {
  const id = attemptId(key);
  await tx.query(
    `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, phone)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [id, key.appointmentId, key.revision, key.reminder, key.attempt, channel, purpose, phone],
  );
  const { rows } = await tx.query<Attempt>(`select ${columns} from attempts where id = $1 for update`, [id]);
  const [attempt] = rows;
  if (!attempt) throw new Error(`Attempt ${id} vanished while it was being reserved.`);
  return attempt;
}

export async function findAttempt(db: Db, id: string, lock?: 'update'): Promise<Attempt | undefined> {
  const { rows } = await db.query<Attempt>(
    `select ${columns} from attempts where id = $1 ${lock ? 'for update' : ''}`,
    [id],
  );
  return rows[0];
}

export async function attemptsOf(db: Db, appointmentId: number): Promise<Attempt[]> {
  const { rows } = await db.query<Attempt>(
    `select ${columns} from attempts where appointment_id = $1 order by created_at, id`,
    [appointmentId],
  );
  return rows;
}

/** The last text that may have reached this number, whatever it was about. */
export async function lastTextTo(db: Db, phone: string): Promise<Attempt | undefined> {
  const { rows } = await db.query<Attempt>(
    `select ${columns} from attempts
     where phone = $1 and channel = 'sms' and state in ('dialing', 'placed', 'unresolved', 'ended')
     order by dialed_at desc, id desc limit 1`,
    [phone],
  );
  return rows[0];
}

// Each move names in its condition the states that `domain/attempt-states.ts` lets it start from, and is false when the
// attempt was in none of them.

/** Reserved → dialing. False when somebody else was faster. Throws the unique violation of a number in use. */
export async function startDialing(
  tx: Tx,
  id: string,
  phone: string,
  nowMs: number,
  dialBeforeMs: number,
): Promise<boolean> {
  const { from, to } = attemptMoves.start_dialing;
  const { rowCount } = await tx.query(
    `update attempts set state = $2, phone = $4, dialed_at = $5, dial_before = $6
     where id = $1 and state = any($3)`,
    [id, to, from, phone, at(nowMs), at(dialBeforeMs)],
  );
  return rowCount === 1;
}

/** Back to reserved: only for a POST that was certainly not accepted. */
export async function releaseDialing(db: Db, id: string): Promise<boolean> {
  const { from, to } = attemptMoves.release;
  const { rowCount } = await db.query(
    `update attempts set state = $2, dialed_at = null, dial_before = null
     where id = $1 and state = any($3)`,
    [id, to, from],
  );
  return rowCount === 1;
}

/**
 * Binds the first SID that shows up, in a 201 or in a webhook, and moves a waiting attempt to `placed`.
 * False when another SID is bound, or the attempt was given up: that call must be hung up.
 */
export async function bindSid(db: Db, id: string, sid: string): Promise<boolean> {
  const { from, to } = attemptMoves.bind_sid;
  const { rowCount } = await db.query(
    `update attempts set sid = $4, state = case when state = any($3) then $2 else state end
     where id = $1 and (sid = $4 or sid is null and state = any($3))`,
    [id, to, from, sid],
  );
  return rowCount === 1;
}

/** Moves forward only: an ended attempt stays ended. False when it was past that already. */
export async function moveTo(
  db: Db,
  id: string,
  event: 'mark_unresolved' | 'refuse' | 'retire' | 'give_up',
  errorCode: string | null = null,
): Promise<boolean> {
  const { from, to } = attemptMoves[event];
  const { rowCount } = await db.query(
    `update attempts set state = $2, error_code = coalesce($4, error_code)
     where id = $1 and state = any($3)`,
    [id, to, from, errorCode],
  );
  return rowCount === 1;
}

/** What a client is told: personal, so it is kept here alone. */
export interface Said {
  /** BCP 47 */
  locale: string;
  text: string;
}

/** False when it was known already; `said` is what the phone speaks first. */
export async function setPickedUp(
  db: Db,
  id: string,
  answeredBy: AnsweredBy,
  said: Said,
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update attempts set picked_up_at = $2, answered_by = $3, locale = $4, said = $5
     where id = $1 and picked_up_at is null`,
    [id, at(nowMs), answeredBy, said.locale, said.text],
  );
  return rowCount === 1;
}

/** What a text says, before it is sent. */
export async function setWritten(tx: Tx, id: string, { locale, text }: Said): Promise<void> {
  await tx.query('update attempts set locale = $2, said = $3 where id = $1', [id, locale, text]);
}

/** Stores how the call or text ended, once. `signal`: the workflow has to hear of it. */
export async function endAttempt(
  tx: Tx,
  id: string,
  end: { outcome: Outcome; nowMs: number; errorCode?: string | null },
  signal: boolean,
): Promise<boolean> {
  const { from, to } = attemptMoves.end;
  const { rowCount } = await tx.query(
    `update attempts set state = $2, outcome = $4, ended_at = $5, error_code = $6,
       signal_after = case when $7 then clock_timestamp() + interval '3 seconds' else signal_after end
     where id = $1 and state = any($3)`,
    [id, to, from, end.outcome, at(end.nowMs), end.errorCode ?? null, signal],
  );
  return rowCount === 1;
}

/** The first valid key of the call; false when there is one already. */
export async function storeAnswer(tx: Tx, id: string, answer: Answer, nowMs: number, signal: boolean) {
  const { rowCount } = await tx.query(
    `update attempts set answer = $2, answered_at = $3, picked_up_at = coalesce(picked_up_at, $3),
       signal_after = case when $4 then clock_timestamp() + interval '3 seconds' else signal_after end
     where id = $1 and answer is null`,
    [id, answer, at(nowMs), signal],
  );
  return rowCount === 1;
}

/** What the rules ask about a number at the moment of dialling. */
export async function contactsOf(
  db: Db,
  phone: string,
  attempt: string,
  dayStartMs: number,
): Promise<{ callsToday: number; live: boolean; lastReachedMs: number | null }> {
  const { rows } = await db.query<{ callsToday: number; live: boolean; lastReachedMs: number | null }>(
    `select count(*) filter (where channel = 'call' and dialed_at >= $3
              and (state = any($4) or state = 'ended')) as "callsToday",
       coalesce(bool_or(channel = 'call' and state = any($4)), false) as live,
       max(coalesce(ended_at, dialed_at)) filter (where purpose = 'reminder'
              and outcome in ('picked_up', 'voicemail', 'delivered')) as "lastReachedMs"
     from attempts where phone = $1 and id <> $2 and purpose <> 'test'`,
    [phone, attempt, at(dayStartMs), liveStates],
  );
  return rows[0] ?? { callsToday: 0, live: false, lastReachedMs: null };
}

/**
 * Calls that may still ring by our record, longer after their dialling than anyone waits for news: nobody would end
 * them when a callback was lost and their workflow had moved on, and each keeps its number from being called.
 */
export async function staleCalls(
  db: Db,
  nowMs: number,
  { resolveAfterMs, settleWithinMs }: { resolveAfterMs: number; settleWithinMs: number },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from attempts where channel = 'call' and state = any($1)
       and dialed_at < case when state = 'placed' then $2::timestamptz else $3 end
     order by dialed_at`,
    [liveStates, at(nowMs - settleWithinMs), at(nowMs - resolveAfterMs)],
  );
  return rows.map((row) => row.id);
}

/** Those SIDs that are bound to no attempt yet. */
export async function unboundSids(db: Db, sids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ sid: string }>(
    `select sid from unnest($1::text[]) with ordinality as given (sid, nth)
     where not exists (select from attempts where attempts.sid = given.sid) order by nth`,
    [sids],
  );
  return rows.map((row) => row.sid);
}

/** The number of the next attempt of a reminder; test calls count under revision 0, reminder 0. */
export async function nextAttemptNumber(
  tx: Tx,
  key: { appointmentId: number; revision: number; reminder: number },
): Promise<number> {
  const { rows } = await tx.query<{ next: number }>(
    `select coalesce(max(number), 0) + 1 as next from attempts
     where appointment_id = $1 and revision = $2 and reminder = $3`,
    [key.appointmentId, key.revision, key.reminder],
  );
  return rows[0]?.next ?? 1;
}
