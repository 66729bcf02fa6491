/** What a source's rows were when they were last looked at; and what lies before a run, in a table of its own. */
import type { SourceName } from '../domain/words';
import { at, type Db, type Tx } from './pool';

/** An answer to be written back may be on its way for as long as the office's database is away. */
const forgetAfterMs = 31 * 24 * 3_600_000;

export interface Incoming {
  externalId: string;
  hash: Buffer;
}

/** A row that is new, or not as it was: what it says now. */
export interface ChangedRow {
  externalId: string;
  hash: Buffer;
  /** Null: it has a problem, or is cancelled. */
  startsAtMs: number | null;
  cancelled: boolean;
  changedAtMs: number | null;
  /** What is to be registered; null as `startsAtMs`. */
  content: unknown;
  problem: unknown;
}

/** The tables last as long as the connection: a run that dies leaves nothing behind. */
export async function beginIncoming(db: Db): Promise<void> {
  await db.query('drop table if exists incoming, changed_rows');
  await db.query('create temporary table incoming (external_id text primary key, hash bytea not null)');
  await db.query(
    `create temporary table changed_rows (external_id text primary key, hash bytea not null, starts_at timestamptz,
       cancelled boolean not null, changed_at timestamptz, content jsonb, problem jsonb)`,
  );
}

/** Notes that the source lists these. Which are new, or not as they were; `again` names those that were listed before. */
export async function noteIncoming(
  db: Db,
  source: SourceName,
  rows: readonly Incoming[],
): Promise<{ changed: Set<string>; again: Set<string> }> {
  const { rows: noted } = await db.query<{ externalId: string; changed: boolean }>(
    `with noted as (
       insert into incoming select * from unnest($2::text[], $3::bytea[]) on conflict do nothing
       returning external_id, hash)
     select n.external_id as "externalId", r.hash is distinct from n.hash or r.missing_since is not null as changed
     from noted n left join source_rows r on r.source = $1 and r.external_id = n.external_id`,
    [source, rows.map(({ externalId }) => externalId), rows.map(({ hash }) => hash)],
  );
  const fresh = new Set(noted.map(({ externalId }) => externalId));
  return {
    changed: new Set(noted.filter(({ changed }) => changed).map(({ externalId }) => externalId)),
    again: new Set(rows.map(({ externalId }) => externalId).filter((id) => !fresh.has(id))),
  };
}

/** The last word on a row counts. */
export async function noteChanged(db: Db, rows: readonly ChangedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into changed_rows (external_id, hash, starts_at, cancelled, changed_at, content, problem)
     select * from unnest($1::text[], $2::bytea[], $3::timestamptz[], $4::boolean[], $5::timestamptz[], $6::jsonb[],
       $7::jsonb[])
     on conflict (external_id) do update set hash = excluded.hash, starts_at = excluded.starts_at,
       cancelled = excluded.cancelled, changed_at = excluded.changed_at, content = excluded.content,
       problem = excluded.problem`,
    [
      rows.map((row) => row.externalId),
      rows.map((row) => row.hash),
      rows.map((row) => (row.startsAtMs === null ? null : at(row.startsAtMs))),
      rows.map((row) => row.cancelled),
      rows.map((row) => (row.changedAtMs === null ? null : at(row.changedAtMs))),
      rows.map((row) => (row.content === null ? null : JSON.stringify(row.content))),
      rows.map((row) => (row.problem === null ? null : JSON.stringify(row.problem))),
    ],
  );
}

/** What applying would do to the appointments ahead that came from this source. */
export async function weigh(
  db: Db,
  source: SourceName,
  { cancelMissing, nowMs }: { cancelMissing: boolean; nowMs: number },
): Promise<{ ahead: number; moves: number; cancels: number }> {
  const { rows } = await db.query<{ ahead: number; moves: number; cancels: number }>(
    `with ahead as (
       select r.external_id, r.starts_at as said, a.starts_at, r.missing_since
       from source_rows r join appointments a on a.id = r.appointment_id
       where r.source = $1 and a.status <> 'cancelled' and a.starts_at > $3)
     select count(*) as ahead,
       count(*) filter (where not c.cancelled and c.starts_at <> coalesce(h.said, h.starts_at)) as moves,
       count(*) filter (where c.cancelled or ($2 and i.external_id is null and h.missing_since is null)) as cancels
     from ahead h left join incoming i using (external_id) left join changed_rows c using (external_id)`,
    [source, cancelMissing, at(nowMs)],
  );
  return rows[0] ?? { ahead: 0, moves: 0, cancels: 0 };
}

/** In the order of their names, after this one; a name may be empty. */
export async function changedAfter(db: Db, after: string | undefined, limit: number): Promise<ChangedRow[]> {
  const { rows } = await db.query<ChangedRow>(
    `select external_id as "externalId", hash, starts_at as "startsAtMs", cancelled, changed_at as "changedAtMs",
       content, problem
     from changed_rows where $1::text is null or external_id > $1 order by external_id limit $2`,
    [after ?? null, limit],
  );
  return rows;
}

/** Rows of what lies ahead that the source does not list any more, and that nobody has noted yet. */
export async function newlyMissing(
  db: Db,
  source: SourceName,
  nowMs: number,
  limit: number,
): Promise<{ externalId: string; appointmentId: number | null }[]> {
  const { rows } = await db.query<{ externalId: string; appointmentId: number | null }>(
    `select external_id as "externalId", appointment_id as "appointmentId" from source_rows r
     where source = $1 and missing_since is null and (starts_at is null or starts_at > $2)
       and not exists (select from incoming i where i.external_id = r.external_id)
     order by external_id limit $3`,
    [source, at(nowMs), limit],
  );
  return rows;
}

/** Rows of what is over, once the source does not list them any more. */
export async function forgetPast(db: Db, source: SourceName, nowMs: number): Promise<void> {
  await db.query(
    `delete from source_rows r where source = $1 and starts_at < $2
       and not exists (select from incoming i where i.external_id = r.external_id)`,
    [source, at(nowMs - forgetAfterMs)],
  );
}

/** `isCancelled`: their appointments were cancelled for it, so that they are registered anew should they come back. */
export async function markMissing(
  tx: Tx,
  source: SourceName,
  externalIds: readonly string[],
  isCancelled: boolean,
  nowMs: number,
): Promise<void> {
  await tx.query(
    `update source_rows set missing_since = $4, cancelled = cancelled or $3
     where source = $1 and external_id = any($2)`,
    [source, externalIds, isCancelled, at(nowMs)],
  );
}

export interface KnownRow {
  externalId: string;
  appointmentId: number | null;
  startsAtMs: number | null;
  cancelled: boolean;
  /** Of the last answer of the client or word of staff on its appointment. */
  answeredAtMs: number | null;
}

/** What is known of these rows. */
export async function knownRows(
  db: Db,
  source: SourceName,
  externalIds: readonly string[],
): Promise<Map<string, KnownRow>> {
  const { rows } = await db.query<KnownRow>(
    `select r.external_id as "externalId", r.appointment_id as "appointmentId", r.starts_at as "startsAtMs",
       r.cancelled, (select max(e.at) from events e where e.appointment_id = r.appointment_id
         and e.what in ('answer_recorded', 'confirmed', 'cancelled') and e.actor not like 'source:%') as "answeredAtMs"
     from source_rows r where r.source = $1 and r.external_id = any($2)`,
    [source, externalIds],
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}

/** What the rows were when they were taken in. A row with a problem keeps what it said before. */
export async function storeRows(
  tx: Tx,
  source: SourceName,
  rows: readonly (ChangedRow & { appointmentId: number | null })[],
  nowMs: number,
): Promise<void> {
  await tx.query(
    `insert into source_rows (source, external_id, hash, appointment_id, starts_at, cancelled, problem, changed_at)
     select $1, external_id, hash, appointment_id, starts_at, cancelled, problem, $8
     from unnest($2::text[], $3::bytea[], $4::int[], $5::timestamptz[], $6::boolean[], $7::jsonb[])
       as r (external_id, hash, appointment_id, starts_at, cancelled, problem)
     on conflict (source, external_id) do update set hash = excluded.hash, problem = excluded.problem,
       changed_at = excluded.changed_at, missing_since = null,
       appointment_id = coalesce(excluded.appointment_id, source_rows.appointment_id),
       starts_at = coalesce(excluded.starts_at, source_rows.starts_at),
       cancelled = case when excluded.problem is null then excluded.cancelled else source_rows.cancelled end`,
    [
      source,
      rows.map((row) => row.externalId),
      rows.map((row) => row.hash),
      rows.map((row) => row.appointmentId),
      rows.map((row) => (row.startsAtMs === null ? null : at(row.startsAtMs))),
      rows.map((row) => row.cancelled),
      rows.map((row) => (row.problem === null ? null : JSON.stringify(row.problem))),
      at(nowMs),
    ],
  );
}

export interface ListedRow {
  externalId: string;
  appointmentId: number | null;
  problem: { column: string; value?: string; message: string }[] | null;
  missingSinceMs: number | null;
}

/** Rows that cannot be taken in, or that the source lists no more though their start is ahead; by external id. */
export async function listRows(
  db: Db,
  source: SourceName,
  { state, after, limit }: { state: 'problem' | 'missing'; after?: string | undefined; limit: number },
): Promise<ListedRow[]> {
  const { rows } = await db.query<ListedRow>(
    `select external_id as "externalId", appointment_id as "appointmentId", problem, missing_since as "missingSinceMs"
     from source_rows where source = $1 and ($2::text is null or external_id > $2) and ${isListed[state]}
     order by external_id limit $3`,
    [source, after ?? null, limit],
  );
  return rows;
}

const isListed = {
  problem: 'problem is not null',
  missing: 'missing_since is not null and (starts_at is null or starts_at > now())',
} as const;

export async function countRows(db: Db, source: SourceName): Promise<{ problems: number; missing: number }> {
  const { rows } = await db.query<{ problems: number; missing: number }>(
    `select (select count(*) from source_rows where source = $1 and ${isListed.problem}) as problems,
       (select count(*) from source_rows where source = $1 and ${isListed.missing}) as missing`,
    [source],
  );
  return rows[0] ?? { problems: 0, missing: 0 };
}
