/** Work that a workflow of its own is to do, such as an import: agreed on here, started by the relay. */
import type { JobKind } from '../domain/words';
import type { Db, Tx } from './pool';

export interface Job {
  kind: JobKind;
  /** Of what it is about, such as an import's id. */
  ref: number;
}

/** Asks for a job as part of a change; asking twice is asking once. */
export async function askFor(tx: Tx, { kind, ref }: Job): Promise<void> {
  await tx.query(
    `insert into jobs (kind, ref) values ($1, $2)
     on conflict (kind, ref) do update set start_after = now(), tries = 0`,
    [kind, ref],
  );
}

/** Claimed like plans: put off, so that several processes share the work and one that dies leaves nothing behind. */
export async function claimDueJobs(db: Db, limit: number): Promise<(Job & { tries: number })[]> {
  const { rows } = await db.query<Job & { tries: number }>(
    `update jobs set tries = tries + 1,
       start_after = now() + interval '2 seconds' + interval '1 second' * least(60, 2 ^ least(tries, 6))
     where (kind, ref) in (select kind, ref from jobs where start_after <= now()
       order by start_after limit $1 for update skip locked)
     returning kind, ref, tries`,
    [limit],
  );
  return rows;
}

/** Its workflow has been told; one that was asked for again meanwhile stays due. */
export async function markStarted(db: Db, { kind, ref, tries }: Job & { tries: number }): Promise<void> {
  await db.query('delete from jobs where kind = $1 and ref = $2 and tries = $3', [kind, ref, tries]);
}
