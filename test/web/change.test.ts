import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { password, withPassword } from './people';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const soon = { timeout: 5_000 };
const dayMs = 86_400_000;
let world: World;
let site: Site;
let id: number;
let closeAll: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await startWorld();
  site = await world.serve();
});
afterAll(async () => {
  await site.close();
  await world.close();
});
beforeEach(async () => {
  await world.clear();
  id = await world.book({ name: 'Ada Lovelace', startsInMs: 5 * dayMs, dueInMs: 4 * dayMs });
});
afterEach(async () => {
  for (const close of closeAll) await close();
  closeAll = [];
});

async function visit() {
  const { page, context } = await world.open(site.url, { role: 'desk' });
  closeAll.push(() => context.close());
  await page.goto(`${site.url}/appointments/${id}/change`);
  await page.getByLabel('Name', { exact: true }).waitFor();
  const save = page.getByRole('button', { name: 'Save' });
  const plan = page.getByRole('region', { name: 'What we will do' });
  const patch = (data: unknown) => page.request.patch(`${site.url}/v1/appointments/${id}`, { data, headers });
  return { page, save, plan, patch };
}
/** As one of our own pages would send it. */
const headers = { 'sec-fetch-site': 'same-origin' };

async function stored() {
  const { rows } = await world.pool.query<{
    name: string;
    phone: string;
    minutes: number | null;
    revision: number;
  }>(
    'select client_name as name, client_phone as phone, duration_minutes as minutes, revision from appointments',
  );
  return rows[0];
}

it('starts with what is there, shows the new plan, and stores that', async () => {
  const { page, save, plan } = await visit();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ada Lovelace');
  expect(await page.getByLabel('As they are: 1 hour before').isChecked()).toBe(true);
  const day = new Date(Date.now() + 10 * dayMs);
  await page.getByLabel('Date').fill(day.toISOString().slice(0, 10));
  await page.getByLabel('Time', { exact: true }).fill('15:00');
  await expect.poll(() => plan.textContent(), soon).toMatch(/We will call on .* at 2:00 PM\./);
  const sentences = await plan.getByRole('listitem').allTextContents();
  await save.click();
  await page.waitForURL(new RegExp(`/appointments/${id}$`));
  const answer = await page.request.get(`${site.url}/v1/appointments/${id}`);
  const body = (await answer.json()) as { startsAt: string; reminders: { summary: string }[] };
  expect(body.startsAt).toBe(`${day.toISOString().slice(0, 10)}T15:00:00.000Z`);
  expect(body.reminders.map(({ summary }) => summary)).toEqual(sentences);
});

it('sends only what was changed', async () => {
  const { page, save } = await visit();
  await page.getByLabel('Minutes').fill('45');
  const request = page.waitForRequest((sent) => sent.method() === 'PATCH');
  await save.click();
  expect((await request).postDataJSON()).toEqual({ durationMinutes: 45 });
  await page.waitForURL(new RegExp(`/appointments/${id}$`));
  expect(await stored()).toMatchObject({ minutes: 45, revision: 1 });
});

it('says what somebody else changed meanwhile, and keeps what was typed', async () => {
  const { page, save, patch } = await visit();
  await page.getByLabel('Name', { exact: true }).fill('Ada King');
  expect((await patch({ client: { name: 'A. Lovelace' }, durationMinutes: 20 })).status()).toBe(200);
  await save.click();
  const news = page.getByRole('alert');
  await expect.poll(() => news.textContent(), soon).toContain('Somebody else changed this appointment');
  expect(await news.getByRole('listitem').allTextContents()).toEqual([
    'Name: now A. Lovelace; you typed Ada King.',
    'Duration: now 20.',
  ]);
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ada King');
  expect(await page.getByLabel('Minutes').inputValue()).toBe('20');
  expect(await stored()).toMatchObject({ name: 'A. Lovelace' });

  await save.click();
  await page.waitForURL(new RegExp(`/appointments/${id}$`));
  expect(await stored()).toMatchObject({ name: 'Ada King', minutes: 20 });
});

it('says why a cancelled one is not changed', async () => {
  const { page, save } = await visit();
  await page.request.post(`${site.url}/v1/appointments/${id}/cancel`, { data: {}, headers });
  await page.reload();
  await page.getByLabel('Name', { exact: true }).fill('Ada King');
  await save.click();
  await expect
    .poll(() => page.getByRole('main').getByRole('alert').textContent(), soon)
    .toContain('was cancelled; register a new one instead');
});

it('keeps what was typed while its session expires and one signs in again', async () => {
  const { page, save } = await visit();
  await page.getByLabel('Name', { exact: true }).fill('Ada King');
  await world.pool.query("update sessions set expires_at = now() - interval '1 second'");
  await save.click();
  const again = page.getByRole('dialog', { name: 'Sign in' });
  await again.waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  expect(await again.isVisible()).toBe(true);
  await withPassword(world.pool, 'desk-user', 'desk');
  expect(await again.getByLabel('Name').inputValue()).toBe('desk-user');
  await again.getByLabel('Password').fill(password);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await again.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ada King');
  await save.click();
  await page.waitForURL(new RegExp(`/appointments/${id}$`));
  expect(await stored()).toMatchObject({ name: 'Ada King' });
});
