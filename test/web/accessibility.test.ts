/** axe-core over every page, light and dark, wide and narrow, with people in it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { reserve, startDialing } from '../../db/attempts';
import { pause } from '../../db/holds';
import { storeTestEvent } from '../../db/outgoing-events';
import { transaction } from '../../db/pool';
import { addTry } from '../../db/webhook-tries';
import { accessibilityFaults } from './axe';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const minuteMs = 60_000;
let world: World;
let site: Site;

beforeAll(async () => {
  world = await startWorld();
  site = await world.serve();
  await world.book({ name: 'Ada Lovelace' });
  await world.book({ name: 'Grace Hopper', phone: '+12125550102', startsInMs: 90 * minuteMs });
  const called = await world.book({ name: 'Mary Jackson', phone: '+12125550103', startsInMs: 2 * minuteMs });
  const { pool } = world;
  const nowMs = Date.now();
  await transaction(pool, async (tx) => {
    const key = { appointmentId: called, revision: 1, reminder: 1, attempt: 1 };
    const { id, phone } = await reserve(tx, key, 'call', 'reminder', '+12125550103');
    await startDialing(tx, id, phone, nowMs, nowMs + 5_000);
  });
  await pool.query(
    `update attempts set state = 'ended', sid = 'CA1', outcome = 'no_answer', ended_at = now()`,
  );
  await pool.query(`insert into desk_list (appointment_id, reason) values ($1, 'not_reached')`, [called]);
  await pool.query(
    `insert into webhook_endpoints (url, types, secret, created_by, failing_since)
     values ('https://hooks.example.com/of-a-practice-with-a-long-name', '{appointment.confirmed}', '', 'ana', now())`,
  );
  await transaction(pool, async (tx) => {
    const id = await storeTestEvent(tx, 1);
    await addTry(tx, id, { atMs: nowMs, outcome: 'rejected', status: 503, durationMs: 12 });
  });
  await transaction(pool, (tx) => pause(tx, 'staff:ana', 'Power cut', nowMs));
});
afterAll(async () => {
  await site.close();
  await world.close();
});

const pages: readonly (readonly [path: string, shows: string])[] = [
  ['/', 'Grace Hopper'],
  ['/appointments/3', 'Mary Jackson'],
  ['/appointments/1/change', 'Ada Lovelace'],
  ['/desk-list', 'Mary Jackson'],
  ['/register', 'Register'],
  ['/import', 'Choose a CSV file'],
  ['/overview', 'How late calls went out'],
  ['/texts', 'What is said on the phone'],
  ['/settings', 'ana'],
  ['/settings/webhooks', 'Tries have failed since'],
  ['/make-test-call?id=1', 'Appointment 1 of Ada Lovelace'],
  ['/make-test-call', 'Number of the appointment'],
];
const looks = [
  ['light', 1280],
  ['dark', 390],
  ['light', 390],
  ['dark', 1280],
] as const;

describe.each(looks)('%s, %i pixels wide', (colorScheme, width) => {
  const visitor = { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' } as const;

  it('the pages', async () => {
    const { page, context } = await world.open(site.url, visitor);
    const faults: string[] = [];
    for (const [path, shows] of pages) {
      await page.goto(site.url + path);
      await loaded(page, shows);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${path} ${fault}`));
      expect(await overflow(page), `${path} is wider than the window by`).toBe(0);
    }
    await context.close();
    expect(faults).toEqual([]);
  });

  it('what opens on them', async () => {
    const { page, context } = await world.open(site.url, visitor);
    const faults: string[] = [];
    const look = async (what: string) =>
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${what}: ${fault}`));

    await page.goto(`${site.url}/overview`);
    await loaded(page, 'How late calls went out');
    for (const figures of await page.getByText('The figures').all()) await figures.click();
    await look('figures');

    await page.goto(`${site.url}/settings/webhooks`);
    await page.getByText('Log of the last 30 days').click();
    await page.getByText('1 try').click();
    await page.getByText('answered 503, 12 ms').waitFor();
    await look('log of an endpoint');
    expect(await overflow(page), 'The log is wider than the window by').toBe(0);

    await page.goto(`${site.url}/texts`);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: '1', exact: true }).click();
    await page.getByText('The client presses 1').waitFor();
    await look('rehearsal');

    await transaction(world.pool, (tx) => tx.query('delete from holds'));
    await page.goto(`${site.url}/overview`);
    await page.getByRole('button', { name: 'Pause all calls …' }).click();
    await page.getByRole('dialog').waitFor();
    await look('pause');
    await context.close();
    expect(faults).toEqual([]);
  });

  it('the way in', async () => {
    const { page, context } = await world.open(site.url, { ...visitor, role: null });
    await page.goto(site.url);
    await loaded(page, 'Sign in');
    expect(await accessibilityFaults(page)).toEqual([]);
    await context.close();
  });
});

async function loaded(page: Page, shows: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main').getByText(shows).first().waitFor();
}

/** What a page is wider than its window, in pixels: who zooms in must not have to scroll both ways (WCAG 1.4.10). */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
