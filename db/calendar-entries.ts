/** Appointments as calendars show them; and the links to single ones. */
import { randomBytes } from 'node:crypto';
import type { AppointmentStatus } from '../domain/words';
import { at, type Db, type Tx } from './pool';

export interface CalendarEntry {
  id: number;
  version: number;
  status: AppointmentStatus;
  startsAtMs: number;
  durationMinutes: number | null;
  updatedAtMs: number;
  clientName: string;
  clientPhone: string;
}

const columns = `a.id, a.version, a.status, a.starts_at as "startsAtMs", a.duration_minutes as "durationMinutes",
  a.updated_at as "updatedAtMs", a.client_name as "clientName", a.client_phone as "clientPhone"`;

/** Of all that start from `fromMs` to before `toMs`, by start. */
export async function entriesBetween(db: Db, fromMs: number, toMs: number): Promise<CalendarEntry[]> {
  const { rows } = await db.query<CalendarEntry>(
    `select ${columns} from appointments a where starts_at >= $1 and starts_at < $2 order by starts_at, id`,
    [at(fromMs), at(toMs)],
  );
  return rows;
}

/** The appointment's one link, made when it is first asked for. */
export async function linkTo(tx: Tx, appointmentId: number): Promise<string> {
  const { rows } = await tx.query<{ token: string }>(
    `insert into appointment_links (appointment_id, token) values ($1, $2)
     on conflict (appointment_id) do update set token = appointment_links.token returning token`,
    // 96 bits of chance, in as few letters as a text can spare.
    [appointmentId, randomBytes(12).toString('base64url')],
  );
  const [link] = rows;
  if (!link) throw new Error('An insert has returned nothing.');
  return link.token;
}

export async function entryByLink(db: Db, token: string): Promise<CalendarEntry | undefined> {
  const { rows } = await db.query<CalendarEntry>(
    `select ${columns} from appointment_links l join appointments a on a.id = l.appointment_id where l.token = $1`,
    [token],
  );
  return rows[0];
}
