/** One look at a source: what has changed there is brought here. */
import { Context } from '@temporalio/activity';
import type { PoolClient } from 'pg';
import { beginIncoming, weigh } from '../../db/source-rows';
import { approvedCount, endRun, startRun, type SyncCounts } from '../../db/sync-runs';
import { holdsBack } from '../../domain/merge';
import type { SourceName } from '../../domain/words';
import type { Intake } from '../../intake/context';
import { readDatabase } from '../../sources/database';
import { SourceError, type SourceRow } from '../../sources/row';
import type { Deps } from '../deps';
import { applyChanged } from './apply-changed';
import { applyMissing } from './apply-missing';
import { takeIn } from './take-in';

/** `busy`: another run is under way, such as one whose worker was taken for dead. Counts only: nothing personal. */
export type SyncResult =
  { state: 'done' | 'held'; counts: SyncCounts } | { state: 'failed'; error: string } | { state: 'busy' };

/** A worker that was killed is missed soon, so that the next look need not wait long for its run. */
const beatEveryMs = 3_000;

/** What a run works with: one connection, which holds the lock and the run's tables. */
export interface Run {
  client: PoolClient;
  /** The connection is lost, and with it the lock: it must not go back to the pool. */
  onBroken: (cause: Error) => void;
  source: SourceName;
  intake: Intake;
}

/**
 * May be retried, and killed at any point: what has been taken in is noted together with its effect, in transactions of
 * some hundred rows, and the next look finds the rest. Only one run at a time: the lock goes with the connection on
 * which alone the changes are written.
 */
export const syncSource =
  (deps: Deps) =>
  async (source: SourceName): Promise<SyncResult> => {
    const { pool, now } = deps;
    const context = Context.current();
    const beating = setInterval(() => context.heartbeat(), beatEveryMs);
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      if (!(await lock(client, source))) return { state: 'busy' };
      const runId = await startRun(pool, source, now());
      try {
        const run: Run = {
          client,
          onBroken: (cause) => {
            broken = cause;
          },
          source,
          intake: {
            settings: { office: deps.office, rules: deps.rules, defaultCountry: deps.defaultCountry },
            actor: `source:${source}`,
            nowMs: now(),
          },
        };
        const result = await sync(deps, run, rowsOf(deps, source));
        await endRun(pool, runId, result, now());
        return result;
      } catch (error) {
        const words =
          error instanceof SourceError ? error.message : 'The run broke off; the next one goes on.';
        await endRun(pool, runId, { state: 'failed', error: words }, now());
        // What is wrong with the source is for its operator, and the next look is a minute away.
        if (error instanceof SourceError) return { state: 'failed', error: words };
        throw error;
      }
    } finally {
      clearInterval(beating);
      await client.query('select pg_advisory_unlock_all()').catch((cause: unknown) => {
        broken = cause instanceof Error ? cause : new Error(String(cause));
      });
      client.release(broken);
    }
  };

async function sync(
  deps: Deps,
  run: Run,
  rows: AsyncIterable<SourceRow[]>,
): Promise<{ state: 'done' | 'held'; counts: SyncCounts }> {
  const { client, source, intake } = run;
  const { missing } = deps.sources;
  await beginIncoming(client);
  const seen = await takeIn(run, rows);
  const weight = await weigh(client, source, { cancelMissing: missing === 'cancel', nowMs: intake.nowMs });
  const nothing = { registered: 0, changed: 0, cancelled: 0, problems: 0, missing: 0 };
  if (holdsBack(weight, await approvedCount(client, source)))
    return { state: 'held', counts: { seen, ...nothing, ...weight } };
  const applied = await applyChanged(run);
  const gone = await applyMissing(run, missing);
  return {
    state: 'done',
    counts: { seen, ...applied, ...gone, cancelled: applied.cancelled + gone.cancelled, ...weight },
  };
}

function rowsOf({ sources }: Deps, source: SourceName): AsyncIterable<SourceRow[]> {
  switch (source) {
    case 'database':
      if (!sources.database) break;
      return readDatabase(sources.database.url, sources.database.sql);
    case 'calendar':
      break;
  }
  throw new SourceError(`The settings of this worker name no ${source}.`);
}

async function lock(client: PoolClient, source: SourceName): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
    [`sync:${source}`],
  );
  return rows[0]?.free === true;
}
