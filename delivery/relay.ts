import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { claimDuePlans, claimDueSignals } from '../db/delivery';
import { claimDueJobs, markStarted } from '../db/jobs';
import { deliverPlan, signalAttempt } from './deliver';
import type { Workflows } from './workflows';

/** How often the relay looks, in milliseconds. What it looks through holds only what is due, never what sleeps. */
const everyMs = 1_000;
/** How many it takes at once. */
const batch = 20;

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
  for (const appointmentId of plans) await deliverPlan(pool, workflows, appointmentId);
  const signals = await claimDueSignals(pool, batch);
  for (const { attemptId } of signals) await signalAttempt(pool, workflows, attemptId);
  const jobs = await claimDueJobs(pool, batch);
  for (const job of jobs) {
    await workflows.startJob(job);
    await markStarted(pool, job);
  }
  return [plans, signals, jobs].some((claimed) => claimed.length === batch);
}
