/** Appointments with the answers to them, for a table. */
import type { Answer, AppointmentStatus } from '../domain/words';
import { at, type Db } from './pool';

export interface ExportedAppointment {
  id: number;
  externalId: string | null;
  name: string;
  phone: string;
  startsAtMs: number;
  durationMinutes: number | null;
  locale: string | null;
  timeZone: string | null;
  status: AppointmentStatus;
  attended: boolean | null;
  /** The last one that a client gave. */
  answer: Answer | null;
  answeredAtMs: number | null;
}

export interface ExportFilter {
  fromMs?: number;
  toMs?: number;
  status?: AppointmentStatus;
}

/** Rows at once: a table of any length passes through in parts, and no connection is kept in between. */
const batch = 1_000;

/** By start, then id. */
export async function* exportAppointments(
  db: Db,
  { fromMs, toMs, status }: ExportFilter,
): AsyncGenerator<ExportedAppointment[]> {
  let last: Pick<ExportedAppointment, 'startsAtMs' | 'id'> | undefined;
  do {
    const { rows }: { rows: ExportedAppointment[] } = await db.query<ExportedAppointment>(
      `select a.id, external_id as "externalId", client_name as name, client_phone as phone,
         starts_at as "startsAtMs", duration_minutes as "durationMinutes", client_locale as locale,
         client_time_zone as "timeZone", status, attended, t.answer, t.answered_at as "answeredAtMs"
       from appointments a
       left join lateral (select answer, answered_at from attempts
         where appointment_id = a.id and purpose <> 'test' and answer <> 'none'
         order by answered_at desc limit 1) t on true
       where ($1::timestamptz is null or starts_at >= $1) and ($2::timestamptz is null or starts_at < $2)
         and ($3::text is null or status = $3) and ($4::timestamptz is null or (starts_at, a.id) > ($4, $5))
       order by starts_at, a.id limit $6`,
      [
        fromMs === undefined ? null : at(fromMs),
        toMs === undefined ? null : at(toMs),
        status ?? null,
        last ? at(last.startsAtMs) : null,
        last?.id ?? null,
        batch,
      ],
    );
    if (rows.length > 0) yield rows;
    last = rows.length === batch ? rows.at(-1) : undefined;
  } while (last);
}
