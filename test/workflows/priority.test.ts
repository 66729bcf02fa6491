/** The order of a backlog, on the real server: the time-skipping one knows no priorities. */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Activities } from '../../activities';
import { createWorkflows } from '../../delivery/workflows';
import { hourMs } from '../../domain/policy';
import { freePort } from '../../scripts/servers/ports';
import { findTemporalCli } from '../../scripts/servers/temporal-cli';
import { startTemporalDev, type RunningTemporal } from '../../scripts/servers/temporal-dev';
import { registerSearchAttributes } from '../../worker/search-attributes';
import { callQueue, mainQueue, searchAttributes } from '../../workflows/contract';
import { bundleWorkflows, eventually, silence } from '../support/temporal';

let server: RunningTemporal;
let native: NativeConnection;
beforeAll(async () => {
  silence();
  const [port, uiPort] = [await freePort(26_233), await freePort(26_833)];
  server = await startTemporalDev({ cliPath: await findTemporalCli(), port, uiPort });
  native = await NativeConnection.connect({ address: server.address });
});
afterAll(async () => {
  await native.close();
  await server.stop();
});

test('in a backlog the calls go by the time that is left to the start', async () => {
  const attributes = Object.values(searchAttributes).map(({ name, type }) => [name, type] as const);
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection });
  await registerSearchAttributes(connection, 'default', Object.fromEntries(attributes));
  const workflowBundle = await bundleWorkflows();
  const over: Pick<Activities, 'settleCall'> = { settleCall: () => Promise.resolve({ kind: 'over' }) };
  const main = await Worker.create({
    connection: native,
    taskQueue: mainQueue,
    workflowBundle,
    activities: over,
  });
  const hours = [48, 12, 4, 2, 1];
  const called: number[] = [];
  const calls = () =>
    Worker.create({
      connection: native,
      taskQueue: callQueue,
      maxConcurrentActivityTaskExecutions: 1,
      activities: {
        placeCall: ({ appointmentId }) => {
          called.push(hours[(appointmentId - 1) % hours.length] ?? 0);
          return Promise.resolve({ kind: 'skipped', reason: 'changed' });
        },
      } satisfies Pick<Activities, 'placeCall'>,
    });

  await main.runUntil(async () => {
    const workflows = createWorkflows(client, 'Office');
    const startMs = Date.now();
    const ids = Array.from({ length: 20 }, (_, n) => n + 1);
    for (const id of ids) {
      const startsAtMs = startMs + (hours[(id - 1) % hours.length] ?? 0) * hourMs;
      await workflows.deliverPlan(id, {
        revision: 1,
        startsAtMs,
        status: 'scheduled',
        reminders: [{ number: 1, dueAtMs: startMs }],
      });
    }
    await eventually(
      'all calls are queued',
      async () => {
        const queued = await Promise.all(
          ids.map(async (id) => {
            const { raw } = await client.workflow.getHandle(`appointment-${id}`).describe();
            return (raw.pendingActivities?.length ?? 0) > 0;
          }),
        );
        return queued.every(Boolean);
      },
      20_000,
    );
    const worker = await calls();
    await worker.runUntil(eventually('all are called', () => called.length === ids.length, 20_000));
  });
  await connection.close();
  expect(called).toEqual([...called].sort((a, b) => a - b));
});
