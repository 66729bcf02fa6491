/** Random faults over many appointments; then the promises, one test each. */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Havoc } from './havoc';
import { Office } from './office';
import { failedTasks, notYetTrue, unstoredAnswers, violations } from './promises';
import { eventually } from '../support/system';
import { Random } from './random';
import { startSystem, type System } from './system';

const minutes = inject('soakMinutes');
/** Activities that died are missed after 30 s, and retried at most a minute apart. */
const calmWithinMs = 120_000;

let system: System;
let office: Office;
let havoc: Havoc;
/** What had not come true by the time that it should have. Life goes on: a moment later something else is under way. */
let left: string[] = ['nobody has looked'];

beforeAll(
  async () => {
    // A change must not put off the calls that it brings, nor a cap end them.
    system = await startSystem({
      CONTACT_GAP: 'PT0S',
      MAX_CALLS_PER_DAY: '10',
      MAX_APPOINTMENTS_PER_KEY_PER_DAY: '1000000',
    });
    const random = new Random(inject('seed'));
    office = new Office(system, new Random(random.below(2 ** 31)));
    havoc = new Havoc(system, new Random(random.below(2 ** 31)));
    const over = AbortSignal.timeout(minutes * 60_000);
    await Promise.all([office.work(over), havoc.wreak(over)]);
    await eventually(
      'calm',
      async () => {
        await sleep(500);
        left = [...(await notYetTrue(system)), ...(await unstoredAnswers(system))];
        return left.length === 0;
      },
      calmWithinMs,
    ).catch(() => undefined); // What is not true by then, a test names.
    return () => system.stop();
  },
  (minutes + 6) * 60_000,
);

describe('Whatever dies, stalls or is cut off', () => {
  it('then many were registered and called, and much went wrong', async () => {
    const calls = await system.allCalls();
    console.log(
      `${office.registered} registered, ${office.acknowledged.length} moved or cancelled, ${calls.length} called; ${havoc.done.join(', ')}.`,
    );
    expect(office.registered).toBeGreaterThan(20 * minutes);
    expect(calls.length).toBeGreaterThan(10 * minutes);
    expect(havoc.done.length).toBeGreaterThan(3 * minutes);
  });

  it('then nobody is called twice, or after having answered, cancelled or moved', async () => {
    expect(await violations(system, office.acknowledged)).toEqual([]);
  });

  it('then nobody is forgotten, no answer is lost, and every reminder that was not given has its reason', () => {
    expect(left).toEqual([]);
  });

  it('then no workflow stumbles over its own history', async () => {
    expect(await failedTasks(system)).toEqual([]);
  }, 60_000);

  it('then no process ends by itself', () => {
    expect(system.endedByThemselves).toEqual([]);
  });
});
