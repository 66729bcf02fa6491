import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureApiKey } from '../../db/api-keys';
import { booking, monday, startWorld, type ProblemBody, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { CALLING_HOURS: 'Mo-Su 00:00-24:00' } });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.nowMs = Math.max(monday, Date.now());
});

const far = '2199-11-26T10:00:00+01:00';
let last = 0;
function key() {
  last += 1;
  return { 'idempotency-key': `key-${last}` };
}

async function count(): Promise<number> {
  const { rows } = await world.pool.query<{ count: number }>('select count(*) from appointments');
  return rows[0]?.count ?? -1;
}

describe('Idempotency-Key', () => {
  it('gives the first reply again, and registers once', async () => {
    const [sent, headers, before] = [booking({ startsAt: far }), key(), await count()];
    const first = await world.call('POST', '/v1/appointments', sent, headers);
    const second = await world.call('POST', '/v1/appointments', sent, headers);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await count()).toBe(before + 1);
  });

  it('refuses another request under the same key', async () => {
    const headers = key();
    await world.call('POST', '/v1/appointments', booking({ startsAt: far }), headers);
    const other = await world.call<ProblemBody>(
      'POST',
      '/v1/appointments',
      booking({ startsAt: far }),
      headers,
    );
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('runs only one of two at a time', async () => {
    const [sent, headers, before] = [booking({ startsAt: far }), key(), await count()];
    // The lock that the first one would hold.
    const client = await world.pool.connect();
    const [{ id } = { id: 0 }] = (await client.query<{ id: number }>('select id from api_keys')).rows;
    const lock = `idempotency:key:${id}:${headers['idempotency-key']}`;
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
    const meanwhile = await world.call<ProblemBody>('POST', '/v1/appointments', sent, headers);
    expect([meanwhile.status, meanwhile.body.code]).toEqual([409, 'idempotency_in_flight']);
    await client.query('rollback');
    client.release();
    expect((await world.call('POST', '/v1/appointments', sent, headers)).status).toBe(201);

    const all = await Promise.all([1, 2, 3].map(() => world.call('POST', '/v1/appointments', sent, headers)));
    expect(all.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(await count()).toBe(before + 1);
  });

  it('keeps no problem: the same key may try again', async () => {
    const headers = key();
    const { body } = await world.call('POST', '/v1/appointments', booking({ startsAt: far }));
    const path = `/v1/appointments/${body.id}/remind`;
    // Opted out at first.
    await world.call('PUT', `/v1/opt-outs/${body.client.phone}`);
    expect((await world.call('POST', path, undefined, headers)).status).toBe(409);
    await world.call('DELETE', `/v1/opt-outs/${body.client.phone}`);
    const called = await world.call<{ attempt: string }>('POST', path, undefined, headers);
    expect(called.status).toBe(202);
    const again = await world.call<{ attempt: string }>('POST', path, undefined, headers);
    expect(again.body.attempt).toBe(called.body.attempt);
  });

  it('forgets after 24 hours', async () => {
    const [sent, headers] = [booking({ startsAt: far }), key()];
    const first = await world.call('POST', '/v1/appointments', sent, headers);
    world.clock.nowMs += 24 * 3_600_000 + 1_000;
    const second = await world.call('POST', '/v1/appointments', sent, headers);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('belongs to who sent it', async () => {
    await ensureApiKey(world.pool, 'other', 'the-key-of-somebody-else');
    const [sent, headers] = [booking({ startsAt: far }), key()];
    const mine = await world.call('POST', '/v1/appointments', sent, headers);
    const theirs = await world.call('POST', '/v1/appointments', sent, {
      ...headers,
      authorization: 'Bearer the-key-of-somebody-else',
    });
    expect(theirs.body.id).not.toBe(mine.body.id);
    expect(theirs.body.lastEvent?.actor).toBe('staff:other');
  });

  it('must be visible', async () => {
    const { status } = await world.call('POST', '/v1/appointments', booking(), { 'idempotency-key': 'a b' });
    expect(status).toBe(422);
  });
});
