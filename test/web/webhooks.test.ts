/** Endpoints on the pages, with a receiver beside them; the worker's part, the posting, the test does itself. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { deliverWebhook } from '../../activities/deliver-webhook';
import { createPostWebhook } from '../../activities/post-webhook';
import { transaction } from '../../db/pool';
import { switchOff } from '../../db/webhook-endpoints';
import type { Role } from '../../domain/roles';
import { startReceiver, type Receiver } from '../support/receiver';
import { accessibilityFaults } from './axe';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
let world: World;
let site: Site;
let receiver: Receiver;
let closeAll: (() => Promise<void>)[] = [];
beforeAll(async () => {
  [world, receiver] = await Promise.all([startWorld(), startReceiver()]);
  site = await world.serve();
});
afterAll(async () => {
  await site.close();
  await receiver.close();
  await world.close();
});
beforeEach(async () => {
  await world.pool.query('truncate webhook_endpoints, outgoing_events, jobs restart identity cascade');
  receiver.received.length = 0;
  receiver.will();
});
afterEach(async () => {
  for (const close of closeAll) await close();
  closeAll = [];
});

async function visit(role: Role = 'admin') {
  const { page, context, complaints } = await world.open(site.url, { role });
  closeAll.push(() => context.close());
  await page.goto(`${site.url}/settings/webhooks`);
  await page.getByRole('heading', { name: 'Webhooks' }).waitFor();
  const card = page.getByRole('region', { name: receiver.url });
  return { page, card, complaints };
}

/** What the worker does; what fails would be tried again. */
async function deliver(): Promise<void> {
  const { config, pool } = site.deps;
  const post = deliverWebhook({
    pool,
    now: Date.now,
    office: config.office,
    postWebhook: createPostWebhook({ allowPrivate: true }),
  });
  const { rows } = await pool.query<{ ref: number }>(`delete from jobs where kind = 'webhook' returning ref`);
  for (const { ref } of rows) await post(ref).catch(() => undefined);
}

async function add({ page }: Awaited<ReturnType<typeof visit>>): Promise<string> {
  const form = page.getByRole('region', { name: 'Add an endpoint' });
  await form.getByLabel('Address').fill(receiver.url);
  await form.getByRole('button', { name: 'Add an endpoint' }).click();
  return form.getByLabel(`The secret of 127.0.0.1:${receiver.port}`).inputValue();
}

it('adds an endpoint, whose secret is shown this once and signs the test', async () => {
  const here = await visit();
  const { page, card, complaints } = here;
  const form = page.getByRole('region', { name: 'Add an endpoint' });
  await form.getByLabel('Address').fill('ftp://example.com');
  await form.getByRole('button', { name: 'Add an endpoint' }).click();
  await form.getByText('must begin with https://').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  for (const box of await form.getByRole('checkbox').all()) await box.uncheck();
  await form.getByLabel('Confirmed').check();
  await form.getByLabel('Not reached').check();
  // The refused one is in the console, as the browser has it.
  complaints.length = 0;
  const secret = await add(here);
  await card.getByText('appointment.confirmed, appointment.not_reached').waitFor();
  await page.reload();
  await card.getByText('On', { exact: true }).waitFor();
  expect(await page.content()).not.toContain(secret);

  await card.getByRole('button', { name: 'Send a test' }).click();
  await card.getByText('The test is on its way').waitFor();
  await deliver();
  const [test] = receiver.received;
  if (!test) throw new Error('Nothing has come.');
  expect(receiver.verified(secret, test)).toMatchObject({ type: 'slotkeeper.test' });
  await card.getByText('Log of the last 30 days').click();
  const row = card.getByRole('listitem').filter({ hasText: 'slotkeeper.test' });
  await row.getByText('Delivered').waitFor();
  await row.getByText('1 try').click();
  await row.getByText('taken, 204').waitFor();
  await row.getByText(test.event.id).waitFor();
  expect(complaints).toEqual([]);

  await row.getByRole('button', { name: 'Send again' }).click();
  await row.getByText('On its way').waitFor();
  await deliver();
  await row.getByText('2 tries').waitFor();
  expect(receiver.received[1]?.event.id).toBe(test.event.id);
});

it('gives it another secret, and removes it, after asking', async () => {
  const here = await visit();
  const { page, card } = here;
  const old = await add(here);
  await card.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
  const next = await card.getByLabel(/The secret of/).inputValue();
  expect(next).toMatch(/^whsec_/);
  expect(next).not.toBe(old);
  await card.getByText('The old secret signs as well until').waitFor();

  await card.getByRole('button', { name: 'Remove' }).click();
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await card.waitFor({ state: 'detached' });
  expect((await world.pool.query('select from webhook_endpoints')).rowCount).toBe(0);
});

it('tells of one that went off by itself, on every page; switched on, it gets what it has missed', async () => {
  const here = await visit();
  const { page, card } = here;
  await add(here);
  receiver.will(500);
  await card.getByRole('button', { name: 'Send a test' }).click();
  await card.getByText('The test is on its way').waitFor();
  await deliver();
  await card.getByText('Tries have failed since').waitFor();
  await transaction(world.pool, (tx) => switchOff(tx, 1, 'failing', Date.now()));
  await page.goto(`${site.url}/desk-list`);
  await page
    .locator('.banners')
    .getByText(/every try failed for three days; it has missed one event/)
    .waitFor();

  await page.goto(`${site.url}/settings/webhooks`);
  await card.getByText(/^Off since .*: every try failed for three days$/).waitFor();
  await card.getByText('One event has not arrived').waitFor();
  await card.getByText('Log of the last 30 days').click();
  await card.getByText('Not delivered: answered 500').waitFor();
  expect(await card.getByRole('button', { name: 'Send again' }).count()).toBe(0);
  await card.getByRole('button', { name: 'Switch on' }).click();
  await card.getByRole('button', { name: 'Send the event that it has missed' }).click();
  await card.getByText('They are on their way.').waitFor();
  await deliver();
  await card.getByRole('listitem').getByText('Delivered').waitFor();
  await card.getByText('On', { exact: true }).waitFor();
  await expect.poll(() => page.locator('.banners').textContent(), { timeout: 5_000 }).toBe('');
});

it('is for admins alone', async () => {
  const { page } = await visit('desk');
  await page.getByText('Webhooks are for admins.').waitFor();
  expect(await page.getByLabel('Address').count()).toBe(0);
});
