import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const soon = { timeout: 8_000, interval: 50 };
let world: World;
let site: Site;
let desk: Awaited<ReturnType<World['open']>>;
let page: Page;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  site = await world.serve();
  desk = await world.open(site.url);
  page = desk.page;
});
afterEach(async () => {
  await desk.context.close();
  await site.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const besides = (name: string) =>
  page
    .locator('.action')
    .filter({ has: button(name) })
    .locator('span');
const statusOf = async (id: number) => {
  const { rows } = await world.pool.query<{ status: string }>(
    'select status from appointments where id = $1',
    [id],
  );
  return rows[0]?.status;
};

it('shows what stands and the way to the workflow', async () => {
  const id = await world.book({
    name: 'Ada Moreno',
    client: { name: 'Ada Moreno', phone: '+12125550101', locale: 'de', timeZone: 'Europe/Berlin' },
    externalId: 'crm-7',
    reminder: { state: 'skipped', reason: 'booked_late' },
  });
  await page.goto(`${site.url}/appointments/${id}`);
  await page.getByRole('heading', { name: 'Ada Moreno' }).waitFor();
  const text = () => page.locator('main').textContent();
  await expect.poll(text, soon).toMatch(/Registered by ana/);
  for (const each of ['German', 'Europe/Berlin', 'crm-7', 'booked late', 'Nobody was called yet.'])
    expect(await text()).toContain(each);
  expect(await page.getByRole('link', { name: /Temporal Web UI/ }).getAttribute('href')).toContain(
    `http://127.0.0.1:8233/namespaces/default/workflows/appointment-${id}`,
  );
  await page.getByText('The record as the API has it').click();
  expect(await page.locator('pre').textContent()).toContain('"externalId": "crm-7"');
});

it('confirms at once, asks before it cancels, and then says which rule forbids the rest', async () => {
  const id = await world.book({ name: 'Ada Moreno' });
  await page.goto(`${site.url}/appointments/${id}`);
  await button('Confirm').click();
  await page.locator('.chip').getByText('Confirmed').waitFor();
  expect(await besides('Confirm').textContent()).toBe('It is confirmed already.');
  expect(await button('Call now').isDisabled()).toBe(true);
  await page.locator('.timeline').getByText('Confirmed by ana').waitFor();

  await button('Cancel').click();
  const dialog = page.getByRole('dialog', { name: 'Cancel the appointment of Ada Moreno?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await statusOf(id)).toBe('confirmed');
  await button('Cancel').click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.chip').getByText('Cancelled').waitFor();
  expect(await statusOf(id)).toBe('cancelled');
  expect(await besides('Cancel').textContent()).toBe('It was cancelled.');
});

it("shows the API's own words for a rule that it cannot know", async () => {
  const closed = await world.serve({ dialOnly: ['+12125550999'] });
  const id = await world.book({ name: 'Ada' });
  const { page: other, context } = await world.open(closed.url);
  await other.goto(`${closed.url}/appointments/${id}`);
  await other.getByRole('button', { name: 'Call now' }).click();
  await other.locator('.action').getByText('DIAL_ONLY').waitFor();
  await context.close();
  await closed.close();
});

it('opts out after asking, and takes it back', async () => {
  const id = await world.book({ name: 'Ada' });
  await page.goto(`${site.url}/appointments/${id}`);
  const optOuts = async () => (await world.pool.query('select from opt_outs')).rowCount;
  await button('Opt out').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Opt out' }).click();
  await button('Take reminders again').waitFor();
  expect(await optOuts()).toBe(1);
  expect(await besides('Call now').textContent()).toBe('The client wants no more reminders.');
  await button('Take reminders again').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take reminders again' }).click();
  await button('Opt out').waitFor();
  expect(await optOuts()).toBe(0);
});

it('asks whether the client came, once it is past', async () => {
  const id = await world.book({ name: 'Ada', startsInMs: -60_000 });
  await page.goto(`${site.url}/appointments/${id}`);
  await button('Did not come').click();
  await page.locator('.timeline').getByText('The client did not come, says ana').waitFor();
  expect(await button('Did not come').isDisabled()).toBe(true);
  expect(await button('Call now').count()).toBe(0);
});

it('lets those who may only look see all of it and change nothing', async () => {
  const id = await world.book({ name: 'Ada' });
  const { page: other, context } = await world.open(site.url, { role: 'look' });
  await other.goto(`${site.url}/appointments/${id}`);
  await other.locator('.timeline li').first().waitFor();
  for (const each of await other.locator('.actions button').all()) expect(await each.isDisabled()).toBe(true);
  expect(await other.locator('.actions').textContent()).toContain('Your role may look, not change.');
  await context.close();
});

it('says that there is no such appointment', async () => {
  await page.goto(`${site.url}/appointments/99`);
  await page.getByText('There is no appointment 99.').waitFor();
});
