/** What admins do with endpoints and their log; what is posted, see `test/activities/deliver-webhook.test.ts`. */
import type { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as schemas from '../../../api/schemas/webhooks';
import { addTry } from '../../../db/webhook-tries';
import { createWebhookEndpoint, switchOff } from '../../../db/webhook-endpoints';
import { redeliverForgotten } from '../../../db/webhook-deliveries';
import { transaction } from '../../../db/pool';
import { announcements } from '../../../domain/words';
import { booking, startWorld, type ProblemBody, type World } from '../world';

type Endpoint = z.output<typeof schemas.webhookEndpoint>;
type EndpointWithSecret = z.output<typeof schemas.webhookEndpointWithSecret>;
type Delivery = z.output<typeof schemas.webhookDelivery>;
type DeliveryWithTries = z.output<typeof schemas.webhookDeliveryWithTries>;
interface Page {
  data: Delivery[];
  nextCursor: string | null;
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.pool.query('truncate webhook_endpoints, outgoing_events, jobs cascade');
});

const url = 'https://hooks.example.com/in?token=t';
const endpoints = '/v1/webhook-endpoints';
const add = async (body: object = { url }) =>
  (await world.call<EndpointWithSecret>('POST', endpoints, body)).body;
const get = async (id: number) => (await world.call<Endpoint>('GET', `${endpoints}/${id}`)).body;
const log = async (id: number, query = '') =>
  (await world.call<Page>('GET', `${endpoints}/${id}/deliveries${query}`)).body;
const jobs = async () =>
  (
    await world.pool.query<{ ref: number }>(`select ref from jobs where kind = 'webhook' order by ref`)
  ).rows.map(({ ref }) => ref);
/** The relay has started their workflows. */
const forgetJobs = () => world.pool.query('delete from jobs');

async function waiting(): Promise<number> {
  const { rowCount } = await world.pool.query(
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rowCount ?? 0;
}

describe('an endpoint', () => {
  it('is added with a secret that is shown this once, listed, changed and removed', async () => {
    const { secret, ...made } = await add();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(made).toMatchObject({
      url,
      types: announcements,
      enabled: true,
      disabledAt: null,
      failingSince: null,
      missed: 0,
      createdBy: 'staff:test',
    });
    expect(await get(made.id)).toEqual(made);
    const list = await world.call<{ data: Endpoint[] }>('GET', endpoints);
    expect(list.body.data).toEqual([made]);
    expect(JSON.stringify(list.body)).not.toContain(secret);

    const types = ['appointment.confirmed'];
    const changed = await world.call<Endpoint>('PATCH', `${endpoints}/${made.id}`, { types });
    expect([changed.status, changed.body]).toEqual([200, { ...made, types }]);
    const moved = await world.call<Endpoint>('PATCH', `${endpoints}/${made.id}`, {
      url: 'https://b.example.com',
    });
    expect(moved.body).toEqual({ ...made, types, url: 'https://b.example.com/' });
    expect((await world.call('DELETE', `${endpoints}/${made.id}`)).status).toBe(204);
    expect((await world.call('DELETE', `${endpoints}/${made.id}`)).status).toBe(404);
    expect((await world.call('GET', `${endpoints}/${made.id}`)).status).toBe(404);
  });

  it.each([
    [{}, 'url', /is missing/],
    [{ url: 'http://hooks.example.com' }, 'url', /https/],
    [{ url: 'https://127.0.0.1/' }, 'url', /WEBHOOKS_ALLOW_PRIVATE/],
    [{ url, types: [] }, 'types', /at least one/],
    [{ url, types: ['appointment.moved'] }, 'types.0', /must be one of appointment.registered, /],
    [{ url, types: ['appointment.changed', 'appointment.changed'] }, 'types', /once/],
  ])('%j is refused', async (body, path, message) => {
    const refused = await world.call<ProblemBody>('POST', endpoints, body);
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path, message: expect.stringMatching(message) as unknown }],
    ]);
  });

  it('of this network is taken where the office allows it', async () => {
    const open = await startWorld({ env: { WEBHOOKS_ALLOW_PRIVATE: 'true' } });
    expect((await open.call('POST', endpoints, { url: 'http://10.0.0.1/hooks' })).status).toBe(201);
    await open.close();
  });

  it('is one of twenty at most, even when two come at once', async () => {
    for (let count = 1; count < 20; count += 1) await add();
    const wanted = { url, types: announcements, secret: '', createdBy: 'system' } as const;
    const late = await transaction(world.pool, async (tx) => {
      expect(await createWebhookEndpoint(tx, wanted, 20)).toBeDefined();
      const other = world.call<ProblemBody>('POST', endpoints, { url });
      // Until it waits for us, or, wrongly, has not waited.
      await Promise.race([other, vi.waitFor(async () => expect(await waiting()).toBe(1), 5_000)]);
      return { other };
    });
    const { status, body } = await late.other;
    expect([status, body.code]).toEqual([409, 'too_many_endpoints']);
  });

  it('gets another secret, beside which the old one signs for a day', async () => {
    const { id, secret } = await add();
    const rotated = await world.call<EndpointWithSecret>('POST', `${endpoints}/${id}/rotate-secret`);
    expect(rotated.body.secret).not.toBe(secret);
    expect(rotated.body.previousSecretUntil).toBe(new Date(world.clock.nowMs + 24 * 3_600_000).toISOString());
    const { rows } = await world.pool.query('select secret, previous_secret from webhook_endpoints');
    expect(rows).toEqual([{ secret: rotated.body.secret, previous_secret: secret }]);
    world.clock.nowMs += 24 * 3_600_000;
    expect((await get(id)).previousSecretUntil).toBeNull();
    expect((await world.call('POST', `${endpoints}/999/rotate-secret`)).status).toBe(404);
  });

  it('leaves its secret in no stored reply', async () => {
    const key = { 'idempotency-key': 'webhooks' };
    const { body } = await world.call<EndpointWithSecret>('POST', endpoints, { url }, key);
    await world.call('POST', `${endpoints}/${body.id}/rotate-secret`, undefined, key);
    expect((await world.pool.query("select from idempotency_keys where key = 'webhooks'")).rowCount).toBe(0);
  });
});

describe('a test event', () => {
  it('is on its way at once, whatever types are wanted', async () => {
    const { id } = await add({ url, types: ['client.opted_out'] });
    const test = await world.call<Delivery>('POST', `${endpoints}/${id}/test`);
    expect([test.status, test.body]).toMatchObject([
      202,
      { type: 'slotkeeper.test', state: 'waiting', appointmentId: null, tries: 0, lastTry: null },
    ]);
    expect(await jobs()).toEqual([test.body.id]);
    expect((await log(id)).data).toEqual([test.body]);
  });
});

describe('the log', () => {
  it('is paged, the newest first, and filtered by state', async () => {
    const { id } = await add();
    for (let count = 0; count < 5; count += 1) await world.call('POST', `${endpoints}/${id}/test`);
    await world.pool.query(`update webhook_deliveries set state = 'failed' where id % 2 = 0`);
    const all = (await log(id)).data.map((each) => each.id);
    expect(all).toHaveLength(5);
    expect([...all].sort((a, b) => b - a)).toEqual(all);
    const first = await log(id, '?limit=3');
    const second = await log(id, `?limit=3&cursor=${first.nextCursor}`);
    expect([...first.data, ...second.data].map((each) => each.id)).toEqual(all);
    expect(second.nextCursor).toBeNull();
    const failed = await log(id, '?state=failed');
    expect(failed.data.map((each) => each.id)).toEqual(all.filter((each) => each % 2 === 0));
    for (const query of ['?state=lost', '?limit=0', '?limit=101', '?cursor=0', '?cursor=x'])
      expect((await world.call('GET', `${endpoints}/${id}/deliveries${query}`)).status, query).toBe(422);
    expect((await world.call('GET', `${endpoints}/999/deliveries`)).status).toBe(404);
  });

  it('tells of each try what came of it', async () => {
    const { id } = await add();
    const { body: appointment } = await world.call('POST', '/v1/appointments', booking());
    const [delivery] = (await log(id)).data;
    const atMs = Date.parse('2026-11-24T09:00:00Z');
    await transaction(world.pool, async (tx) => {
      await addTry(tx, delivery?.id ?? 0, { atMs, outcome: 'timed_out', status: null, durationMs: 10_000 });
      await addTry(tx, delivery?.id ?? 0, {
        atMs: atMs + 5_000,
        outcome: 'rejected',
        status: 500,
        durationMs: 12,
      });
    });
    const last = { at: '2026-11-24T09:00:05.000Z', outcome: 'rejected', status: 500, durationMs: 12 };
    const { body } = await world.call<DeliveryWithTries>('GET', `/v1/webhook-deliveries/${delivery?.id}`);
    expect(body).toMatchObject({
      appointmentId: appointment.id,
      type: 'appointment.registered',
      tries: 2,
      lastTry: last,
      log: [last, { at: '2026-11-24T09:00:00.000Z', outcome: 'timed_out', status: null, durationMs: 10_000 }],
    });
    expect((await world.call('GET', '/v1/webhook-deliveries/999999')).status).toBe(404);
  });
});

describe('redelivery', () => {
  it('asks again for one, whatever came of it', async () => {
    const { id } = await add();
    const { body: test } = await world.call<Delivery>('POST', `${endpoints}/${id}/test`);
    for (const state of ['delivered', 'failed', 'waiting']) {
      await world.pool.query('update webhook_deliveries set state = $1', [state]);
      await forgetJobs();
      const again = await world.call<Delivery>('POST', `/v1/webhook-deliveries/${test.id}/redeliver`);
      expect([again.status, again.body.state, again.body.eventId]).toEqual([202, 'waiting', test.eventId]);
      expect(await jobs()).toEqual([test.id]);
    }
  });

  it('asks for all that was missed, the oldest first, a thousand at once', async () => {
    const { id } = await add();
    const { id: other } = await add();
    await world.pool.query(
      `with events as (insert into outgoing_events (type, data) select 'slotkeeper.test', '{}' from generate_series(1, 1003) returning id)
       insert into webhook_deliveries (event_id, endpoint_id, state)
       select events.id, endpoint, 'failed' from events cross join unnest($1::int[]) endpoint`,
      [[id, other]],
    );
    expect((await get(id)).missed).toBe(1003);
    const path = `${endpoints}/${id}/redeliver-missed`;
    expect((await world.call('POST', path)).body).toEqual({ asked: 1000, left: 3 });
    const { rows } = await world.pool.query<{ id: number }>(
      'select id from webhook_deliveries where endpoint_id = $1 order by id limit 1000',
      [id],
    );
    expect(await jobs()).toEqual(rows.map((row) => row.id));
    expect((await world.call('POST', path)).body).toEqual({ asked: 3, left: 0 });
    expect((await world.call('POST', path)).body).toEqual({ asked: 0, left: 0 });
    expect((await get(other)).missed).toBe(1003);
  });

  it('needs an endpoint that is on', async () => {
    const { id } = await add();
    const { body: test } = await world.call<Delivery>('POST', `${endpoints}/${id}/test`);
    await world.call('PATCH', `${endpoints}/${id}`, { enabled: false });
    for (const path of [
      `/v1/webhook-deliveries/${test.id}/redeliver`,
      `${endpoints}/${id}/redeliver-missed`,
      `${endpoints}/${id}/test`,
    ]) {
      const refused = await world.call<ProblemBody>('POST', path);
      expect([path, refused.status, refused.body.code]).toEqual([path, 409, 'endpoint_disabled']);
    }
  });

  it('comes by itself for what nobody has tried for hours', async () => {
    const { id } = await add();
    for (let count = 0; count < 4; count += 1) await world.call('POST', `${endpoints}/${id}/test`);
    await forgetJobs();
    const [fresh, tried, over, forgotten] = (await log(id)).data.map((each) => each.id);
    const hourMs = 3_600_000;
    await world.pool.query(
      `update webhook_deliveries set waiting_since = now() - interval '5 hours' where id <> $1`,
      [fresh],
    );
    await world.pool.query(`update webhook_deliveries set state = 'failed' where id = $1`, [over]);
    const attempt = { outcome: 'rejected', status: 500, durationMs: 1 } as const;
    await transaction(world.pool, async (tx) => {
      await addTry(tx, tried ?? 0, { ...attempt, atMs: Date.now() - 3 * hourMs });
      await addTry(tx, forgotten ?? 0, { ...attempt, atMs: Date.now() - 4.5 * hourMs });
    });
    expect(await redeliverForgotten(world.pool, 4 * hourMs)).toBe(1);
    expect(await jobs()).toEqual([forgotten]);
  });
});

describe('one that went off by itself', () => {
  const condition = async () => {
    const { body } = await world.call<{ parts: { part: string; state: string; words: string }[] }>(
      'GET',
      '/v1/condition',
    );
    return body.parts.find(({ part }) => part === 'webhooks');
  };

  it('is told to everybody, by its host alone, until somebody deals with it', async () => {
    expect((await condition())?.state).toBe('well');
    const { id } = await add();
    await world.call('POST', `${endpoints}/${id}/test`);
    await transaction(world.pool, (tx) => switchOff(tx, id, 'failing', world.clock.nowMs));
    expect(await get(id)).toMatchObject({
      enabled: false,
      disabledBecause: 'failing',
      disabledAt: new Date(world.clock.nowMs).toISOString(),
      missed: 1,
    });
    const told = await condition();
    expect(told?.state).toBe('unwell');
    expect(told?.words).toContain(
      'Events are sent to hooks.example.com no more: every try failed for three days; it has missed one event.',
    );
    expect(told?.words).not.toContain('token');

    const on = await world.call<Endpoint>('PATCH', `${endpoints}/${id}`, { enabled: true });
    expect(on.body).toMatchObject({
      enabled: true,
      disabledAt: null,
      disabledBecause: null,
      failingSince: null,
    });
    expect((await condition())?.state).toBe('well');
    // Switching it on sends nothing by itself.
    expect(on.body.missed).toBe(1);
  });

  it('stays off without a word once an admin wants it off', async () => {
    const { id } = await add();
    await transaction(world.pool, (tx) => switchOff(tx, id, 'gone', world.clock.nowMs));
    expect((await condition())?.words).toContain('it answered that it is gone');
    await world.call('PATCH', `${endpoints}/${id}`, { enabled: false });
    expect((await condition())?.state).toBe('well');
  });
});
