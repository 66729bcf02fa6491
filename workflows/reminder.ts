import { ActivityFailure, CancellationScope, condition, setCurrentDetails } from '@temporalio/workflow';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { hourMs, minuteMs, settleWithinMs } from '../domain/policy';
import type { Placed, Step } from '../domain/steps';
import { urgency } from '../domain/urgency';
import { placeCall, sendReminderText, settleCall, withdrawCall } from './activities';
import type { Answered, Plan } from './contract';
import type { Inbox } from './inbox';
import { ownAppointmentId } from './identity';

/** A time that has come by the worker's clock but not yet by the server's, or the reverse, must not make us spin. */
const breatherMs = 5_000;

/** Which answer ended the reminders, and which attempt it was given to. */
export type FinalAnswer = Pick<Answered, 'attempt' | 'answer'>;

/**
 * One reminder from its sleep to its end. Returns at once when a newer plan has come, or a final answer: then with
 * that answer.
 */
export async function remind(
  plan: Plan,
  reminder: Plan['reminders'][number],
  inbox: Inbox,
): Promise<FinalAnswer | undefined> {
  const overtaken = () => inbox.plan !== plan;
  const answered = () => inbox.finalAnswer(plan);
  const interrupted = () => overtaken() || answered() !== undefined;
  const lead = describeLead(plan.startsAtMs - reminder.dueAtMs, reminder.number);

  let step: Step | { kind: 'settle'; attempt: number } = { kind: 'call', attempt: 1, atMs: reminder.dueAtMs };
  let mayRing: AttemptKey | undefined;
  let heardBefore = false;

  while (step.kind !== 'over') {
    const key: AttemptKey = {
      appointmentId: ownAppointmentId(),
      revision: plan.revision,
      reminder: reminder.number,
      attempt: step.attempt,
    };
    const id = attemptId(key);

    switch (step.kind) {
      case 'call': {
        const until = step.attempt === 1 ? `reminder ${reminder.number}, ${lead}` : `another call, ${lead}`;
        setCurrentDetails(`Sleeps until ${until}.`);
        if (await sleepUntil(step.atMs, interrupted, `Sleep until ${until}`)) break;
        const placed = await placeUnlessOvertaken(key, overtaken, {
          summary: `Call ${id}, ${lead}`,
          priority: { priorityKey: urgency(plan.startsAtMs - Date.now()) },
        });
        if (placed.kind === 'skipped') return answered();
        if (placed.kind === 'deferred') {
          step = { kind: 'call', attempt: step.attempt, atMs: afterBreather(placed.untilMs) };
          break;
        }
        mayRing = key;
        step = { kind: 'settle', attempt: step.attempt };
        if (placed.kind !== 'placed') break;
        setCurrentDetails(`Call ${id} rings or is being answered.`);
        await condition(() => interrupted() || inbox.heardOf(id), settleWithinMs, {
          summary: `Wait for a key or the end of call ${id}`,
        });
        break;
      }
      case 'check':
        await sleepUntil(
          afterBreather(step.atMs),
          () => interrupted() || (!heardBefore && inbox.heardOf(id)),
          `Wait for news of call ${id}`,
        );
        step = { kind: 'settle', attempt: step.attempt };
        break;
      case 'settle':
        heardBefore = inbox.heardOf(id);
        step = await settleCall.executeWithOptions({ summary: `What became of call ${id}` }, [key]);
        if (step.kind !== 'check') mayRing = undefined;
        break;
      case 'text':
        if (step.atMs > Date.now() && (await sleepUntil(step.atMs, interrupted, `Sleep until text ${id}`)))
          break;
        step = await sendReminderText.executeWithOptions({ summary: `Text ${id}, ${lead}` }, [key]);
        if (step.kind === 'text') step = { ...step, atMs: afterBreather(step.atMs) };
        break;
      case 'answered':
        return { attempt: id, answer: step.answer };
    }

    // Nobody is rung for a plan that is over, or who has just answered another call or a text.
    if (mayRing && (overtaken() || (answered() && answered()?.attempt !== attemptId(mayRing))))
      await withdrawCall.executeWithOptions({ summary: `Withdraw call ${attemptId(mayRing)}` }, [mayRing]);
    if (interrupted()) return answered();
  }
  return undefined;
}

/** A durable sleep; true when it was cut short. */
async function sleepUntil(atMs: number, cutShort: () => boolean, summary: string): Promise<boolean> {
  // A time-out of zero would mean "no time-out" to condition().
  const restMs = Math.max(1, atMs - Date.now());
  return condition(cutShort, restMs, { summary });
}

function afterBreather(atMs: number): number {
  return Math.max(atMs, Date.now() + breatherMs);
}

/** A call that waits for its turn is called off when a change overtakes it; one under way is let finish. */
async function placeUnlessOvertaken(
  key: AttemptKey,
  overtaken: () => boolean,
  options: { summary: string; priority: { priorityKey: number } },
): Promise<Placed> {
  const placing = new CancellationScope();
  const watching = new CancellationScope();
  const placed = placing.run(() => placeCall.executeWithOptions(options, [key]));
  const watch = watching
    .run(() => condition(overtaken))
    .then(
      () => placing.cancel(),
      () => undefined,
    );
  try {
    return await placed;
  } catch (error) {
    // Called off, or failed after that, when it is no longer retried: an earlier try may ring all the same.
    if (error instanceof ActivityFailure && overtaken()) return { kind: 'unresolved' };
    throw error;
  } finally {
    watching.cancel();
    await watch;
  }
}

function describeLead(leadMs: number, number: number): string {
  if (number === 0) return 'now, by staff';
  const hours = leadMs / hourMs;
  return hours >= 1
    ? `${Math.round(hours * 10) / 10} h before`
    : `${Math.round(leadMs / minuteMs)} min before`;
}
