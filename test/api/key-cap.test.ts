import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ensureApiKey } from '../../db/api-keys';
import { booking, monday, startWorld, type ProblemBody, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { MAX_APPOINTMENTS_PER_KEY_PER_DAY: '3' } });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.nowMs = monday;
  await world.pool.query('truncate key_usage');
});

const register = (headers: Record<string, string> = {}) =>
  world.call<ProblemBody>('POST', '/v1/appointments', booking(), headers);

it('a key registers as many a day as it may, then waits for midnight at the office', async () => {
  for (let n = 0; n < 3; n++) expect((await register()).status).toBe(201);
  const { status, headers, body } = await register();
  expect(status).toBe(429);
  expect(body.code).toBe('key_cap_reached');
  expect(body.detail).toContain('MAX_APPOINTMENTS_PER_KEY_PER_DAY');
  // From 10:00 to 24:00.
  expect(headers.get('retry-after')).toBe(String(14 * 3600));
  world.clock.nowMs = monday + 14 * 3_600_000;
  expect((await register()).status).toBe(201);
});

it('PUT and "call now" count too; changes, previews and what is refused do not', async () => {
  const { body } = await world.call('PUT', '/v1/appointments/by-external-id/cap', booking());
  for (const startsAt of ['2026-11-27T10:00', '2026-11-28T10:00', '2026-11-30T10:00'])
    await world.call('PATCH', `/v1/appointments/${body.id}`, { startsAt });
  await world.call('POST', '/v1/preview', booking());
  for (const startsAt of ['2026-11-20T10:00', 'soon'])
    expect((await world.call('POST', '/v1/appointments', booking({ startsAt }))).status).toBe(422);
  expect((await world.call('POST', `/v1/appointments/${body.id}/remind`)).status).toBe(202);
  expect((await register()).status).toBe(201);
  const refused = await world.call<ProblemBody>('POST', `/v1/appointments/${body.id}/remind`);
  expect([refused.status, refused.body.code]).toEqual([429, 'key_cap_reached']);
  // What was refused has left nothing behind.
  expect((await world.call('GET', `/v1/appointments/${body.id}`)).body.revision).toBe(5);
});

it('each key has its own', async () => {
  await ensureApiKey(world.pool, 'other', 'another-key-for-this-test');
  for (let n = 0; n < 3; n++) await register();
  expect((await register()).status).toBe(429);
  expect((await register({ authorization: 'Bearer another-key-for-this-test' })).status).toBe(201);
});

it('holds against many at once', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => register()));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(9);
  const { rows } = await world.pool.query<{ used: number }>('select used from key_usage');
  expect(rows).toEqual([{ used: 3 }]);
});

it('the first of a day may come all at once', async () => {
  for (let round = 0; round < 10; round++) {
    await world.pool.query('truncate key_usage');
    const replies = await Promise.all(Array.from({ length: 8 }, () => register()));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429, 429, 429, 429]);
  }
});
