/** Each look at a source, and what came of it. */
import type { SourceName } from '../domain/words';
import { at, type Db } from './pool';

export interface SyncCounts {
  /** Rows that the source lists. */
  seen: number;
  registered: number;
  changed: number;
  cancelled: number;
  /** Rows that could not be taken in. */
  problems: number;
  /** Rows that the source does not list any more. */
  missing: number;
  /** Appointments ahead, and how many of them this run would have moved or cancelled. */
  ahead: number;
  moves: number;
  cancels: number;
}

export interface SyncRun {
  id: number;
  source: SourceName;
  startedAtMs: number;
  endedAtMs: number;
  state: 'done' | 'held' | 'failed';
  counts: Partial<SyncCounts>;
  error: string | null;
  approvedBy: string | null;
}

const columns = `id, source, started_at as "startedAtMs", ended_at as "endedAtMs", state, counts, error,
  approved_by as "approvedBy"`;

export async function startRun(db: Db, source: SourceName, nowMs: number): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    'insert into sync_runs (source, started_at) values ($1, $2) returning id',
    [source, at(nowMs)],
  );
  const [run] = rows;
  if (!run) throw new Error('An insert gave no row.');
  return run.id;
}

export async function endRun(
  db: Db,
  id: number,
  end: { state: 'done' | 'held' | 'failed'; counts?: Partial<SyncCounts>; error?: string },
  nowMs: number,
): Promise<void> {
  await db.query('update sync_runs set state = $2, counts = $3, error = $4, ended_at = $5 where id = $1', [
    id,
    end.state,
    end.counts ?? {},
    end.error ?? null,
    at(nowMs),
  ]);
}

/** One whose worker died has no end, and tells nothing. */
export async function lastEndedRun(db: Db, source: SourceName): Promise<SyncRun | undefined> {
  const { rows } = await db.query<SyncRun>(
    `select ${columns} from sync_runs where source = $1 and state <> 'running' order by id desc limit 1`,
    [source],
  );
  return rows[0];
}

/** The run that asks, if the last one that came to an end does. */
export async function heldRun(db: Db, source: SourceName): Promise<SyncRun | undefined> {
  const { rows } = await db.query<SyncRun>(
    `select * from (
       select ${columns} from sync_runs where source = $1 and state in ('done', 'held') order by id desc limit 1) r
     where state = 'held'`,
    [source],
  );
  return rows[0];
}

export async function approveRun(db: Db, id: number, actor: string, nowMs: number): Promise<void> {
  await db.query(
    `update sync_runs set approved_by = $2, approved_at = $3 where id = $1 and state = 'held' and approved_by is null`,
    [id, actor, at(nowMs)],
  );
}

/** How many moves and cancellations have been approved since a run last went through. */
export async function approvedCount(db: Db, source: SourceName): Promise<number> {
  const { rows } = await db.query<{ approved: number }>(
    `select coalesce(max((counts ->> 'moves')::int + (counts ->> 'cancels')::int), 0) as approved
     from sync_runs where source = $1 and approved_by is not null
       and id > coalesce((select max(id) from sync_runs where source = $1 and state = 'done'), 0)`,
    [source],
  );
  return rows[0]?.approved ?? 0;
}
