import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { settleWithinMs } from '../../domain/policy';
import { billableActions } from './actions';
import { hourMs, minuteMs, nowMs, openStage, type Life, type Stage } from './lives';
import * as played from './scenarios';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** How long after this lead before the start each deed was done, in milliseconds; real time passes too, but little. */
const since = (life: Life, leadMs: number) =>
  life.deeds.map(({ what, atMs }) => ({ what, afterMs: atMs - (life.startsAtMs - leadMs) }));
const at = (expectedMs: number): unknown =>
  expect.toSatisfy((ms: number) => ms >= expectedMs && ms < expectedMs + 3_000, `about ${expectedMs} ms`);

describe('the clock', () => {
  test('three days pass in seconds, and both reminders call at their instants', async () => {
    const began = performance.now();
    const life = await stage.begin();
    await life.sleepPast(life.startsAtMs);
    expect(await life.result()).toBe('scheduled');
    expect(since(life, 24 * hourMs)).toEqual([
      { what: 'placeCall 1-1-1', afterMs: at(0) },
      { what: 'settleCall 1-1-1', afterMs: at(settleWithinMs) },
      { what: 'placeCall 1-2-1', afterMs: at(23 * hourMs) },
      { what: 'settleCall 1-2-1', afterMs: at(23 * hourMs + settleWithinMs) },
    ]);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('what is due already, and a call now, are made at once', async () => {
    const past = { number: 1, dueAtMs: (await stage.env.currentTimeMs()) - hourMs };
    const life = await stage.begin({}, { reminders: [past] });
    await life.done('placeCall 1-1-1');
    await life.deliver({ revision: 2, reminders: [{ number: 0, dueAtMs: life.beganMs }] });
    await life.done('placeCall 2-0-1');
    await life.answer('2-0-1', 'confirm');
    expect(await life.result()).toBe('confirmed');
    expect(since(life, 72 * hourMs)).toEqual(life.story.map((what) => ({ what, afterMs: at(0) })));
  });

  test('a call that is put off waits for its time, as the same attempt', async () => {
    const life = await played.deferredToOpening(stage);
    expect(since(life, 24 * hourMs)).toEqual([
      { what: 'placeCall 1-1-1', afterMs: at(0) },
      { what: 'placeCall 1-1-1', afterMs: at(8 * hourMs) },
      { what: 'sendConfirmation 1-1-1', afterMs: at(8 * hourMs) },
    ]);
  });

  test('a worker whose clock is behind does not make the workflow spin', async () => {
    const life = await stage.begin({
      placeCall: () => Promise.resolve({ kind: 'deferred', untilMs: nowMs() - 1, reason: 'outside_hours' }),
    });
    await played.ring(life);
    await stage.env.sleep(minuteMs);
    expect(life.story.length).toBeGreaterThan(5);
    expect(life.story.length).toBeLessThan(15);
  });
});

describe('answers', () => {
  test.each([
    ['1', 'confirm', 'confirmed', 1],
    ['2', 'reschedule', 'reschedule_requested', 1],
    ['3', 'cancel', 'cancelled', 1],
    ['9', 'opt_out', 'scheduled', 0],
  ] as const)('key %s ends the reminders: %s', async (_, answer, status, texts) => {
    const life = await stage.begin();
    await played.ring(life);
    await life.answer('1-1-1', answer);
    expect(await life.result()).toBe(status);
    const confirmations = Array<string>(texts).fill('sendConfirmation 1-1-1');
    expect(life.story).toEqual(['placeCall 1-1-1', ...confirmations]);
  });

  test('delivered twice, an answer counts once', async () => {
    const text = played.gate();
    const life = await stage.begin({ sendConfirmation: () => text.passed });
    await played.ring(life);
    await life.answer('1-1-1', 'confirm', false);
    await life.answer('1-1-1', 'cancel', false);
    await life.done('sendConfirmation 1-1-1');
    await life.answer('1-1-1', 'confirm', false);
    text.open();
    expect(await life.result()).toBe('confirmed');
    expect(life.story).toEqual(['placeCall 1-1-1', 'recordAnswer 1-1-1', 'sendConfirmation 1-1-1']);
  });

  test('one to an earlier plan changes nothing', async () => {
    const life = await stage.begin();
    await played.ring(life);
    await life.deliver({ revision: 2, reminders: life.reminders(hourMs) });
    await life.done('withdrawCall 1-1-1');
    await life.answer('1-1-1', 'confirm');
    await life.sleepPast(life.startsAtMs);
    expect(await life.result()).toBe('scheduled');
    expect(life.story.slice(2)).toEqual(['placeCall 2-1-1', 'settleCall 2-1-1']);
  });

  test('one that the database missed is recorded before the text that confirms it', async () => {
    const life = await played.recordedLater(stage);
    expect(life.story).toEqual([
      'placeCall 1-1-1',
      'recordAnswer 1-1-1',
      'recordAnswer 1-1-1', // The database was still away.
      'sendConfirmation 1-1-1',
    ]);
  });

  test('one that the database missed waits even for a mistake of ours to be mended', async () => {
    let tries = 0;
    const life = await stage.begin({
      recordAnswer: () => (++tries < 3 ? Promise.reject(new TypeError('A mistake.')) : Promise.resolve()),
    });
    await played.ring(life);
    await life.answer('1-1-1', 'confirm', false);
    await life.failed();
    await stage.env.sleep(minuteMs);
    expect(await life.result()).toBe('confirmed');
    expect(life.story.slice(-2)).toEqual(['recordAnswer 1-1-1', 'sendConfirmation 1-1-1']);
  });

  test('one that the database missed is recorded at once, also when it came to a call of an earlier plan', async () => {
    const life = await stage.begin();
    await life.deliver({ revision: 2 });
    await life.answer('1-1-1', 'opt_out', false);
    await life.done('recordAnswer 1-1-1');
    expect(await stage.env.currentTimeMs()).toBeLessThan(life.startsAtMs - 24 * hourMs);
    await life.deliver({ revision: 3, reminders: [] });
    await life.result();
    expect(life.story).toEqual(['recordAnswer 1-1-1']);
  });

  test('one to the first call, while the second is awaited, ends the reminder', async () => {
    const life = await stage.begin({
      settleCall: () => Promise.resolve({ kind: 'call', attempt: 2, atMs: nowMs() + 2 * hourMs }),
    });
    await played.ring(life);
    await life.end('1-1-1');
    await life.done('settleCall 1-1-1');
    await life.answer('1-1-1', 'reschedule', false);
    expect(await life.result()).toBe('reschedule_requested');
    expect(life.story.slice(2)).toEqual(['recordAnswer 1-1-1', 'sendConfirmation 1-1-1']);
  });

  test('whoever answers a text while the phone rings is rung no longer', async () => {
    const life = await stage.begin({}, { reminders: [{ number: 2, dueAtMs: 0 }] });
    await life.done('placeCall 1-2-1');
    await life.idle();
    await life.answer('1-1-3', 'confirm');
    expect(await life.result()).toBe('confirmed');
    expect(life.story).toEqual(['placeCall 1-2-1', 'withdrawCall 1-2-1', 'sendConfirmation 1-1-3']);
  });
});

describe('what follows a call', () => {
  test('not reached: called again two hours later, then texted', async () => {
    const life = await played.notReachedThenTexted(stage);
    expect(since(life, 24 * hourMs)).toEqual([
      { what: 'placeCall 1-1-1', afterMs: at(0) },
      { what: 'settleCall 1-1-1', afterMs: at(0) },
      { what: 'placeCall 1-1-2', afterMs: at(2 * hourMs) },
      { what: 'settleCall 1-1-2', afterMs: at(2 * hourMs) },
      { what: 'sendReminderText 1-1-3', afterMs: at(2 * hourMs) },
    ]);
  });

  test('skipped: the next reminder comes all the same', async () => {
    const life = await stage.begin({
      placeCall: ({ reminder }) =>
        Promise.resolve(
          reminder === 1 ? { kind: 'skipped', reason: 'too_soon_after_contact' } : { kind: 'placed' },
        ),
    });
    await life.sleepPast(life.startsAtMs - hourMs);
    await life.done('placeCall 1-2-1');
    await life.answer('1-2-1', 'confirm');
    await life.result();
    expect(life.story).toEqual(['placeCall 1-1-1', 'placeCall 1-2-1', 'sendConfirmation 1-2-1']);
  });

  test('answered while the call was decided: the text confirms it, and no other reminder follows', async () => {
    const deciding = played.gate();
    const life = await stage.begin(
      { placeCall: () => deciding.passed.then(() => ({ kind: 'skipped', reason: 'answered' })) },
      { reminders: [{ number: 2, dueAtMs: 0 }] },
    );
    await life.done('placeCall 1-2-1');
    await life.answer('1-1-3', 'confirm');
    deciding.open();
    expect(await life.result()).toBe('confirmed');
    expect(life.story).toEqual(['placeCall 1-2-1', 'sendConfirmation 1-1-3']);
  });

  test('unresolved: asked again when a callback tells that it is over, before its time', async () => {
    const life = await played.unresolvedThenEnded(stage);
    expect(since(life, 24 * hourMs).slice(0, 3)).toEqual([
      { what: 'placeCall 1-1-1', afterMs: at(0) },
      { what: 'settleCall 1-1-1', afterMs: at(0) },
      { what: 'settleCall 1-1-1', afterMs: at(0) },
    ]);
  });

  test('still talking, though its end was told: asked now and then, not without pause', async () => {
    let looks = 0;
    const life = await stage.begin({
      settleCall: ({ attempt }) =>
        Promise.resolve(
          ++looks < 3 ? { kind: 'check', attempt, atMs: nowMs() + 2 * minuteMs } : { kind: 'over' },
        ),
    });
    await played.ring(life);
    await life.end('1-1-1');
    await life.sleepPast(life.startsAtMs);
    expect(since(life, 24 * hourMs).slice(1, 4)).toEqual([
      { what: 'settleCall 1-1-1', afterMs: at(0) },
      { what: 'settleCall 1-1-1', afterMs: at(2 * minuteMs) },
      { what: 'settleCall 1-1-1', afterMs: at(4 * minuteMs) },
    ]);
  });

  test('answered while we ask: the answer counts, and nobody is called again', async () => {
    const life = await played.answeredWhileSettling(stage);
    expect(life.story).toEqual(['placeCall 1-1-1', 'settleCall 1-1-1', 'sendConfirmation 1-1-1']);
  });
});

describe('a step that fails for good', () => {
  const mistake = () => Promise.reject(new TypeError('A mistake.'));

  test.each([
    ['placeCall', 'placed'],
    ['settleCall', 'over'],
  ] as const)('%s: the desk takes over, and the next reminder comes', async (step, kind) => {
    let tries = 0;
    const life = await stage.begin({ [step]: () => (++tries === 1 ? mistake() : Promise.resolve({ kind })) });
    await life.sleepPast(life.startsAtMs - hourMs);
    await life.done('placeCall 1-2-1');
    expect(life.story.filter((deed) => deed.startsWith('giveUp'))).toEqual(['giveUp 1-1-0']);
    await life.answer('1-2-1', 'confirm');
    expect(await life.result()).toBe('confirmed');
  });

  test('the confirming text: the answer stands', async () => {
    const life = await stage.begin({ sendConfirmation: mistake });
    await played.ring(life);
    await life.answer('1-1-1', 'confirm');
    expect(await life.result()).toBe('confirmed');
  });
});

test('the happy path costs 30 events and 7 billable actions', async () => {
  const life = await played.confirmedDayBefore(stage);
  const history = await life.history();
  expect(history.events?.length).toBeLessThanOrEqual(30);
  // The sleep and the wait for the key; the call and the text; the key; the status that the Web UI can filter by.
  expect(billableActions(history)).toEqual({
    starts: 1,
    timers: 2,
    activities: 2,
    signals: 1,
    searchAttributes: 1,
  });
});
