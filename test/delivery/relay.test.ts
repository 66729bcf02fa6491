import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../db/pool';
import { deliverDue } from '../../delivery/relay';
import type { Workflows } from '../../delivery/workflows';
import { insertAppointment } from '../support/appointments';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate appointments cascade'));

/** So many, of which the first starts last. */
async function register(count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n++) {
    const { id } = await transaction(database.pool, (tx) =>
      insertAppointment(tx, {
        externalId: null,
        client: { name: 'Ada', phone: '+4930901821', locale: null, timeZone: null },
        startsAtMs: Date.parse('2199-01-01') - n * 60_000,
        durationMinutes: null,
        offsets: null,
        bookedAtMs: Date.now(),
        metadata: {},
      }),
    );
    ids.push(id);
  }
  return ids;
}

async function undelivered(): Promise<number[]> {
  const { rows } = await database.pool.query<{ id: number }>(
    'select id from appointments where delivered_revision < revision order by id',
  );
  return rows.map(({ id }) => id);
}

/** Temporal at some distance, which may refuse. */
function temporal(refuses: (appointmentId: number) => boolean = () => false) {
  const heard: number[] = [];
  let [now, most] = [0, 0];
  const workflows: Workflows = {
    deliverPlan: async (appointmentId) => {
      heard.push(appointmentId);
      most = Math.max(most, ++now);
      await sleep(20);
      now--;
      if (refuses(appointmentId)) throw new Error('refused');
    },
    deliverAnswer: () => Promise.resolve(),
    deliverEnd: () => Promise.resolve(),
    startJob: () => Promise.resolve(),
    lookNow: () => Promise.resolve(),
  };
  return { workflows, heard, most: () => most };
}

describe('the relay', () => {
  it('delivers the nearest first, several at a time, until none is left', async () => {
    const ids = await register(50);
    const { workflows, heard, most } = temporal();
    for (let looks = 0; await deliverDue(database.pool, workflows); looks++) expect(looks).toBeLessThan(10);
    const numbers = (all: number[]) => all.toSorted((a, b) => a - b);
    expect(numbers(heard.slice(0, 20))).toEqual(ids.slice(30));
    expect(numbers(heard.slice(20, 40))).toEqual(ids.slice(10, 30));
    expect(numbers(heard)).toEqual(ids);
    expect(most()).toBeGreaterThan(5);
    expect(most()).toBeLessThanOrEqual(10);
    expect(await undelivered()).toEqual([]);
  });

  it('begins none after a failure, finishes what is in hand, and forgets nothing', async () => {
    const ids = await register(20);
    const away = temporal(() => true);
    await expect(deliverDue(database.pool, away.workflows)).rejects.toThrow('refused');
    expect(away.heard).toHaveLength(10);
    expect(await undelivered()).toEqual(ids);
    // Put off, all of them.
    expect(await deliverDue(database.pool, temporal().workflows)).toBe(false);
    expect(await undelivered()).toEqual(ids);

    await database.pool.query('update appointments set deliver_after = now()');
    const [bad = 0, ...good] = ids;
    const mixed = temporal((id) => id === bad);
    await expect(deliverDue(database.pool, mixed.workflows)).rejects.toThrow('refused');
    const left = await undelivered();
    expect(left).toContain(bad);
    // All that was begun was told of, but for the one that failed.
    expect(left).toEqual([bad, ...good.filter((id) => !mixed.heard.includes(id))]);
  });

  it('shares the work with another one', async () => {
    const ids = await register(60);
    const [one, other] = [temporal(), temporal()];
    const drain = async ({ workflows }: typeof one) => {
      while (await deliverDue(database.pool, workflows));
    };
    await Promise.all([drain(one), drain(other)]);
    await drain(one);
    expect([...new Set([...one.heard, ...other.heard])].sort((a, b) => a - b)).toEqual(ids);
    expect(await undelivered()).toEqual([]);
  });
});
