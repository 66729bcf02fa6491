import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bookTurn, hasLapsed, leave, Line, untilTurn } from '../../db/pace';
import { createPool } from '../../db/pool';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let pools: Pool[];
beforeAll(async () => {
  database = await createTestDatabase();
  pools = Array.from({ length: 3 }, () => createPool(database.url, { max: 4 }));
});
beforeEach(() => database.pool.query(`update pace set next_at = '-infinity', left_at = '{}'`));
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

/** Calls of several processes, each with a line of its own: when they left, in the order of time. */
async function departures(count: number, perSecond: number): Promise<number[]> {
  const lines = pools.map((pool) => ({ pool, line: new Line(pool, perSecond) }));
  const leftMs: number[] = [];
  const call = async ({ pool, line }: (typeof lines)[number]) => {
    const turn = await line.take(10_000);
    if (!turn) return;
    await untilTurn(turn);
    leftMs.push(performance.now());
    await leave(pool, turn);
  };
  const each = Math.ceil(count / lines.length);
  await Promise.all(lines.flatMap((line) => Array.from({ length: each }, () => call(line))));
  return leftMs.sort((a, b) => a - b);
}

/** The most in any one second, from one instant to just before the same a second later. */
function mostInASecond(atMs: readonly number[]): number {
  return Math.max(...atMs.map((fromMs) => atMs.filter((ms) => ms >= fromMs && ms < fromMs + 1_000).length));
}

test.each([
  [30, 90],
  [10, 24],
  [2.5, 6],
])('three processes share %d calls a second, and never more', async (perSecond, count) => {
  const leftMs = await departures(count, perSecond);
  expect(leftMs).toHaveLength(count);
  expect(mostInASecond(leftMs)).toBeLessThanOrEqual(Math.ceil(perSecond));
});

test('turns are a spacing apart from the first one on: no burst after idling', async () => {
  const line = new Line(database.pool, 20);
  await line.take(1_000);
  await wait(300);
  const turns = await Promise.all([1, 2, 3, 4, 5, 6].map(() => line.take(1_000)));
  const [first, ...others] = turns.filter((turn) => turn !== undefined);
  others.forEach((turn, n) => {
    expect(turn.latestMs - (first?.earliestMs ?? Infinity)).toBeGreaterThanOrEqual((n + 1) * 45);
  });
});

test('short of the rate a turn comes at once', async () => {
  const line = new Line(database.pool, 1);
  const turn = await line.take(1_000);
  expect((turn?.latestMs ?? Infinity) - performance.now()).toBeLessThanOrEqual(0);
});

test('nothing is booked far ahead, and a line that does not move is given up', async () => {
  expect(await bookTurn(database.pool, 1)).toMatchObject({ kind: 'turn', waitMs: 0 });
  expect(await bookTurn(database.pool, 1)).toMatchObject({ kind: 'full' });
  expect(await new Line(database.pool, 1).take(100)).toBeUndefined();
});

test('within a process, turns go in the order of asking', async () => {
  const line = new Line(database.pool, 50);
  const order: number[] = [];
  await Promise.all(
    [1, 2, 3, 4, 5].map((n) =>
      line.take(1_000).then((turn) => {
        if (turn) order.push(n);
      }),
    ),
  );
  expect(order).toEqual([1, 2, 3, 4, 5]);
});

test('over all processes, who has waited longer goes first', async () => {
  // Each asks again as soon as it has had its turn, as a worker does that takes the next call from the queue.
  const longest = pools.map(async (pool) => {
    const line = new Line(pool, 5);
    const waitedMs: number[] = [];
    for (let n = 0; n < 10; n++) {
      const askedMs = performance.now();
      expect(await line.take(2_000)).toBeDefined();
      waitedMs.push(performance.now() - askedMs);
    }
    return Math.max(...waitedMs);
  });
  // A round is 0.6 s; by luck alone somebody would wait longer than two, nine times out of ten.
  expect(Math.max(...(await Promise.all(longest)))).toBeLessThan(1_200);
});

test('a call that leaves late puts the next second back by as much', async () => {
  const line = new Line(database.pool, 1);
  const turn = await line.take(1_000);
  if (!turn) throw new Error('no turn');
  await wait(200);
  expect(hasLapsed(turn)).toBe(false);
  const leftMs = performance.now();
  await leave(database.pool, turn);
  const next = await line.take(2_000);
  expect((next?.latestMs ?? 0) - leftMs).toBeGreaterThanOrEqual(1_000);
});

test('a turn missed by a second has lapsed', async () => {
  const turn = await new Line(database.pool, 1).take(1_000);
  if (!turn) throw new Error('no turn');
  await wait(1_000);
  expect(hasLapsed(turn)).toBe(true);
});

test('who leaves on a turn does so before it lapses, and on another once it has', async () => {
  const line = new Line(database.pool, 1);
  const turn = await line.take(1_000);
  if (!turn) throw new Error('no turn');
  const inTime = await line.departure(turn, Infinity)();
  expect(inTime?.notAfterMs).toBeLessThan(turn.earliestMs + 750);
  await wait(750);
  const startedMs = performance.now();
  const another = await line.departure(turn, startedMs + 5_000)();
  expect(another?.notAfterMs).toBeGreaterThan(turn.earliestMs + 1_500);
  expect(await line.departure(turn, performance.now() + 100)()).toBeUndefined();
});

test('waiting for a turn does not end before it', async () => {
  const turn = { slot: 1, earliestMs: performance.now() + 49, latestMs: performance.now() + 50 };
  await untilTurn(turn);
  expect(performance.now()).toBeGreaterThanOrEqual(turn.latestMs);
});
