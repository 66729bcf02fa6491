/** A change that comes before the phone rings, on Temporal's own server: the time-skipping one is inexact about cancelling. */
import { ApplicationFailure } from '@temporalio/activity';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startLocal } from '../support/temporal';
import { openStage, type Stage } from './lives';
import * as played from './scenarios';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(startLocal());
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

test('while the call waits in the queue: it is called off', async () => {
  const line = played.gate();
  onTestFinished(line.open);
  const talking = await stage.begin(
    { placeCall: () => line.passed.then(() => ({ kind: 'skipped', reason: 'changed' })) },
    { reminders: [{ number: 1, dueAtMs: 0 }] },
  );
  await talking.done('placeCall 1-1-1');
  const life = await stage.begin({}, { reminders: [{ number: 1, dueAtMs: 0 }] });
  await life.scheduled('placeCall');
  await life.deliver({ revision: 2, status: 'cancelled', reminders: [] });
  expect(await life.result()).toBe('cancelled');
  line.open();
  await talking.result();
  expect(life.story).not.toContain('placeCall 1-1-1');
});

test('while Twilio takes nothing: the call is not tried again, and an earlier try is withdrawn', async () => {
  const life = await played.cancelledWhileWaiting(stage);
  expect(life.story).toEqual(['placeCall 1-1-1', 'withdrawCall 1-1-1']);
});

test('while the call is being placed: what rings is withdrawn', async () => {
  const twilio = played.gate();
  const life = await stage.begin(
    { placeCall: () => twilio.passed.then(() => ({ kind: 'placed' })) },
    { reminders: [{ number: 1, dueAtMs: 0 }] },
  );
  await life.done('placeCall 1-1-1');
  await life.deliver({ revision: 2, status: 'cancelled', reminders: [] });
  twilio.open();
  expect(await life.result()).toBe('cancelled');
  expect(life.story).toEqual(['placeCall 1-1-1', 'withdrawCall 1-1-1']);
});

test('while the call is being placed, which then fails: the new plan is followed all the same', async () => {
  const twilio = played.gate();
  const life = await stage.begin(
    {
      placeCall: ({ revision }) =>
        revision === 1
          ? twilio.passed.then(() => Promise.reject(ApplicationFailure.create({ type: 'NotAccepted' })))
          : Promise.resolve({ kind: 'placed' }),
    },
    { reminders: [{ number: 1, dueAtMs: 0 }] },
  );
  await life.done('placeCall 1-1-1');
  await life.deliver({ revision: 2, reminders: [{ number: 1, dueAtMs: 0 }] });
  await life.idle();
  twilio.open();
  await life.done('withdrawCall 1-1-1');
  await life.done('placeCall 2-1-1');
  await life.answer('2-1-1', 'confirm');
  expect(await life.result()).toBe('confirmed');
});
