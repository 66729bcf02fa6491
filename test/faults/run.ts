/** One fault, struck while one appointment stands at each of the points; and what became of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random';
import { eventually } from '../support/system';
import { points, type Case, type Point } from './points';
import type { Strike } from './strikes';
import type { System } from './system';
import { allReached, type Trap } from './traps';
import { outcomeOf, settledBy, type Outcome } from './outcome';

const dayMs = 24 * 3_600_000;
const soonMs = 1_500;
const asleepMs = 15_000;
/** The longest way back: an activity that died is missed after 30 s, then asked about, then called again. */
const settledWithinMs = 110_000;

/** Everything that a point × part cell shows. */
export interface Cell extends Outcome {
  point: string;
  part: string;
  /** The moment has come; else the fault proves nothing. */
  reached: boolean;
  /** From the fault until record, workflow and phone agree again. */
  seconds: number;
}

export async function runStrike(system: System, strike: Strike, random: Random): Promise<Map<string, Cell>> {
  const phoneOf = new Map(random.shuffle(points).map((point) => [point, phoneNumber()]));
  const phone = (point: Point) => phoneOf.get(point) ?? '';
  const coming = (comes: Point['comes']) => random.shuffle(points.filter((point) => point.comes === comes));
  const registered = async (point: Point, dueInMs = soonMs): Promise<Case> => {
    const { id } = await register(system, phone(point), dueInMs);
    return { appointmentId: id, attempt: `${id}-1-1-1`, phone: phone(point) };
  };
  const traps = new Map<Point, Trap>();
  const hold = (point: Point, at: Case) => {
    if (point.trap) traps.set(point, point.trap(system, at));
  };

  for (const point of points) await system.script(phone(point), point.script);
  await system.faults(
    points.flatMap((point) => (point.twilio ?? []).map((fault) => ({ ...fault, to: phone(point) }))),
  );

  // First those who are to press a key: they wait on the line for it.
  const talking = await Promise.all(
    coming('key').map(async (point) => {
      const at = await registered(point);
      return { point, at, sid: await pickUp(system, at.phone) };
    }),
  );
  await Promise.all(coming('dialling').map(async (point) => hold(point, await registered(point))));
  await allReached([...traps.values()], 15_000);

  await Promise.all(coming('asleep').map((point) => registered(point, asleepMs)));
  for (const point of coming('registering')) {
    hold(point, { appointmentId: 0, attempt: '', phone: phone(point) });
    // Whether this request is answered is what the fault decides.
    void registered(point).catch(() => undefined);
  }
  for (const { point, at } of talking) hold(point, at);
  await Promise.all(talking.map(({ sid }) => system.act(sid, 'keys', { digits: '1' })));
  await allReached([...traps.values()], 5_000);
  const missed = points.filter((point) => traps.get(point)?.isReached === false);

  await sleep(random.below(250));
  const struckAtMs = performance.now();
  await strike.strike(system);
  for (const trap of random.shuffle([...traps.values()])) trap.release();
  await strike.recover(system);

  const cells = await Promise.all(
    points.map(async (point): Promise<[string, Cell]> => {
      const number = phone(point);
      await eventually(
        `${point.name}: all settled`,
        async () => (await settledBy(system, number)) !== 'no',
        settledWithinMs,
      ).catch(() => undefined);
      const seconds = Math.round((performance.now() - struckAtMs) / 100) / 10;
      const outcome = await outcomeOf(system, number);
      return [
        point.name,
        { point: point.name, part: strike.part, reached: !missed.includes(point), seconds, ...outcome },
      ];
    }),
  );
  return new Map(cells);
}

/** Booked long ago, so that no gap holds it back. */
function register(system: System, phone: string, dueInMs: number): Promise<{ id: number }> {
  return system.request('POST', '/v1/appointments', {
    externalId: phone,
    client: { name: 'Ada Moreno', phone },
    startsAt: new Date(Date.now() + dayMs + dueInMs).toISOString(),
    bookedAt: new Date(Date.now() - 10 * dayMs).toISOString(),
    reminders: ['PT24H'],
  });
}

async function pickUp(system: System, phone: string): Promise<string> {
  const one = async (holds: (call: { status: string; gathering: boolean }) => boolean) =>
    (await system.callsTo(phone)).find(holds);
  const { sid } = await eventually('a ringing phone', () => one(({ status }) => status === 'ringing'));
  await system.act(sid, 'pick-up');
  await eventually('a question', () => one(({ gathering }) => gathering));
  return sid;
}

let taken = 0;

/** Numbers that nobody has, a fresh one each time. */
function phoneNumber(): string {
  const area = [202, 212, 303, 312, 404, 415, 503, 617, 702, 713][Math.floor(taken / 80) % 10] ?? 202;
  return `+1${area}55501${String((taken++ % 80) + 10).padStart(2, '0')}`;
}
