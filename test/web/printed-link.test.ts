import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ensureApiKey } from '../../db/api-keys';
import { startSession } from '../../db/sessions';
import { callerIdOf, ensureUser } from '../../db/users';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ hookTimeout: 60_000 });
let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await world.serve();
});
afterAll(async () => {
  await site.close();
  await world.close();
});

const visit = (path: string) => fetch(site.url + path, { redirect: 'manual' });

it('exchanges the printed link for a cookie that scripts cannot read, while its session lasts', async () => {
  const secret = await startSession(world.pool, callerIdOf(await ensureUser(world.pool, 'ana', 'admin')));
  const response = await visit(`/sign-in/${secret}`);
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  expect(response.headers.get('set-cookie')).toMatch(
    /^slotkeeper_session=[\w-]{32}; .*HttpOnly; SameSite=Lax$/,
  );

  await world.pool.query("update sessions set expires_at = now() - interval '1 second'");
  const late = await visit(`/sign-in/${secret}`);
  expect([late.status, late.headers.get('location')]).toEqual([303, '/sign-in?link=expired']);
  expect(late.headers.get('set-cookie')).toBeNull();
  const { page, context } = await world.open(site.url, { role: null });
  await page.goto(`${site.url}/sign-in/${secret}`);
  await page.getByText('This link has expired.').waitFor();
  await context.close();
});

it('takes no API key in a link, where it would stay in histories and logs', async () => {
  const key = 'a-key-of-the-front-desk-0001';
  await ensureApiKey(world.pool, 'first', key);
  expect((await visit(`/sign-in/${key}`)).headers.get('location')).toBe('/sign-in?link=expired');
});

it('lets pages load nothing from elsewhere but the phones', async () => {
  const policy = (await visit('/')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`frame-src ${world.simulator.url}`);
  expect(policy).not.toContain('unsafe');
});
