/** Users and API keys, as an admin manages them. */
import type { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as schemas from '../../api/schemas/users';
import { addUser, browser, password, signedIn, signIn, type UserBody } from './signing-in';
import { startWorld, type ProblemBody, type World } from './world';

type ApiKeyBody = z.output<typeof schemas.createdApiKey>;

let world: World;
let boss: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.pool.query('truncate users cascade');
  boss = await signedIn(world, await addUser(world, 'Boss', 'admin'));
});

async function waiting(): Promise<number> {
  const { rowCount } = await world.pool.query(
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rowCount ?? 0;
}

describe('users', () => {
  it('are added, listed by name, and sign in', async () => {
    const added = await boss<UserBody>('POST', '/v1/users', { name: ' ana ', role: 'look', password });
    expect([added.status, added.body]).toMatchObject([
      201,
      { name: 'ana', role: 'look', hasPassword: true, lockedUntil: null, disabledAt: null },
    ]);
    await boss('POST', '/v1/users', { name: 'Zoe', role: 'desk' });
    const { body } = await boss<{ data: UserBody[] }>('GET', '/v1/users');
    expect(body.data.map(({ name, hasPassword }) => [name, hasPassword])).toEqual([
      ['ana', true],
      ['Boss', true],
      ['Zoe', false],
    ]);
    expect((await signIn(world, { user: 'Ana', password })).body.user.role).toBe('look');
    const { rows } = await world.pool.query<{ hash: string }>(
      "select password_hash as hash from users where name = 'ana'",
    );
    expect(rows[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each([
    [{ role: 'desk' }, 'name is missing'],
    [{ name: 'x', role: 'boss' }, 'role must be one of look, desk, admin'],
    [{ name: 'x', role: 'desk', password: 'eleven char' }, 'password must have 12 characters or more'],
    [{ name: 'x', role: 'desk', password: '🙂🙂🙂🙂🙂🙂' }, 'password must have 12 characters or more'],
    [{ name: 'x', role: 'desk', password: 'x'.repeat(201) }, 'password must have at most 200 characters'],
    [{ name: 'x\n', role: 'desk', disabled: true }, 'disabled is not a known field'],
  ])('are refused with what is wrong: %j', async (sent, problem) => {
    const { status, body } = await boss('POST', '/v1/users', sent);
    expect([status, body.detail]).toEqual([422, expect.stringContaining(problem)]);
  });

  it('have names of their own', async () => {
    const ana = await addUser(world, 'Ana');
    const again = await boss('POST', '/v1/users', { name: 'ANA', role: 'desk' });
    expect([again.status, again.body.code]).toEqual([409, 'name_taken']);
    expect((await boss('PATCH', `/v1/users/${ana.id}`, { name: 'boss' })).body.code).toBe('name_taken');
    expect((await boss<UserBody>('PATCH', `/v1/users/${ana.id}`, { name: 'Anna' })).body.name).toBe('Anna');
    expect((await boss('PATCH', '/v1/users/999999', { name: 'Anna' })).status).toBe(404);
  });

  it.each([
    ['another password', { password: 'another one, longer' }, 401],
    ['another role', { role: 'look' }, 401],
    ['disabling', { disabled: true }, 401],
    ['another name', { name: 'Anna' }, 200],
    ['the same role', { role: 'desk' }, 200],
  ])('lose their sessions by %s or not', async (_, change, status) => {
    const ana = await addUser(world, 'Ana');
    const { cookie } = await signIn(world, { user: 'Ana', password });
    expect((await boss('PATCH', `/v1/users/${ana.id}`, change)).status).toBe(200);
    expect((await browser(world, cookie)('GET', '/v1/session')).status).toBe(status);
    expect((await boss('GET', '/v1/session')).status).toBe(200);
  });

  it('cannot sign in while disabled', async () => {
    const ana = await addUser(world, 'Ana');
    await boss('PATCH', `/v1/users/${ana.id}`, { disabled: true });
    expect((await signIn(world, { user: 'Ana', password })).status).toBe(401);
    await boss('PATCH', `/v1/users/${ana.id}`, { disabled: false });
    expect((await signIn(world, { user: 'Ana', password })).status).toBe(200);
  });

  it('keep an admin who can sign in', async () => {
    const { body } = await boss<{ data: UserBody[] }>('GET', '/v1/users');
    const id = body.data[0]?.id;
    await addUser(world, 'Reception', 'admin', null);
    await world.pool.query(
      "insert into users (name, role, password_hash, disabled_at) values ('Old', 'admin', 'x', now())",
    );
    for (const change of [{ role: 'desk' }, { disabled: true }]) {
      const refused = await boss('PATCH', `/v1/users/${id}`, change);
      expect([refused.status, refused.body.code]).toEqual([409, 'last_admin']);
    }
    // Nothing of a refused change stays.
    await boss('PATCH', `/v1/users/${id}`, { name: 'Chief', role: 'look' });
    expect((await boss('GET', '/v1/session')).body).toMatchObject({ user: { name: 'Boss', role: 'admin' } });
    await addUser(world, 'Second', 'admin');
    expect((await boss('PATCH', `/v1/users/${id}`, { role: 'desk' })).status).toBe(200);
  });

  it('keep an admin when two demote each other at once', async () => {
    const second = await addUser(world, 'Second', 'admin');
    const other = await world.pool.connect();
    await other.query("begin; update users set role = 'desk' where name = 'Boss'");
    const demoting = world.call('PATCH', `/v1/users/${second.id}`, { role: 'desk' });
    // Until it waits for the other one, or, wrongly, has not waited.
    await Promise.race([demoting, vi.waitFor(async () => expect(await waiting()).toBe(1))]);
    await other.query('commit');
    other.release();
    expect((await demoting).status).toBe(409);
  });
});

describe('API keys', () => {
  const withKey = <T = ProblemBody>(secret: string, method: string, path: string) =>
    world.call<T>(method, path, undefined, { authorization: `Bearer ${secret}` });

  it('are made, work, show their last day, and are listed without their secret', async () => {
    const made = await boss<ApiKeyBody>('POST', '/v1/api-keys', { name: 'import', role: 'desk' });
    expect([made.status, made.body]).toMatchObject([
      201,
      { name: 'import', role: 'desk', createdBy: 'staff:Boss', lastUsedAt: null, revokedAt: null },
    ]);
    expect((await withKey(made.body.secret, 'GET', '/v1/appointments')).status).toBe(200);
    const { body } = await boss<{ data: ApiKeyBody[] }>('GET', '/v1/api-keys');
    const listed = body.data.find(({ name }) => name === 'import');
    expect(listed?.lastUsedAt).toBe(new Date().toISOString().slice(0, 10));
    expect(JSON.stringify(body)).not.toContain(made.body.secret);
    expect(body.data.find(({ name }) => name === 'test')).toMatchObject({ createdBy: null, role: 'admin' });
  });

  it('end at once when revoked, with the sessions that they started', async () => {
    const { body: key } = await boss<ApiKeyBody>('POST', '/v1/api-keys', { name: 'kiosk', role: 'look' });
    const kiosk = browser(world, (await signIn(world, { apiKey: key.secret })).cookie);
    expect((await kiosk('GET', '/v1/session')).body).toMatchObject({
      user: { id: null, name: 'kiosk', role: 'look' },
    });
    const revoked = await boss<ApiKeyBody>('DELETE', `/v1/api-keys/${key.id}`);
    expect([revoked.status, typeof revoked.body.revokedAt]).toEqual([200, 'string']);
    expect((await withKey(key.secret, 'GET', '/v1/appointments')).status).toBe(401);
    expect((await kiosk('GET', '/v1/session')).status).toBe(401);
    expect((await signIn(world, { apiKey: key.secret })).status).toBe(401);
    const again = await boss<ApiKeyBody>('DELETE', `/v1/api-keys/${key.id}`);
    expect(again.body.revokedAt).toBe(revoked.body.revokedAt);
    expect((await boss('DELETE', '/v1/api-keys/999999')).status).toBe(404);
  });

  it('leave no secret behind, whatever Idempotency-Key comes along', async () => {
    const { body } = await boss<ApiKeyBody>(
      'POST',
      '/v1/api-keys',
      { name: 'x', role: 'look' },
      { 'idempotency-key': 'k' },
    );
    await boss('POST', '/v1/users', { name: 'y', role: 'look', password }, { 'idempotency-key': 'u' });
    const { rowCount } = await world.pool.query("select from idempotency_keys where key in ('k', 'u')");
    expect(rowCount).toBe(0);
    const { rows } = await world.pool.query('select * from api_keys');
    expect(JSON.stringify(rows)).not.toContain(body.secret);
  });
});
