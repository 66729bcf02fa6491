/** `webhook`, from a terminal. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { transaction } from '../../db/pool';
import { addTry } from '../../db/webhook-tries';
import { apiKey, startWorld, type World } from '../api/world';
import { slotkeeper } from './run';

vi.setConfig({ testTimeout: 60_000 });
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const run = (...args: string[]) =>
  slotkeeper(['webhook', ...args], {
    SLOTKEEPER_API_URL: world.url,
    SLOTKEEPER_API_KEY: apiKey,
    OFFICE_TIME_ZONE: 'UTC',
  });

it('adds an endpoint, tests it, shows its log, and removes it', async () => {
  const added = await run('add', 'https://hooks.example.com/in', '--types', 'appointment.confirmed');
  expect(added.err).toBe('');
  const { rows } = await world.pool.query<{ secret: string }>('select secret from webhook_endpoints');
  expect(added.out).toBe(
    `${rows[0]?.secret}\nEndpoint 1: https://hooks.example.com/in. Its secret cannot be shown again.\n`,
  );
  expect((await run('test', '1')).out).toMatch(/^Delivery 1 is on its way; slotkeeper webhook log 1 /);
  await transaction(world.pool, (tx) =>
    addTry(tx, 1, { atMs: Date.now(), outcome: 'rejected', status: 503, durationMs: 5 }),
  );
  expect((await run('log', '1', '--state', 'waiting')).out).toMatch(
    /^1 +\S+ \d\d \S+ \d\d:\d\d +slotkeeper\.test +waiting +1 +rejected 503$/m,
  );
  expect((await run('log', '1', '--state', 'failed')).out.trim().split('\n')).toHaveLength(1);
  const listed = await run('list');
  expect(listed.out).toMatch(/^1 +https:\/\/hooks\.example\.com\/in +1 +0 +on$/m);
  expect(listed.out).not.toContain('whsec_');
  expect((await run('remove', '1')).out).toBe('Endpoint 1 is removed.\n');
});

it.each([
  [['add', 'http://hooks.example.com'], 'url must begin with https://.'],
  [['add', 'https://hooks.example.com', '--types', 'x'], 'Allowed choices are appointment.registered'],
  [['remove', '9'], 'There is no webhook endpoint 9.'],
  [['test', 'x'], 'id must be a whole number'],
])('webhook %j says what is wrong', async (args, message) => {
  const refused = await run(...args);
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toContain(message);
});
