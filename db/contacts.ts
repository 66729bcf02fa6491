/** The calls and texts of an appointment, test calls too, with what the client heard or read. */
import type { Contact } from '../domain/standing';
import type { Db } from './pool';

export interface StoredContact extends Omit<Contact, 'dialedAtMs'> {
  dialedAtMs: number | null;
  endedAtMs: number | null;
  /** BCP 47 */
  locale: string | null;
  /** What was spoken first, or the body of the text. */
  said: string | null;
}

/** Oldest first. */
export async function contactsOfAppointment(db: Db, appointmentId: number): Promise<StoredContact[]> {
  const { rows } = await db.query<StoredContact>(
    `select id, channel, purpose, state, dialed_at as "dialedAtMs", picked_up_at as "pickedUpAtMs",
       ended_at as "endedAtMs", outcome, answer, error_code as "errorCode", locale, said
     from attempts where appointment_id = $1 order by created_at, id`,
    [appointmentId],
  );
  return rows;
}
