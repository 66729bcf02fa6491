import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findApiKey } from '../../../db/api-keys';
import { startSession } from '../../../db/sessions';
import { apiKey, startWorld, type World } from './world';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });
let world: World;
let site: Awaited<ReturnType<World['serve']>>;
beforeAll(async () => {
  world = await startWorld();
  site = await world.serve();
});
afterAll(async () => {
  await site.close();
  await world.close();
});

const cookieOf = (response: Response) => response.headers.getSetCookie()[0] ?? '';

function signIn(
  fields: Record<string, string>,
  headers: Record<string, string> = { origin: site.url },
  url = site.url,
) {
  return fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(fields),
  });
}
const visit = (path: string, cookie = '') =>
  fetch(site.url + path, { redirect: 'manual', headers: { cookie } });

it('sends whoever is not signed in to sign in and back', async () => {
  const list = await visit('/');
  expect([list.status, list.headers.get('location')]).toEqual([303, '/sign-in']);
  const call = await visit('/make-test-call?id=1');
  expect(call.headers.get('location')).toBe('/sign-in?next=%2Fmake-test-call%3Fid%3D1');
  const form = await (await visit('/sign-in?next=%2Fmake-test-call%3Fid%3D1')).text();
  expect(form).toContain('value="/make-test-call?id=1"');
});

it('exchanges an API key for a cookie that scripts cannot read', async () => {
  const response = await signIn({ key: apiKey, next: '/make-test-call?id=1' });
  expect([response.status, response.headers.get('location')]).toEqual([303, '/make-test-call?id=1']);
  const cookie = cookieOf(response);
  expect(cookie).toMatch(/^slotkeeper_session=[\w-]{32}; .*HttpOnly; SameSite=Lax$/);
  expect(cookie).not.toContain(apiKey);
  expect(cookie).not.toContain('Secure');
  expect((await visit('/', cookie)).status).toBe(200);
});

it('marks the cookie Secure behind https', async () => {
  const secure = await world.serve({ publicUrl: 'https://reminders.example.com' });
  const response = await signIn({ key: apiKey }, { origin: 'https://reminders.example.com' }, secure.url);
  expect(cookieOf(response)).toContain('Secure');
  await secure.close();
});

it.each([
  '//evil.example',
  '/.//evil.example',
  '/\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/%00\n//x',
])('never goes on to another site: %s', async (next) => {
  const location = (await signIn({ key: apiKey, next })).headers.get('location') ?? '';
  expect(new URL(location, site.url).origin).toBe(site.url);
});

it.each([
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['another site in an old browser', { origin: 'https://evil.example' }],
  ['nowhere', {}],
])('refuses a form from %s', async (_from, headers) => {
  expect((await signIn({ key: apiKey }, headers)).status).toBe(403);
});

it('refuses a wrong key without repeating it, and many of them altogether', async () => {
  const other = await world.serve();
  const attempt = (key: string) => signIn({ key }, { origin: other.url }, other.url);
  const wrong = await attempt('not-the-key-of-anyone');
  const text = await wrong.text();
  expect(wrong.status).toBe(401);
  expect(text).toContain('This API key is not known here');
  expect(text).not.toContain('not-the-key-of-anyone');
  expect(cookieOf(wrong)).toBe('');
  for (let i = 1; i < 20; i++) await attempt('');
  const tooMany = await attempt(apiKey);
  expect([tooMany.status, cookieOf(tooMany)]).toEqual([429, '']);
  await other.close();
});

it('signs in by a printed link while its session lasts, and not by an API key in a link', async () => {
  const key = await findApiKey(world.pool, apiKey);
  const secret = await startSession(world.pool, key?.id ?? 'key:0');
  const response = await visit(`/sign-in/${secret}`);
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  expect((await visit('/', cookieOf(response))).status).toBe(200);

  expect((await visit(`/sign-in/${apiKey}`)).status).toBe(401);
  await world.pool.query("update sessions set expires_at = now() - interval '1 second'");
  expect((await visit(`/sign-in/${secret}`)).status).toBe(401);
});

it('ends the session when signing out, not only the cookie', async () => {
  const cookie = cookieOf(await signIn({ key: apiKey }));
  const out = await fetch(`${site.url}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: site.url },
  });
  expect(cookieOf(out)).toContain('slotkeeper_session=;');
  expect((await visit('/', cookie)).headers.get('location')).toBe('/sign-in');
});

it('lets pages load nothing from elsewhere, and caches no names', async () => {
  const cookie = cookieOf(await signIn({ key: apiKey }));
  const { headers } = await visit('/', cookie);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`frame-src ${world.simulator.url}`);
  expect(policy).not.toContain('unsafe');
  expect(headers.get('cache-control')).toBe('no-store');
});
