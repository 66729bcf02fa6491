import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { z } from 'zod';
import type { calling } from '../../api/schemas/calling';
import { holdAccount } from '../../db/holds';
import { transaction } from '../../db/pool';
import { monday, startWorld, type ProblemBody, type World } from './world';

type Calling = z.output<typeof calling>;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.nowMs = monday;
  await world.pool.query('delete from holds');
});

const free = { paused: null, accountRefused: null };
const read = async () => (await world.call<Calling>('GET', '/v1/calling')).body;
const post = (what: 'pause' | 'resume', body?: unknown) =>
  world.call<Calling & ProblemBody>('POST', `/v1/calling/${what}`, body);

it('tells who paused, since when and why; resumed, nothing is held back', async () => {
  expect(await read()).toEqual(free);
  const paused = { since: '2026-11-23T09:00:00.000Z', by: 'staff:test', reason: 'Fire drill' };
  const { status, body } = await post('pause', { reason: 'Fire drill' });
  expect({ status, body }).toMatchObject({ status: 200, body: { paused: { ...paused } } });
  expect(await read()).toEqual({ ...free, paused });
  expect(await post('resume')).toMatchObject({ status: 200, body: free });
  expect(await read()).toEqual(free);
});

it('repeats neither pause nor resume', async () => {
  await post('pause', { reason: 'first' });
  world.clock.nowMs += 60_000;
  expect((await post('pause', { reason: 'second' })).body.paused).toMatchObject({
    since: '2026-11-23T09:00:00.000Z',
    reason: 'first',
  });
  await post('resume');
  expect((await post('resume')).status).toBe(200);
});

it('does not lift what Twilio refuses', async () => {
  await transaction(world.pool, (tx) => holdAccount(tx, { code: '20003', detail: 'Authenticate' }, monday));
  await post('pause');
  expect((await post('resume')).body).toMatchObject({ paused: null, accountRefused: { code: '20003' } });
});

it('takes a reason of one line only', async () => {
  const { status, body } = await post('pause', { reason: 'a\nb' });
  expect(status).toBe(422);
  expect(body.errors?.[0]?.path).toBe('reason');
});
