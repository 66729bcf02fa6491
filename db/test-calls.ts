import type { Attempt } from './attempts';
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
