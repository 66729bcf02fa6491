import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { transaction } from '../../db/pool';
import { storeRows } from '../../db/source-rows';
import { setUpSource } from '../../db/sources';
import { endRun, lastEndedRun, startRun } from '../../db/sync-runs';
import { accessibilityFaults } from './axe';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  site = await world.serve();
});
afterEach(() => site.close());

it('shows nothing of sources where there are none', async () => {
  const { page, context } = await world.open(site.url, { role: 'desk' });
  await page.goto(`${site.url}/settings`);
  await page.getByRole('heading', { name: 'Your password' }).waitFor();
  expect(await page.getByRole('region', { name: 'Where appointments come from' }).count()).toBe(0);
  await context.close();
});

it('a look that asks stands on every page; the desk approves it under Settings, and sees which rows are wrong', async () => {
  await setUpSource(world.pool, 'database', true);
  const id = await startRun(world.pool, 'database', Date.now());
  await endRun(world.pool, id, { state: 'held', counts: { ahead: 10, moves: 1, cancels: 4 } }, Date.now());
  const row = { startsAtMs: null, cancelled: false, changedAtMs: null, content: null, appointmentId: null };
  const problem = [{ column: 'phone', value: '12', message: 'is too short' }];
  await transaction(world.pool, (tx) =>
    storeRows(tx, 'database', [{ ...row, externalId: '4711', hash: Buffer.from('x'), problem }], Date.now()),
  );

  const { page, context } = await world.open(site.url, { role: 'desk' });
  await page.goto(site.url);
  await page.getByText(/would move 1 and cancel 4 of 10/).waitFor();
  await page.goto(`${site.url}/settings`);
  const section = page.getByRole('region', { name: 'Where appointments come from' });
  await section.getByText('One row cannot be taken in').click();
  await section.getByText('phone “12”: is too short').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await section.getByRole('button', { name: 'let it through' }).click();
  await section.getByText(/Approved by/).waitFor();
  expect(await section.getByRole('button', { name: 'let it through' }).count()).toBe(0);
  expect((await lastEndedRun(world.pool, 'database'))?.approvedBy).toMatch(/^staff:/);
  await context.close();
});

it('who may only look sees it, without the buttons', async () => {
  await setUpSource(world.pool, 'database', true);
  const { page, context } = await world.open(site.url, { role: 'look' });
  await page.goto(`${site.url}/settings`);
  await page.getByRole('region', { name: 'Where appointments come from' }).waitFor();
  expect(await page.getByRole('button', { name: 'Look now' }).count()).toBe(0);
  await context.close();
});
