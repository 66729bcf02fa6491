import type { Attempt } from './attempts';
import type { TestCallFate } from '../domain/test-call-words';
import type { Db } from './pool';

export type LiveTestCall = Pick<Attempt, 'id' | 'appointmentId' | 'state' | 'sid'> & { dialedAtMs: number };

/** The test call that still holds this number, about whichever appointment it was made. */
export async function liveTestCall(db: Db, phone: string): Promise<LiveTestCall | undefined> {
  const { rows } = await db.query<LiveTestCall>(
    `select id, appointment_id as "appointmentId", state, sid, dialed_at as "dialedAtMs" from attempts
     where phone = $1 and purpose = 'test' and channel = 'call' and state in ('dialing', 'placed', 'unresolved')`,
    [phone],
  );
  return rows[0];
}

/** The latest about this appointment; those of staff have revision 0. */
export async function lastTestCall(
  db: Db,
  appointmentId: number,
): Promise<(TestCallFate & { id: string; createdAtMs: number }) | undefined> {
  const { rows } = await db.query<TestCallFate & { id: string; createdAtMs: number }>(
    `select id, created_at as "createdAtMs", state, outcome, answer, error_code as "errorCode",
       picked_up_at as "pickedUpAtMs"
     from attempts where appointment_id = $1 and purpose = 'test' order by number desc limit 1`,
    [appointmentId],
  );
  return rows[0];
}
