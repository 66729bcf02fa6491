/** One look at a source: what has changed there is brought here. */
import { Context } from '@temporalio/activity';
import type { PoolClient } from 'pg';
import { beginIncoming, weigh } from '../../db/source-rows';
import { etagOf, storeEtag } from '../../db/sources';
import { approvedCount, endRun, lastEndedRun, startRun, type SyncCounts } from '../../db/sync-runs';
import { holdsBack } from '../../domain/merge';
import type { SourceName } from '../../domain/words';
import type { Intake } from '../../intake/context';
import { readCalendar } from '../../sources/calendar';
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
        const result = await sync(deps, run);
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

async function sync(deps: Deps, run: Run): Promise<{ state: 'done' | 'held'; counts: SyncCounts }> {
  const { client, source, intake } = run;
  const { missing } = deps.sources;
  const reading = await read(deps, run);
  if (reading === 'unchanged') return { state: 'done', counts: await countsOfUnchanged(run) };
  await beginIncoming(client);
  const seen = await takeIn(run, reading.rows);
  const weight = await weigh(client, source, { cancelMissing: missing === 'cancel', nowMs: intake.nowMs });
  if (holdsBack(weight, await approvedCount(client, source)))
    return { state: 'held', counts: { seen, ...nothing, ...weight } };
  const applied = await applyChanged(run);
  const gone = await applyMissing(run, missing);
  // Not before: a look that was held, or broke off, has to read everything again.
  await storeEtag(client, source, reading.etag);
  return {
    state: 'done',
    counts: { seen, ...applied, ...gone, cancelled: applied.cancelled + gone.cancelled, ...weight },
  };
}

const nothing = { registered: 0, changed: 0, cancelled: 0, problems: 0, missing: 0 };

/** `etag`: names what was read, for a source that can say that it is still so. */
interface Reading {
  rows: AsyncIterable<SourceRow[]>;
  etag: string | null;
}

async function read(deps: Deps, { client, source, intake }: Run): Promise<Reading | 'unchanged'> {
  const { database, calendar } = deps.sources;
  switch (source) {
    case 'database':
      if (!database) break;
      return { rows: readDatabase(database.url, database.sql), etag: null };
    case 'calendar': {
      if (!calendar) break;
      const reading = await readCalendar({
        ...calendar,
        officeTimeZone: deps.office.timeZone,
        defaultCountry: deps.defaultCountry,
        nowMs: intake.nowMs,
        validator: await etagOf(client, source),
      });
      return reading === 'unchanged' ? reading : { rows: reading.rows, etag: reading.validator };
    }
  }
  throw new SourceError(`The settings of this worker name no ${source}.`);
}

/** As many rows as it had when it was read last. */
async function countsOfUnchanged({ client, source }: Run): Promise<SyncCounts> {
  const last = await lastEndedRun(client, source);
  return { ...nothing, ahead: 0, moves: 0, cancels: 0, seen: last?.counts.seen ?? 0 };
}

async function lock(client: PoolClient, source: SourceName): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
    [`sync:${source}`],
  );
  return rows[0]?.free === true;
}
