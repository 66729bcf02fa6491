import type { Tx } from './pool';

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
