/**
 * Three days of a client who never picks up: the real workflow, activities, API, database and `twilio` package, with
 * the simulator's phones, on a clock that skips.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Context } from '@temporalio/activity';
import { WorkflowClient } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createActivities } from '../../activities';
import { createApp } from '../../api/app';
import { Changes } from '../../api/changes/changes';
import { attemptsOf } from '../../db/attempts';
import { timeline } from '../../db/events';
import { transaction } from '../../db/pool';
import { insertReminders } from '../../db/reminders';
import { createWorkflows } from '../../delivery/workflows';
import { deliverPlan } from '../../delivery/deliver';
import { hourMs } from '../../domain/policy';
import { freePort } from '../../scripts/servers/ports';
import { callQueue, mainQueue, workflowId } from '../../workflows/contract';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { bundleWorkflows, eventually, startTimeSkipping } from '../support/temporal';
import { openOffice } from './office';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('nobody picks up: called twice, texted, listed for the desk; called and texted once more', async () => {
  const { pool } = database;
  const port = await freePort(24_000);
  const [env, workflowBundle] = await Promise.all([startTimeSkipping(), bundleWorkflows()]);
  const office = await openOffice(pool, { publicUrl: `http://127.0.0.1:${port}` });
  const { config, deps, clock } = office;
  const activities = createActivities({
    ...deps,
    // Inside an activity the machine's clock is not the workflow's; the API's follows it.
    now: () => (clock.nowMs = Context.current().info.currentAttemptScheduledTimestampMs),
  });
  const workflows = createWorkflows(env.client, config.office.name);
  const api = createServer(
    createApp({
      ...deps,
      config,
      workflows,
      changes: new Changes(deps.pool),
      log: pino({ level: 'silent' }),
      readiness: {},
    }),
  ).listen(port, '127.0.0.1');
  await once(api, 'listening');
  const connection = env.nativeConnection;
  const { placeCall, ...others } = activities;
  const workers = await Promise.all([
    Worker.create({ connection, taskQueue: mainQueue, workflowBundle, activities: others }),
    Worker.create({ connection, taskQueue: callQueue, activities: { placeCall } }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));

  clock.nowMs = await env.currentTimeMs();
  const booked = await office.book({ leadMs: 72 * hourMs, reminder: { dueAtMs: clock.nowMs + 48 * hourMs } });
  await transaction(pool, (tx) =>
    insertReminders(tx, booked.id, 1, [
      {
        number: 2,
        offset: 'PT1H',
        dueAtMs: booked.startsAtMs - hourMs,
        movedFromMs: null,
        state: 'planned',
        reason: null,
      },
    ]),
  );
  await office.script(booked, { kind: 'no_answer' });
  await deliverPlan(pool, workflows, booked.id);

  const lines = async () =>
    (await timeline(pool, booked.id)).map(({ what, reason }) => (reason ? `${what}: ${reason}` : what));
  const told = (what: string, times: number) =>
    eventually(
      `${what}, ${times} times`,
      async () => (await lines()).filter((line) => line === what).length >= times,
    );
  const sleepPast = async (instantMs: number) => env.sleep(instantMs - (await env.currentTimeMs()) + 1_000);

  await sleepPast(booked.startsAtMs - 24 * hourMs);
  await told('redial_planned', 1);
  await sleepPast(booked.startsAtMs - 22 * hourMs + 60_000);
  await told('text_ended', 1);
  await told('desk_listed: not_reached', 1);
  await sleepPast(booked.startsAtMs - hourMs);
  await told('text_ended', 2);
  await new WorkflowClient({ connection: env.connection }).getHandle(workflowId(booked.id)).result();

  // When Twilio tells of a text's arrival is up to Twilio.
  expect((await lines()).filter((line) => line !== 'text_ended')).toEqual([
    ...['call_placed', 'call_ended', 'redial_planned'],
    ...['call_placed', 'call_ended', 'text_sent', 'desk_listed: not_reached'],
    ...['call_placed', 'call_ended', 'text_sent'],
  ]);
  const dialed = (await attemptsOf(pool, booked.id)).map(({ id, channel, outcome }) => [
    id,
    channel,
    outcome,
  ]);
  expect(dialed).toEqual([
    [`${booked.id}-1-1-1`, 'call', 'no_answer'],
    [`${booked.id}-1-1-2`, 'call', 'no_answer'],
    [`${booked.id}-1-1-3`, 'sms', 'delivered'],
    [`${booked.id}-1-2-1`, 'call', 'no_answer'],
    [`${booked.id}-1-2-2`, 'sms', 'delivered'],
  ]);

  for (const worker of workers) worker.shutdown();
  await running;
  api.closeAllConnections();
  api.close();
  await env.teardown();
});
