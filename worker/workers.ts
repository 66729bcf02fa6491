import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Activities, JobActivities } from '../activities';
import { callQueue, mainQueue, webhookQueue } from '../workflows/contract';

/** Made by `npm run build`; without it the workflows are bundled at start, which takes a second or two. */
const bundlePath = join(__dirname, '..', 'workflow-bundle.js');

/** How long what is in hand may take to end when the worker is told to stop: one call to Twilio and its storing. */
const graceTime = '20 seconds';

/**
 * How long a step of a workflow may take. The SDK's own limit of five seconds goes by the wall clock: a process that was
 * stopped for longer in the midst of a step, as machines are when they move, failed the step, and Node sometimes ended.
 * Not among the SDK's documented options, hence apart.
 */
const stalls = { isolateExecutionTimeout: '1 minute' };

export interface Workers {
  /** Resolves when all have stopped; rejects when one fails. */
  running: Promise<void>;
  /** No new turns; what is in hand finishes or is handed back. */
  stop(): Promise<void>;
}

/** One worker a task queue: workflows with their light activities, calls, and posts to others' endpoints. */
export async function startWorkers(
  connection: NativeConnection,
  namespace: string,
  activities: Activities & JobActivities,
  callsPerSecond: number,
): Promise<Workers> {
  const shared = { connection, namespace, shutdownGraceTime: graceTime } satisfies Partial<WorkerOptions>;
  const { placeCall, deliverWebhook, ...others } = activities;
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: mainQueue,
      activities: others,
      // Those that sleep for days need no place in memory. Those that are awake do: without one, each step of a call
      // replays the history, and a herd that is due at once goes at half the speed.
      maxCachedWorkflows: 1_000,
      ...stalls,
      ...(existsSync(bundlePath)
        ? { workflowBundle: { codePath: bundlePath } }
        : { workflowsPath: join(__dirname, '..', 'workflows') }),
    }),
    // As many as are with Twilio for half a second each, and a few that wait for their turn. The backlog stays in
    // Temporal's task queue, which keeps it by priority.
    Worker.create({
      ...shared,
      taskQueue: callQueue,
      activities: { placeCall },
      maxConcurrentActivityTaskExecutions: 2 + Math.ceil(callsPerSecond / 2),
    }),
    // Each holds a connection for up to ten seconds where nobody answers.
    Worker.create({
      ...shared,
      taskQueue: webhookQueue,
      activities: { deliverWebhook },
      maxConcurrentActivityTaskExecutions: 50,
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run())).then(() => undefined);
  return {
    running,
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    },
  };
}
