/** Whole lives that tests judge and that `npm run histories` saves for replay. */
import { ApplicationFailure } from '@temporalio/activity';
import { hourMs, minuteMs, nowMs, type Life, type Stage } from './lives';

export type Scenario = (stage: Stage) => Promise<Life>;

const dayBefore = 24 * hourMs;

/** The reminder of the day before falls due, and its phone rings. */
export async function ring(life: Life): Promise<void> {
  await life.sleepPast(life.startsAtMs - dayBefore);
  await life.done('placeCall 1-1-1');
}

export const confirmedDayBefore: Scenario = async (stage) => {
  const life = await stage.begin();
  await ring(life);
  await life.answer('1-1-1', 'confirm');
  await life.result();
  return life;
};

export const notReachedThenTexted: Scenario = async (stage) => {
  const life = await stage.begin({
    settleCall: ({ attempt }) =>
      Promise.resolve(
        attempt === 1
          ? { kind: 'call', attempt: 2, atMs: nowMs() + 2 * hourMs }
          : { kind: 'text', attempt: 3, atMs: nowMs() },
      ),
  });
  await ring(life);
  await life.end('1-1-1');
  await life.done('settleCall 1-1-1');
  await life.sleepPast(life.startsAtMs - dayBefore + 2 * hourMs);
  await life.done('placeCall 1-1-2');
  await life.end('1-1-2');
  await life.done('sendReminderText 1-1-3');
  await life.deliver({ revision: 2, reminders: [] });
  await life.result();
  return life;
};

export const changedWhileRinging: Scenario = async (stage) => {
  const life = await stage.begin();
  await ring(life);
  await life.deliver({ revision: 2, reminders: [{ number: 1, dueAtMs: life.startsAtMs - 2 * hourMs }] });
  await life.done('withdrawCall 1-1-1');
  await life.sleepPast(life.startsAtMs - 2 * hourMs);
  await life.done('placeCall 2-1-1');
  await life.answer('2-1-1', 'confirm');
  await life.result();
  return life;
};

/** Twilio takes nothing for ten minutes; meanwhile the appointment is cancelled. For Temporal's own server. */
export const cancelledWhileWaiting: Scenario = async (stage) => {
  const life = await stage.begin(
    {
      placeCall: () =>
        Promise.reject(ApplicationFailure.create({ type: 'NotAccepted', nextRetryDelay: 10 * minuteMs })),
    },
    { reminders: [{ number: 1, dueAtMs: 0 }] },
  );
  await life.failed();
  await life.deliver({ revision: 2, status: 'cancelled', reminders: [] });
  await life.result();
  return life;
};

export const deferredToOpening: Scenario = async (stage) => {
  let tries = 0;
  const life = await stage.begin({
    placeCall: () =>
      Promise.resolve(
        ++tries === 1
          ? { kind: 'deferred', untilMs: nowMs() + 8 * hourMs, reason: 'outside_hours' }
          : { kind: 'placed' },
      ),
  });
  await ring(life);
  await life.sleepPast(life.startsAtMs - dayBefore + 8 * hourMs);
  await life.done('placeCall 1-1-1', 2);
  await life.answer('1-1-1', 'cancel');
  await life.result();
  return life;
};

/** Twilio's answer got lost; then a callback tells that the call had been made, and is over. */
export const unresolvedThenEnded: Scenario = async (stage) => {
  let looks = 0;
  const life = await stage.begin({
    placeCall: ({ reminder }) => Promise.resolve({ kind: reminder === 1 ? 'unresolved' : 'placed' }),
    settleCall: ({ attempt }) =>
      Promise.resolve(++looks === 1 ? { kind: 'check', attempt, atMs: nowMs() + 90_000 } : { kind: 'over' }),
  });
  await ring(life);
  await life.done('settleCall 1-1-1');
  await life.idle();
  await life.end('1-1-1');
  await life.done('settleCall 1-1-1', 2);
  await life.sleepPast(life.startsAtMs - hourMs);
  await life.done('placeCall 1-2-1');
  await life.answer('1-2-1', 'confirm');
  await life.result();
  return life;
};

/** Something that waits until it is let go. */
export function gate(): { passed: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** The key comes while we ask what became of the call: it counts, whatever the asking finds. */
export const answeredWhileSettling: Scenario = async (stage) => {
  const twilio = gate();
  const life = await stage.begin({
    settleCall: async () => {
      const atMs = nowMs() + 10 * minuteMs;
      await twilio.passed;
      return { kind: 'call', attempt: 2, atMs };
    },
  });
  await ring(life);
  await life.end('1-1-1');
  await life.done('settleCall 1-1-1');
  await life.answer('1-1-1', 'confirm');
  twilio.open();
  await life.result();
  return life;
};

/** The database is away when the key is pressed: the signal alone carries the answer. */
export const recordedLater: Scenario = async (stage) => {
  let tries = 0;
  const life = await stage.begin({
    recordAnswer: () =>
      ++tries === 1 ? Promise.reject(new Error('The database is away.')) : Promise.resolve(),
  });
  await ring(life);
  await life.answer('1-1-1', 'confirm', false);
  await life.result();
  return life;
};

/** By the name of their saved histories. */
export const scenarios = {
  'confirmed-day-before': confirmedDayBefore,
  'not-reached-then-texted': notReachedThenTexted,
  'changed-while-ringing': changedWhileRinging,
  'deferred-to-opening': deferredToOpening,
  'unresolved-then-ended': unresolvedThenEnded,
  'answered-while-settling': answeredWhileSettling,
  'recorded-later': recordedLater,
} as const satisfies Record<string, Scenario>;

/** Those that only Temporal's own server plays exactly. */
export const localScenarios = {
  'cancelled-while-waiting': cancelledWhileWaiting,
} as const satisfies Record<string, Scenario>;
