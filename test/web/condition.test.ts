/** What keeps clients from being called is said on every page, while it does. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { NotReady } from '../../api/readiness';
import { ensureApiKey } from '../../db/api-keys';
import { slotkeeper } from '../cli/run';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const apiKey = 'a-key-of-the-practice-software';
/** The stream of changes tells within a second. */
const soon = { timeout: 5_000 };
let world: World;
let site: Site;
let refusal: string | undefined;

beforeAll(async () => {
  world = await startWorld();
  await ensureApiKey(world.pool, 'practice', apiKey);
  site = await world.serve();
  Reflect.set(site.deps, 'readiness', {
    calling: () =>
      refusal === undefined ? Promise.resolve() : Promise.reject(new NotReady(refusal, 'Pay the bill.')),
    twilio: () => Promise.resolve(),
  });
});
afterAll(async () => {
  await site.close();
  await world.close();
});

const run = (...args: string[]) =>
  slotkeeper(args, {
    SLOTKEEPER_API_URL: site.url,
    SLOTKEEPER_API_KEY: apiKey,
    PATH: process.env['PATH'] ?? '',
  });

it('says who has paused all calls, and why, until somebody resumes', async () => {
  const { page, newPage, complaints, context } = await world.open(site.url);
  await page.goto(`${site.url}/desk-list`);
  const other = await newPage();
  await other.goto(`${site.url}/overview`);
  const banners = (where = page) => where.locator('.banners').textContent();
  await other.getByRole('heading', { name: 'How things are' }).waitFor();
  expect(await banners()).toBe('');

  await other.getByRole('button', { name: 'Pause all calls …' }).click();
  await other.getByLabel('Why').fill('<b>Power cut</b> at the practice');
  await other.getByRole('dialog').getByRole('button', { name: 'Pause all calls' }).click();
  await expect
    .poll(() => banners(), soon)
    .toMatch(/^ana has paused all calls and texts, since .*: <b>Power cut<\/b> at the practice/);
  expect(await other.getByRole('button', { name: 'Pause all calls …' }).count()).toBe(0);
  const { rows } = await world.pool.query('select actor from holds');
  expect(rows).toEqual([{ actor: 'staff:ana' }]);

  await page.getByRole('button', { name: 'Resume calls' }).click();
  await expect.poll(() => banners(), soon).toBe('');
  await expect.poll(() => banners(other), soon).toBe('');
  expect((await world.pool.query('select from holds')).rowCount).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

it('hears of `slotkeeper pause` and `resume`; who may only look gets no button', async () => {
  const { page, context } = await world.open(site.url, { role: 'look' });
  await page.goto(`${site.url}/desk-list`);
  const banners = page.locator('.banners');
  expect(await run('pause')).toMatchObject({ code: 0 });
  await expect
    .poll(() => banners.textContent(), soon)
    .toMatch(/^practice has paused all calls and texts, since/);
  expect(await banners.getByRole('button').count()).toBe(0);
  await page.goto(`${site.url}/overview`);
  await banners.getByText('practice has paused').waitFor();
  expect(await page.getByRole('button', { name: /^Pause/ }).count()).toBe(0);
  expect(await run('resume')).toMatchObject({ code: 0 });
  await expect.poll(() => banners.textContent(), soon).toBe('');
  await context.close();
});

it('tells what is unwell, and what to do', async () => {
  refusal = 'Twilio refuses our account: suspended.';
  const { page, context } = await world.open(site.url);
  await page.goto(`${site.url}/make-test-call?id=1`);
  await page.locator('.banners').getByText('Twilio refuses our account: suspended. Pay the bill.').waitFor();
  await page.goto(`${site.url}/overview`);
  const part = page.getByRole('listitem').filter({ hasText: 'suspended' });
  expect(await part.getByRole('img').getAttribute('aria-label')).toBe('Unwell');
  refusal = undefined;
  await page.reload();
  await page.getByText('Twilio answers and takes our account.').waitFor();
  expect(await page.locator('.banners').textContent()).toBe('');
  await context.close();
});
