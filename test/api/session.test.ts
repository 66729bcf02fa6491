/** Signing in and out, as the pages do. */
import { verify, hash } from '@node-rs/argon2';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addUser, browser, password, signedIn, signIn, type SessionBody } from './signing-in';
import { apiKey, booking, startWorld, type World } from './world';

// The real ones, counted.
vi.mock('@node-rs/argon2', { spy: true });

let world: World;
const lines: string[] = [];
beforeAll(async () => {
  world = await startWorld({ log: pino({ level: 'info' }, { write: (line) => lines.push(line) }) });
  await addUser(world, 'Ana');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.pool.query('update users set failures = 0, locked_until = null');
});

describe('signing in', () => {
  it('by name and password answers who it is and where, with a cookie that scripts cannot read', async () => {
    const { status, body, setCookie, cookie } = await signIn(world, { user: 'ana', password });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { name: 'Ana', role: 'desk' },
      office: { name: 'Praxis Sonne', timeZone: 'Europe/Berlin' },
      defaultCountry: 'DE',
      testClientPhone: null,
      phonesUrl: 'http://127.0.0.1:9',
    });
    expect(body.locales).toContain('de');
    expect(setCookie).toMatch(
      /^slotkeeper_session=[\w-]{32}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const asked = await browser(world, cookie)<SessionBody>('GET', '/v1/session');
    expect(asked.body).toEqual(body);
  });

  it('by an API key, for an installation without users', async () => {
    const { status, body, cookie } = await signIn(world, { apiKey });
    expect([status, body.user]).toEqual([200, { id: null, name: 'test', role: 'admin' }]);
    expect((await browser(world, cookie)('GET', '/v1/users')).status).toBe(200);
  });

  it('tells a wrong password from an unknown user neither by the answer nor by the work done', async () => {
    await addUser(world, 'Nopassword', 'desk', null);
    await addUser(world, 'Disabled');
    await world.pool.query("update users set disabled_at = now() where name = 'Disabled'");
    const answers = [];
    for (const [user, typed] of [
      ['Ana', 'not the password of ana'],
      ['Nobody', password],
      ['Nopassword', password],
      ['Disabled', password],
    ]) {
      vi.mocked(hash).mockClear();
      vi.mocked(verify).mockClear();
      const { status, body, cookie } = await signIn(world, { user, password: typed });
      answers.push([status, body.code, body.detail, cookie]);
      const hashed = vi.mocked(hash).mock.calls.length + vi.mocked(verify).mock.calls.length;
      expect([user, hashed]).toEqual([user, 1]);
    }
    expect(answers[0]).toEqual([401, 'wrong_password', expect.any(String), '']);
    expect(new Set(answers.map(String)).size).toBe(1);
  });

  it('takes the same letters composed otherwise', async () => {
    await addUser(world, 'Zo\u00eb', 'desk', 'caf\u00e9 caf\u00e9 caf\u00e9');
    const answer = await signIn(world, { user: 'Zoe\u0308', password: 'cafe\u0301 cafe\u0301 cafe\u0301' });
    expect(answer.status).toBe(200);
  });

  it.each([
    [{}, 'body must have user and password, or apiKey alone'],
    [{ user: 'Ana' }, 'body must have user and password, or apiKey alone'],
    [{ user: 'Ana', password, apiKey }, 'body must have user and password, or apiKey alone'],
    [{ user: 'Ana', password: 'x'.repeat(201) }, 'password must have at most 200 characters'],
  ])('says what is wrong with %.40j', async (sent, detail) => {
    const { status, body } = await signIn(world, sent);
    expect([status, body.detail]).toEqual([422, detail]);
  });

  it.each([{ origin: '' }, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])(
    'not from a page of another site: %j',
    async (headers) => {
      const answer = await signIn(world, { user: 'Ana', password }, headers);
      expect([answer.status, answer.body.code, answer.cookie]).toEqual([403, 'cross_site', '']);
    },
  );

  it('marks the cookie Secure behind https, with a name that no other host can set', async () => {
    const secure = await startWorld({ env: { PUBLIC_URL: 'https://reminders.example.com' } });
    try {
      await addUser(secure, 'Ana');
      const { setCookie, cookie } = await signIn(secure, { user: 'Ana', password });
      expect(setCookie).toMatch(/^__Host-slotkeeper_session=.*; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
      expect((await browser(secure, cookie)('GET', '/v1/session')).status).toBe(200);
      const unprefixed = cookie.replace('__Host-', '');
      expect((await browser(secure, unprefixed)('GET', '/v1/session')).status).toBe(401);
    } finally {
      await secure.close();
    }
  });

  it('refuses an address with many mistakes, whomever it tries', async () => {
    const other = await startWorld();
    try {
      for (let n = 0; n < 20; n++)
        expect((await signIn(other, { user: `nobody ${n}`, password })).status).toBe(401);
      const { status, body, headers } = await signIn(other, { apiKey });
      expect([status, body.code]).toEqual([429, 'too_many_mistakes']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(800);
    } finally {
      await other.close();
    }
  });
});

describe('a session', () => {
  const sessions = 'select expires_at - now() as left from sessions';
  async function ana() {
    await world.pool.query('delete from sessions');
    return browser(world, (await signIn(world, { user: 'Ana', password })).cookie);
  }

  it('acts in the name of the user', async () => {
    const call = await ana();
    const { body } = await call<{ lastEvent: { actor: string } }>('POST', '/v1/appointments', booking());
    expect(body.lastEvent.actor).toBe('staff:Ana');
  });

  it('keeps replies for an Idempotency-Key, and counts against the cap, as for a key', async () => {
    const call = await ana();
    const [sent, headers] = [booking(), { 'idempotency-key': 'of-ana' }];
    const first = await call<{ id: number }>('POST', '/v1/appointments', sent, headers);
    const again = await call<{ id: number }>('POST', '/v1/appointments', sent, headers);
    expect([again.body.id, again.headers.get('idempotency-replayed')]).toEqual([first.body.id, 'true']);
    const others = await world.call('POST', '/v1/appointments', sent, headers);
    expect(others.body.id).not.toBe(first.body.id);
    const { rows } = await world.pool.query("select 1 from key_usage where caller like 'user:%'");
    expect(rows).toHaveLength(1);
  });

  it('ends 7 days after its last use', async () => {
    const call = await ana();
    await world.pool.query("update sessions set expires_at = now() + interval '1 hour'");
    expect((await call('GET', '/v1/session')).status).toBe(200);
    const { rows } = await world.pool.query(
      `${sessions} where expires_at > now() + interval '6 days 23 hours'`,
    );
    expect(rows).toHaveLength(1);
    await world.pool.query("update sessions set expires_at = now() - interval '1 second'");
    expect((await call('GET', '/v1/session')).body.code).toBe('unauthenticated');
  });

  it('ends after 30 days however busy it was', async () => {
    const call = await ana();
    await world.pool.query(
      "update sessions set created_at = now() - interval '29 days', expires_at = now() + interval '1 hour'",
    );
    await call('GET', '/v1/session');
    const { rows } = await world.pool.query(`${sessions} where expires_at < now() + interval '25 hours'`);
    expect(rows).toHaveLength(1);
  });

  it('ends by signing out, here or everywhere', async () => {
    const here = await ana();
    const there = browser(world, (await signIn(world, { user: 'Ana', password })).cookie);
    const out = await here('DELETE', '/v1/session');
    expect([out.status, out.headers.getSetCookie()[0]]).toEqual([
      204,
      expect.stringMatching(/^slotkeeper_session=; Max-Age=0;/),
    ]);
    expect((await here('GET', '/v1/session')).status).toBe(401);
    expect((await there('GET', '/v1/session')).status).toBe(200);

    const third = browser(world, (await signIn(world, { user: 'Ana', password })).cookie);
    const stranger = await signedIn(world, await addUser(world, 'Ben'));
    expect((await there('DELETE', '/v1/sessions')).status).toBe(204);
    for (const call of [there, third]) expect((await call('GET', '/v1/session')).status).toBe(401);
    expect((await stranger('GET', '/v1/session')).status).toBe(200);
  });

  it('changes nothing for another site', async () => {
    const call = await ana();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }])
      for (const [method, path] of [
        ['DELETE', '/v1/sessions'],
        ['POST', '/v1/calling/pause'],
      ] as const)
        expect((await call(method, path, undefined, headers)).body.code).toBe('cross_site');
    expect((await call('GET', '/v1/session')).status).toBe(200);
  });
});

describe('changing the own password', () => {
  it('needs the current one and ends the other sessions', async () => {
    await addUser(world, 'Cleo');
    const login = async (typed: string) => signIn(world, { user: 'Cleo', password: typed });
    const here = browser(world, (await login(password)).cookie);
    const there = browser(world, (await login(password)).cookie);
    const next = 'a much better password';

    const wrong = await here('POST', '/v1/session/password', { current: next, next });
    expect([wrong.status, wrong.body.code, wrong.body.errors]).toEqual([
      422,
      'wrong_password',
      [{ path: 'current', message: 'is not your password' }],
    ]);
    const short = await here('POST', '/v1/session/password', {
      current: password,
      next: 'eleven chars'.slice(1),
    });
    expect(short.body.detail).toMatch(/^next must have 12 characters or more/);

    expect((await here('POST', '/v1/session/password', { current: password, next })).status).toBe(204);
    expect((await here('GET', '/v1/session')).status).toBe(200);
    expect((await there('GET', '/v1/session')).status).toBe(401);
    expect((await login(password)).status).toBe(401);
    expect((await login(next)).status).toBe(200);
  });

  it('is not for API keys', async () => {
    const answer = await world.call<{ code: string }>('POST', '/v1/session/password', {
      current: password,
      next: password,
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'not_a_user']);
  });
});

it('logs who signed in and who could not, and no secret', async () => {
  lines.length = 0;
  await signIn(world, { user: 'Ana', password: 'a-mistyped-password' });
  await signIn(world, { user: 'my-password-in-the-wrong-field', password });
  const { cookie } = await signIn(world, { user: 'Ana', password });
  await signIn(world, { apiKey });
  const log = lines.join('');
  const told = lines
    .map((line) => JSON.parse(line) as { security?: string; by?: string; address?: string })
    .filter(({ security }) => security !== undefined);
  expect(told.map(({ security, by }) => [security, by?.replace(/\d+/, '1')])).toEqual([
    ['sign_in_failed', 'user:1'],
    ['sign_in_failed', 'unknown'],
    ['signed_in', 'user:1'],
    ['signed_in', 'key:1'],
  ]);
  expect(told.every(({ address }) => address === '127.0.0.1')).toBe(true);
  for (const secret of ['a-mistyped-password', 'wrong-field', password, cookie.split('=')[1] ?? '?', apiKey])
    expect(log).not.toContain(secret);
});
