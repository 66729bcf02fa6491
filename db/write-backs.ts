/** Answers on their way back to where their appointments came from. */
import type { Answer, AppointmentStatus, SourceName } from '../domain/words';
import type { Db, Tx } from './pool';

/** For those appointments that came from a source which wants to have the answers. */
export async function askForWriteBack(tx: Tx, appointmentIds: readonly number[]): Promise<void> {
  await tx.query(
    `insert into jobs (kind, ref)
     select distinct 'write_back', r.appointment_id
     from source_rows r join sources s on s.name = r.source and s.writes_back
     where r.appointment_id = any($1)
     on conflict (kind, ref) do update set start_after = now(), tries = 0`,
    [appointmentIds],
  );
}

export interface DueAnswer {
  source: SourceName;
  externalId: string;
  /** The event that brought the answer. */
  eventId: number;
  answer: Answer;
  answeredAtMs: number;
  status: AppointmentStatus;
  /** As the source said last. */
  startsAtMs: number;
}

/** The last answer of the client, or word of staff, on an appointment whose source has yet to hear of it. */
export async function findDueAnswer(db: Db, appointmentId: number): Promise<DueAnswer | undefined> {
  const { rows } = await db.query<DueAnswer>(
    `select r.source, r.external_id as "externalId", e.id as "eventId", e.answer, e.at as "answeredAtMs", a.status,
       coalesce(r.starts_at, a.starts_at) as "startsAtMs"
     from source_rows r join sources s on s.name = r.source and s.writes_back
     join appointments a on a.id = r.appointment_id
     cross join lateral (
       select id, at, case what when 'answer_recorded' then detail ->> 'answer' when 'confirmed' then 'confirm'
         when 'cancelled' then 'cancel' else 'opt_out' end as answer
       from events where appointment_id = a.id and actor not like 'source:%'
         and (what in ('confirmed', 'cancelled', 'opted_out')
           or (what = 'answer_recorded' and detail ->> 'answer' in ('confirm', 'reschedule', 'cancel')))
       order by id desc limit 1) e
     where r.appointment_id = $1 and e.id > r.written_event`,
    [appointmentId],
  );
  return rows[0];
}

/** Harmless when repeated; an answer that came meanwhile stays due. */
export async function markWritten(
  tx: Tx,
  { source, externalId, eventId }: Pick<DueAnswer, 'source' | 'externalId' | 'eventId'>,
): Promise<void> {
  await tx.query(
    'update source_rows set written_event = greatest(written_event, $3) where source = $1 and external_id = $2',
    [source, externalId, eventId],
  );
}

/** The source has changed since the answer, which stands all the same: it is to be written once more. */
export async function writeAgain(
  tx: Tx,
  source: SourceName,
  externalId: string,
  appointmentId: number,
): Promise<void> {
  await tx.query('update source_rows set written_event = 0 where source = $1 and external_id = $2', [
    source,
    externalId,
  ]);
  await askForWriteBack(tx, [appointmentId]);
}
