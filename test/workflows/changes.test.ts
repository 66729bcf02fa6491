import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { hourMs, minuteMs, openStage, type Stage } from './lives';
import * as played from './scenarios';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

test('while asleep: only the new instant calls', async () => {
  const life = await stage.begin();
  await life.sleepPast(life.startsAtMs - 48 * hourMs);
  await life.deliver({ revision: 2, reminders: life.reminders(12 * hourMs) });
  await life.sleepPast(life.startsAtMs - 13 * hourMs);
  expect(life.story).toEqual([]);
  await life.sleepPast(life.startsAtMs);
  expect(await life.result()).toBe('scheduled');
  expect(life.story).toEqual(['placeCall 2-1-1', 'settleCall 2-1-1']);
});

test('while asleep: cancelled, it ends at once', async () => {
  const life = await stage.begin();
  await life.deliver({ revision: 2, status: 'cancelled', reminders: [] });
  expect(await life.result()).toBe('cancelled');
  expect(life.story).toEqual([]);
  expect(await stage.env.currentTimeMs()).toBeLessThan(life.beganMs + hourMs);
});

test('while the phone rings: the call is withdrawn, and the new plan followed', async () => {
  const life = await played.changedWhileRinging(stage);
  expect(life.story).toEqual([
    'placeCall 1-1-1',
    'withdrawCall 1-1-1',
    'placeCall 2-1-1',
    'sendConfirmation 2-1-1',
  ]);
});

test('between two calls: nothing rings that could be withdrawn', async () => {
  const life = await stage.begin({
    settleCall: () => Promise.resolve({ kind: 'call', attempt: 2, atMs: life.startsAtMs - 22 * hourMs }),
  });
  await played.ring(life);
  await life.end('1-1-1');
  await life.done('settleCall 1-1-1');
  await life.idle();
  await life.deliver({ revision: 2, status: 'cancelled', reminders: [] });
  expect(await life.result()).toBe('cancelled');
  expect(life.story).toEqual(['placeCall 1-1-1', 'settleCall 1-1-1']);
});

test('while the confirming text is being sent: the new plan is still followed', async () => {
  const text = played.gate();
  const life = await stage.begin({ sendConfirmation: () => text.passed });
  await played.ring(life);
  await life.answer('1-1-1', 'confirm');
  await life.done('sendConfirmation 1-1-1');
  await life.deliver({ revision: 2, reminders: life.reminders(hourMs) });
  text.open();
  await life.sleepPast(life.startsAtMs - hourMs);
  await life.done('placeCall 2-1-1');
  await life.answer('2-1-1', 'cancel');
  expect(await life.result()).toBe('cancelled');
});

test.each([1, 2])('one of revision %i, which comes after the second, is ignored', async (revision) => {
  const life = await stage.begin({}, { revision: 2 });
  await life.deliver({ revision, status: 'cancelled', reminders: [{ number: 1, dueAtMs: 0 }] });
  await life.sleepPast(life.startsAtMs - 24 * hourMs - minuteMs);
  expect(life.story).toEqual([]);
  await life.sleepPast(life.startsAtMs);
  expect(await life.result()).toBe('scheduled');
  expect(life.story).toContain('placeCall 2-2-1');
});
