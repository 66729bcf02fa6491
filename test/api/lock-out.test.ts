/** Wrong passwords lock a user for a while. */
import { verify } from '@node-rs/argon2';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { transaction } from '../../db/pool';
import { tryPassword } from '../../db/sign-in';
import { addUser, browser, password, signedIn, signIn } from './signing-in';
import { startWorld, type World } from './world';

vi.mock('@node-rs/argon2', { spy: true });

let world: World;
beforeEach(async () => {
  // Its limit of mistakes from one address is new each time.
  world = await startWorld();
  await addUser(world, 'Ana');
  vi.mocked(verify).mockClear();
});
afterEach(() => world.close());

const wrong = () => signIn(world, { user: 'Ana', password: 'not the password' });
const right = () => signIn(world, { user: 'ANA', password });
const minutesPass = (minutes: number) =>
  world.pool.query("update users set locked_until = locked_until - $1 * interval '1 minute'", [minutes]);

async function retryAfter(): Promise<number> {
  const { status, body, headers } = await right();
  expect([status, body.code]).toEqual([429, 'locked']);
  return Number(headers.get('retry-after'));
}

it('5 in a row lock for a minute, in which the right one is refused too; each further one doubles it, up to 15', async () => {
  for (let n = 0; n < 5; n++) expect((await wrong()).status).toBe(401);
  expect(await retryAfter()).toBeGreaterThan(55);
  expect(await retryAfter()).toBeLessThanOrEqual(60);
  for (const minutes of [2, 4, 8, 15, 15]) {
    await minutesPass(15);
    expect((await wrong()).status).toBe(401);
    const seconds = await retryAfter();
    expect(seconds).toBeGreaterThan(minutes * 60 - 5);
    expect(seconds).toBeLessThanOrEqual(minutes * 60);
  }
});

it('ends by itself, and the right password clears the count', async () => {
  for (let n = 0; n < 5; n++) await wrong();
  await minutesPass(1);
  expect((await right()).status).toBe(200);
  for (let n = 0; n < 4; n++) await wrong();
  expect((await right()).status).toBe(200);
});

it('looks at no more than 5 however many are tried at once', async () => {
  const answers = await Promise.all(Array.from({ length: 15 }, wrong));
  expect(verify).toHaveBeenCalledTimes(5);
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
});

it('counts over all processes', async () => {
  const tries = await Promise.all(
    Array.from({ length: 20 }, () => transaction(world.pool, (tx) => tryPassword(tx, { name: 'Ana' }))),
  );
  expect(tries.filter(({ kind }) => kind === 'password')).toHaveLength(5);
});

it('holds for changing the password as well', async () => {
  const call = browser(world, (await right()).cookie);
  const change = (current: string) =>
    call('POST', '/v1/session/password', { current, next: 'something quite different' });
  for (let n = 0; n < 5; n++) expect((await change('a guess')).status).toBe(422);
  expect((await change(password)).body.code).toBe('locked');
});

it('leaves who is signed in alone, and an admin lifts it', async () => {
  const inside = browser(world, (await right()).cookie);
  for (let n = 0; n < 5; n++) await wrong();
  expect((await inside('GET', '/v1/session')).status).toBe(200);

  const admin = await signedIn(world, await addUser(world, 'Boss', 'admin'));
  const { body } = await admin<{ data: { id: number; name: string; lockedUntil: string | null }[] }>(
    'GET',
    '/v1/users',
  );
  const ana = body.data.find(({ name }) => name === 'Ana');
  expect(Date.parse(ana?.lockedUntil ?? '')).toBeGreaterThan(Date.now());
  await admin('PATCH', `/v1/users/${ana?.id}`, { disabled: false });
  expect((await right()).status).toBe(200);
  expect((await inside('GET', '/v1/session')).status).toBe(200);
});
