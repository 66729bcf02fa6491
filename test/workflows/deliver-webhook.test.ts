/** A day of tries; the workflow and the servers are real, the activities follow a script. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { WorkflowClient } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createWorkflows } from '../../delivery/workflows';
import { hourMs, minuteMs } from '../../domain/policy';
import { jobId, mainQueue, webhookQueue } from '../../workflows/contract';
import { bundleWorkflows, eventually, startLocal, startTimeSkipping } from '../support/temporal';

vi.setConfig({ hookTimeout: 60_000 });

interface Script {
  /** How many posts fail. */
  fails?: number;
  /** Holds the first post until it resolves. */
  until?: Promise<void>;
}
interface Deed {
  what: 'post' | 'give up';
  atMs: number;
}

async function openStage(starting: Promise<TestWorkflowEnvironment>) {
  const [env, workflowBundle] = await Promise.all([starting, bundleWorkflows()]);
  const lives = new Map<number, { script: Script; deeds: Deed[] }>();
  const nowMs = () => (env.supportsTimeSkipping ? env.currentTimeMs() : Promise.resolve(Date.now()));
  const connection = env.nativeConnection;
  const workers = await Promise.all([
    Worker.create({
      connection,
      taskQueue: mainQueue,
      workflowBundle,
      activities: {
        giveUpWebhook: async (id: number) => {
          lives.get(id)?.deeds.push({ what: 'give up', atMs: await nowMs() });
        },
      },
    }),
    Worker.create({
      connection,
      taskQueue: webhookQueue,
      activities: {
        deliverWebhook: async (id: number) => {
          const { script, deeds } = lives.get(id) ?? { script: {}, deeds: [] };
          deeds.push({ what: 'post', atMs: await nowMs() });
          const { length } = deeds;
          if (length === 1) await script.until;
          if (length <= (script.fails ?? 0)) throw new Error('Not delivered');
        },
      },
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const workflows = createWorkflows(env.client, 'Office');

  /** A delivery that is asked for. */
  async function begin(script: Script = {}) {
    const id = lives.size + 1;
    const deeds: Deed[] = [];
    lives.set(id, { script, deeds });
    const ask = () => workflows.startJob({ kind: 'webhook', ref: id });
    await ask();
    // The environment's own client would skip time while it waits.
    const handle = new WorkflowClient({ connection: env.connection }).getHandle(jobId('webhook', id));
    return {
      id,
      ask,
      handle,
      deeds,
      story: () => deeds.map(({ what }) => what),
      posted: (count: number) => eventually(`${count} posts`, () => deeds.length >= count),
      waits: () =>
        eventually('a try that has failed', async () => {
          const { raw } = await handle.describe();
          return raw.pendingActivities?.some(({ lastFailure }) => lastFailure != null);
        }),
    };
  }

  return {
    env,
    begin,
    close: async () => {
      for (const worker of workers) worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}
type Stage = Awaited<ReturnType<typeof openStage>>;

describe('a day', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(startTimeSkipping());
  });
  afterAll(() => stage.close());

  it('is how long it tries, soon at first and then every three hours, before it gives up', async () => {
    const life = await stage.begin({ fails: 99 });
    await life.posted(1);
    await stage.env.sleep(25 * hourMs);
    await life.handle.result();
    expect(life.story()).toEqual([...Array<string>(14).fill('post'), 'give up']);
    const sinceMs = life.deeds.map(({ atMs }) => atMs - (life.deeds[0]?.atMs ?? 0));
    const [soon = 0, last = 0] = [sinceMs[5], sinceMs[13]];
    expect(soon).toBeLessThan(30 * minuteMs);
    expect(last).toBeGreaterThan(22 * hourMs);
    expect(last).toBeLessThan(24 * hourMs);
    for (const [index, atMs] of sinceMs.slice(0, 14).entries())
      expect(atMs - (sinceMs[index - 1] ?? 0)).toBeLessThan(3 * hourMs + minuteMs);
  });

  it('ends with the first try that is taken', async () => {
    const life = await stage.begin({ fails: 2 });
    await life.posted(1);
    await stage.env.sleep(minuteMs);
    await life.handle.result();
    expect(life.story()).toEqual(['post', 'post', 'post']);
  });
});

describe('asked again', () => {
  // What becomes of an activity that is called off, the time-skipping server does not do as the real one.
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(startLocal());
  });
  afterAll(() => stage.close());

  it('while it waits for its next try, it tries at once', async () => {
    const life = await stage.begin({ fails: 1 });
    await life.waits();
    const askedMs = Date.now();
    await life.ask();
    await life.handle.result();
    expect(life.story()).toEqual(['post', 'post']);
    // By itself it would have waited for five seconds.
    expect((life.deeds[1]?.atMs ?? 0) - askedMs).toBeLessThan(3_000);
    expect(await (await life.handle.describe()).staticSummary()).toBe(`Webhook delivery ${life.id}`);
  });

  it.each([
    ['taken', 0],
    ['refused', 1],
  ])(
    'while a try is under way that is then %s, it looks once more, and does not give up',
    async (_, fails) => {
      let go: () => void = () => undefined;
      const life = await stage.begin({ fails, until: new Promise((resolve) => (go = resolve)) });
      await life.posted(1);
      await life.ask();
      await eventually('the signal is taken in', async () => {
        const { events } = await life.handle.fetchHistory();
        return events?.some((event) => event.activityTaskCancelRequestedEventAttributes);
      });
      go();
      await life.handle.result();
      expect(life.story()).toEqual(['post', 'post']);
    },
  );

  it('after it has ended, it begins anew', async () => {
    const life = await stage.begin();
    await life.handle.result();
    await life.ask();
    await life.posted(2);
    await life.handle.result();
    expect(life.story()).toEqual(['post', 'post']);
  });
});
