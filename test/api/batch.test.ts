import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { batchResults } from '../../api/schemas/batch';
import { booking, freshPhone, monday, startWorld, type ProblemBody, type World } from './world';

type Results = z.output<typeof batchResults>;

const cap = 3_500;
let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { MAX_APPOINTMENTS_PER_KEY_PER_DAY: String(cap) } });
});
afterAll(() => world.close());
beforeEach(() => world.pool.query('truncate key_usage'));

function send(items: unknown, headers: Record<string, string> = {}) {
  return world.call<Results & ProblemBody>('POST', '/v1/appointments/batch', { items }, headers);
}

async function results(items: readonly unknown[]): Promise<Results['results']> {
  const { status, body } = await send(items);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.results).toHaveLength(items.length);
  return body.results;
}

const statuses = (all: Results['results']) => all.map(({ status }) => status);

function idOf(result: Results['results'][number] | undefined): number {
  if (!result || !('appointment' in result)) throw new Error(`No appointment: ${JSON.stringify(result)}`);
  return result.appointment.id;
}

async function count(): Promise<number> {
  const { rows } = await world.pool.query<{ count: number }>('select count(*) from appointments');
  return rows[0]?.count ?? -1;
}

describe('a batch', () => {
  it('tells of each item, in order, what came of it', async () => {
    const kept = booking({ externalId: 'kept' });
    const moved = booking({ externalId: 'moved' });
    const called = await results([kept, moved, booking({ externalId: 'cancelled' })]);
    expect(statuses(called)).toEqual([201, 201, 201]);
    await world.call('POST', `/v1/appointments/${idOf(called[2])}/cancel`);

    const before = await count();
    const all = await results([
      booking(),
      'not an appointment',
      kept,
      { ...moved, startsAt: '2026-11-27T10:00' },
      { ...booking({ externalId: 'cancelled' }), client: { name: 'Somebody Else', phone: freshPhone() } },
      booking({ startsAt: 'soon', client: { name: 'Ada', phone: '1' } }),
      booking({ colour: 'red' }),
      booking({ externalId: 'new' }),
    ]);
    expect(statuses(all)).toEqual([201, 422, 200, 200, 409, 422, 422, 201]);
    expect(all[0]).toMatchObject({ appointment: { externalId: null, revision: 1, status: 'scheduled' } });
    expect(all[1]).toMatchObject({ code: 'invalid', errors: [{ path: 'body' }] });
    expect(all[2]).toMatchObject({ appointment: { externalId: 'kept', revision: 1, version: 1 } });
    expect(all[3]).toMatchObject({
      appointment: { externalId: 'moved', revision: 2, startsAt: '2026-11-27T09:00:00.000Z' },
    });
    expect(all[4]).toMatchObject({ code: 'cancelled' });
    expect(all[5]).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'client.phone' }, { path: 'startsAt' }],
    });
    expect(all[6]).toMatchObject({ code: 'invalid', errors: [{ path: 'colour' }] });
    expect(all[7]).toMatchObject({ appointment: { externalId: 'new' } });
    expect(await count()).toBe(before + 2);
    const { body } = await world.call('GET', `/v1/appointments/${idOf(all[0])}`);
    expect(body.reminders.map(({ state }) => state)).toEqual(['planned', 'planned']);
    expect(body.lastEvent?.actor).toBe('staff:test');
  });

  it('takes a name that comes twice twice, in order', async () => {
    const twice = booking({ externalId: 'twice' });
    const all = await results([
      twice,
      { ...twice, startsAt: '2026-11-27T10:00' },
      { ...twice, startsAt: 'never' },
      { ...twice, startsAt: '2026-11-28T10:00' },
    ]);
    expect(statuses(all)).toEqual([201, 200, 422, 200]);
    expect(new Set([all[0], all[1], all[3]].map(idOf)).size).toBe(1);
    const { body } = await world.call('GET', `/v1/appointments/${idOf(all[0])}`);
    expect([body.startsAt, body.revision]).toEqual(['2026-11-28T09:00:00.000Z', 3]);
  });

  it('has room for a thousand, and leaves their delivery to the relay', async () => {
    const [before, delivered] = [await count(), world.delivered.length];
    const metadata = { note: 'x'.repeat(800) };
    const items = Array.from({ length: 1_000 }, (_, n) => booking({ externalId: `many-${n}`, metadata }));
    expect(new Set(statuses(await results(items)))).toEqual(new Set([201]));
    expect(await count()).toBe(before + 1_000);
    expect(new Set(statuses(await results(items)))).toEqual(new Set([200]));
    expect(await count()).toBe(before + 1_000);
    const { rows } = await world.pool.query<{ count: number }>(
      `select count(*) from appointments
       where external_id like 'many-%' and delivered_revision = 0 and deliver_after <= now()`,
    );
    expect(rows[0]?.count).toBe(1_000);
    expect(world.delivered).toHaveLength(delivered);
  });

  it.each([
    ['none', []],
    ['a thousand and one', Array.from({ length: 1_001 }, () => ({}))],
    ['no list', 'all'],
    ['nothing', undefined],
  ])('of %s is refused', async (_, items) => {
    const { status, body } = await send(items);
    expect([status, body.code, body.errors?.[0]?.path]).toEqual([422, 'invalid', 'items']);
  });

  it('is refused when it is larger than 2 MB, as others are from 100 kB on', async () => {
    const large = (kilobytes: number) => ({ items: ['x'.repeat(kilobytes * 1_024)] });
    const post = (path: string, body: unknown) => world.call<ProblemBody>('POST', path, body);
    expect((await post('/v1/appointments/batch', large(2_000))).status).toBe(200);
    const batch = await post('/v1/appointments/batch', large(2_100));
    expect([batch.status, batch.body.code]).toEqual([413, 'too_large']);
    expect(batch.body.detail).toContain('2048 kB');
    const single = await post('/v1/appointments', large(110));
    expect([single.status, single.body.code]).toEqual([413, 'too_large']);
    expect(single.body.detail).toContain('100 kB');
  });

  it('registers all or nothing of what the key may register today', async () => {
    await world.pool.query(
      `insert into key_usage (api_key_id, day, used) select id, '2026-11-23', $1 from api_keys`,
      [cap - 2],
    );
    const before = await count();
    const items = [booking(), booking({ externalId: 'over-1' }), booking({ externalId: 'over-2' })];
    const { status, headers, body } = await send([...items, {}]);
    expect([status, body.code]).toEqual([429, 'key_cap_reached']);
    expect(body.detail).toContain('2 are left today, and this would be 3 more');
    expect(headers.get('retry-after')).toBe(String(14 * 3600));
    expect(await count()).toBe(before);
    expect(statuses(await results([...items.slice(1), {}]))).toEqual([201, 201, 422]);
    // Changes cost nothing.
    expect(statuses(await results(items.slice(1)))).toEqual([200, 200]);
    expect((await send([booking()])).status).toBe(429);
  });

  it('is taken once under one Idempotency-Key', async () => {
    world.clock.nowMs = Math.max(monday, Date.now());
    const headers = { 'idempotency-key': 'a-batch' };
    const items = [booking({ startsAt: '2199-11-26T10:00' }), {}];
    const first = await send(items, headers);
    const before = await count();
    const second = await send(items, headers);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(await count()).toBe(before);
    expect((await send([booking()], headers)).body.code).toBe('idempotency_key_reused');
    world.clock.nowMs = monday;
  });
});

describe('at once', () => {
  const moved = '2026-11-27T10:00';

  /** Each name has one live appointment, and as many registrations as were told. */
  async function onlyOneOf(prefix: string, names: number): Promise<void> {
    const { rows } = await world.pool.query<{ names: number; all: number }>(
      `select count(distinct external_id) as names, count(*) as all from appointments where external_id like $1`,
      [`${prefix}-%`],
    );
    expect(rows).toEqual([{ names, all: names }]);
  }

  it('two batches with the same new names in opposite order both end well', async () => {
    for (let round = 0; round < 5; round++) {
      const items = Array.from({ length: 60 }, (_, n) => booking({ externalId: `both${round}-${n}` }));
      const both = await Promise.all([results(items), results(items.toReversed())]);
      expect(new Set(both.flatMap(statuses))).toEqual(new Set([200, 201]));
      expect(both.flatMap(statuses).filter((status) => status === 201)).toHaveLength(60);
      await onlyOneOf(`both${round}`, 60);
    }
  });

  it('two batches that move the same appointments in opposite order both end well', async () => {
    const items = Array.from({ length: 60 }, (_, n) => booking({ externalId: `move-${n}` }));
    await results(items);
    const other = items.map((item) => ({ ...item, startsAt: moved }));
    const both = await Promise.all([
      results(other),
      results(items.toReversed()),
      results(other.toReversed()),
    ]);
    expect(new Set(both.flatMap(statuses))).toEqual(new Set([200]));
  });

  it('a batch and single requests for the same names', async () => {
    const contents = Array.from({ length: 40 }, (_, n) => ({ externalId: `mixed-${n}`, content: booking() }));
    const items = contents.map(({ externalId, content }) => ({ ...content, externalId }));
    const single = contents
      .toReversed()
      .map(({ externalId, content }) =>
        world.call('PUT', `/v1/appointments/by-external-id/${externalId}`, { ...content, startsAt: moved }),
      );
    const [batch, ...puts] = await Promise.all([results(items), ...single]);
    const all = [...statuses(batch), ...puts.map(({ status }) => status)];
    expect(all.filter((status) => status === 201)).toHaveLength(40);
    expect(all.filter((status) => status === 200)).toHaveLength(40);
    await onlyOneOf('mixed', 40);
  });

  it('twenty PUTs of one new name register it once', async () => {
    for (let round = 0; round < 5; round++) {
      const content = booking();
      const puts = await Promise.all(
        Array.from({ length: 20 }, () =>
          world.call('PUT', `/v1/appointments/by-external-id/put-${round}`, content),
        ),
      );
      expect(puts.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
      expect(new Set(puts.map(({ body }) => body.id)).size).toBe(1);
    }
    await onlyOneOf('put', 5);
  });

  it('one that waited in a circle with another is run again', async () => {
    const [a, b] = await results([booking({ externalId: 'circle-a' }), booking({ externalId: 'circle-b' })]);
    const other = await world.pool.connect();
    try {
      await other.query('begin');
      // So that PostgreSQL ends the batch's transaction, not this one.
      await other.query(`set local deadlock_timeout = '30s'`);
      await other.query('select from appointments where id = $1 for update', [idOf(b)]);
      const batch = results(
        ['circle-a', 'circle-b'].map((externalId) => booking({ externalId, startsAt: moved })),
      );
      await expect
        .poll(async () => {
          const { rows } = await world.pool.query<{ count: number }>(
            `select count(*) from pg_stat_activity where wait_event_type = 'Lock'
               and datname = current_database()`,
          );
          return rows[0]?.count;
        })
        .toBe(1);
      await other.query('select from appointments where id = $1 for update', [idOf(a)]);
      await other.query('commit');
      expect(statuses(await batch)).toEqual([200, 200]);
    } finally {
      other.release();
    }
  });
});
