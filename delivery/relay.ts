import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { claimDuePlans, claimDueSignals } from '../db/delivery';
import { claimDueJobs, markStarted } from '../db/jobs';
import { deliverPlan, signalAttempt } from './deliver';
import type { Workflows } from './workflows';

/** How often the relay looks, in milliseconds. What it looks through holds only what is due, never what sleeps. */
const everyMs = 1_000;
/** How many it claims at once; they are put off for two seconds at least, in which so many are delivered. */
const batch = 20;
/** How many are on their way to Temporal at a time: most of a delivery is waiting. */
const atOnce = 10;

export interface Relay {
  /** Resolves when the delivery in hand is done. */
  stop(): Promise<void>;
}

/**
 * Delivers what was not delivered right after its commit: Temporal was away, or the process died in between.
 * Several may run; claims are put off in the database, so nothing is lost with a process.
 */
export function startRelay(pool: Pool, workflows: Workflows, onError: (error: unknown) => void): Relay {
  const stopping = new AbortController();
  const run = async () => {
    while (!stopping.signal.aborted) {
      const busy = await deliverDue(pool, workflows).catch((error: unknown) => {
        onError(error);
        return false;
      });
      if (!busy) await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** One look; true when there may be more. The first failure ends it: the rest would wait for the same time-out. */
export async function deliverDue(pool: Pool, workflows: Workflows): Promise<boolean> {
  const plans = await claimDuePlans(pool, batch);
  await inLanes(plans, (appointmentId) => deliverPlan(pool, workflows, appointmentId));
  const signals = await claimDueSignals(pool, batch);
  await inLanes(signals, ({ attemptId }) => signalAttempt(pool, workflows, attemptId));
  const jobs = await claimDueJobs(pool, batch);
  await inLanes(jobs, async (job) => {
    await workflows.startJob(job);
    await markStarted(pool, job);
  });
  return [plans, signals, jobs].some((claimed) => claimed.length === batch);
}

/** Begins none after the first failure, and throws that once those in hand are done. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const failed = new AbortController();
  const lane = async () => {
    for (const item of rest) {
      if (failed.signal.aborted) return;
      await work(item).catch((error: unknown) => failed.abort(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  failed.signal.throwIfAborted();
}
