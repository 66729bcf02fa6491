import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { putOnDeskList } from '../../db/desk-list';
import { timeline } from '../../db/events';
import { transaction } from '../../db/pool';
import type { Role } from '../../domain/roles';
import { accessibilityFaults } from './axe';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const soon = { timeout: 5_000 };
let world: World;
let site: Site;
let closeAll: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await startWorld();
  site = await world.serve();
});
afterAll(async () => {
  await site.close();
  await world.close();
});
beforeEach(() => world.clear());
afterEach(async () => {
  for (const close of closeAll) await close();
  closeAll = [];
});

async function visit(role: Role = 'desk') {
  const { page, context } = await world.open(site.url, { role });
  closeAll.push(() => context.close());
  await page.goto(`${site.url}/desk-list`);
  await page.getByRole('heading', { name: 'Desk list' }).waitFor();
  const items = page.getByRole('list', { name: 'Desk list' }).getByRole('listitem');
  const badge = page.getByRole('link', { name: /^Desk list \d+ to ring$/ });
  return { page, items, badge };
}

async function listed(name: string, startsInMs: number) {
  const id = await world.book({ name, startsInMs, phone: '+12125550101' });
  await transaction(world.pool, (tx) => putOnDeskList(tx, id, 'reschedule_requested'));
  return id;
}

it('says whom to ring, why, and leads there', async () => {
  const id = await listed('<b>Ada</b>', 7_200_000);
  await listed('Grace', 3_600_000);
  const { page, items, badge } = await visit();
  await expect.poll(() => items.count(), soon).toBe(2);
  // The soonest appointment first.
  expect(await items.first().textContent()).toContain('Grace');
  const ada = items.filter({ hasText: '<b>Ada</b>' });
  expect(await ada.textContent()).toMatch(/wants another time/i);
  expect(await ada.textContent()).toMatch(/Since \d\d:\d\d/);
  expect(await ada.getByRole('link', { name: '212' }).getAttribute('href')).toBe('tel:+12125550101');
  expect(await ada.getByRole('link', { name: 'Appointment' }).getAttribute('href')).toBe(
    `/appointments/${id}`,
  );
  expect(await badge.textContent()).toContain('2');
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('takes off with a note and a name, in other tabs too', async () => {
  const id = await listed('Ada', 3_600_000);
  const { page, items, badge } = await visit();
  const other = await visit('look');
  await expect.poll(() => other.items.count(), soon).toBe(1);
  await items.first().getByRole('button', { name: 'Done with Ada' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What came of it?').fill('Comes on Friday,\nat ten.');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.getByText('Ada is off the list.').isVisible(), soon).toBe(true);
  expect(await items.count()).toBe(0);
  expect(await badge.count()).toBe(0);
  await expect.poll(() => other.items.count(), soon).toBe(0);

  await page.getByRole('link', { name: 'Done', exact: true }).click();
  await expect.poll(() => items.first().textContent(), soon).toContain('Comes on Friday, at ten.');
  expect(await items.first().textContent()).toContain('Done by desk-user');
  expect((await timeline(world.pool, id)).at(-1)).toMatchObject({
    actor: 'staff:desk-user',
    what: 'desk_done',
    detail: { note: 'Comes on Friday, at ten.' },
  });
});

it('keeps the note when it could not be saved', async () => {
  await listed('Ada', 3_600_000);
  const { page, items } = await visit();
  await items.first().getByRole('button', { name: 'Done with Ada' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What came of it?').fill('x'.repeat(1_001));
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.getByText('must have at most 1000 characters').waitFor();
  expect((await dialog.getByLabel('What came of it?').inputValue()).length).toBe(1_001);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await items.count()).toBe(1);
});

it('is only looked at by those who may only look', async () => {
  await listed('Ada', 3_600_000);
  const { page, items } = await visit('look');
  await expect.poll(() => items.count(), soon).toBe(1);
  expect(await items.getByRole('button').count()).toBe(0);
  await page.goto(`${site.url}/desk-list?done`);
  await page.getByText('Nothing has been done yet.').waitFor();
});
