import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { recordAnswer } from '../../../db/answers';
import { reserve } from '../../../db/attempts';
import { addEvent } from '../../../db/events';
import { transaction } from '../../../db/pool';
import { startWorld, type World } from './world';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });
/** A page asks once a second. */
const soon = { timeout: 5_000 };
let world: World;
let site: Awaited<ReturnType<World['serve']>>;
let desk: Awaited<ReturnType<World['open']>>;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.pool.query('truncate appointments restart identity cascade');
  site = await world.serve();
  desk = await world.open(site.url);
});
afterEach(async () => {
  await desk.context.close();
  await site.close();
});

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name }).first();

it('lists who is called when, counts down, and tells why', async () => {
  const dayMs = 24 * 3_600_000;
  const night = { offset: 'P1D', movedFromMs: Date.UTC(2030, 0, 1, 6, 30), reason: 'outside_hours' } as const;
  await world.book({ name: 'Ada' });
  await world.book({
    name: 'Frank',
    phone: '+12125550102',
    startsInMs: 2 * dayMs,
    dueInMs: dayMs,
    reminder: night,
  });
  await world.book({
    name: 'Elif',
    phone: '+12125550103',
    reminder: { state: 'skipped', reason: 'booked_late' },
  });
  await desk.page.goto(site.url);

  const ada = row(desk.page, 'Ada');
  await expect.poll(() => ada.textContent(), soon).toMatch(/Scheduled.*call in 0:4\d.*Registered/s);
  const before = await ada.textContent();
  await expect.poll(() => ada.textContent(), { timeout: 2_000 }).not.toBe(before);
  await expect
    .poll(() => desk.page.locator('#hint').textContent(), soon)
    .toMatch(/^A phone will ring in 0:4\d: pick up, press 1\.$/);
  expect(await row(desk.page, 'Frank').textContent()).toContain('06:30: outside calling hours');
  expect(await row(desk.page, 'Elif').textContent()).toContain('Skipped the call 1 h before: booked late');
  expect(await row(desk.page, 'Elif').textContent()).toContain('no more calls');
  expect(await ada.getByRole('link', { name: 'Workflow' }).getAttribute('href')).toContain(
    'http://127.0.0.1:8233/namespaces/default/workflows/appointment-1',
  );
  expect(desk.complaints).toEqual([]);
});

it('turns a row green within a second after the client pressed 1, without loading anew', async () => {
  const id = await world.book({ name: 'Ada' });
  await desk.page.goto(site.url);
  await row(desk.page, 'Ada').waitFor();
  await desk.page.evaluate('window.stillHere = true');

  await transaction(world.pool, async (tx) => {
    const key = { appointmentId: id, revision: 1, reminder: 1, attempt: 1 };
    const attempt = await reserve(tx, key, 'call', 'reminder', '+12125550101');
    await recordAnswer(tx, attempt, 'confirm', Date.now());
  });
  await expect
    .poll(() => row(desk.page, 'Ada').getAttribute('data-status'), { timeout: 1_500, interval: 50 })
    .toBe('confirmed');
  expect(await row(desk.page, 'Ada').textContent()).toMatch(/✓ Confirmed.*pressed 1: confirmed/s);
  expect(await desk.page.locator('#news').textContent()).toBe('Ada: Confirmed');
  expect(await desk.page.evaluate('window.stillHere')).toBe(true);
});

it('shows markup in a name as text', async () => {
  const name = `<img src=x onerror="document.title='owned'">`;
  await world.book({ name, events: [{ actor: `staff:${name}`, what: 'changed' }] });
  await desk.page.goto(site.url);
  await desk.page.getByText(name, { exact: true }).first().waitFor();
  expect(await desk.page.locator('img[src=x]').count()).toBe(0);
  expect(await desk.page.title()).not.toBe('owned');
  await desk.page.goto(`${site.url}/make-test-call?id=1`);
  await desk.page.getByText(`Appointment 1 of ${name}`).waitFor();
  expect(await desk.page.locator('img[src=x]').count()).toBe(0);
});

it('unfolds the timeline, and adds to it what happens', async () => {
  const appointmentId = await world.book({ name: 'Ada' });
  await desk.page.goto(site.url);
  const ada = row(desk.page, 'Ada');
  await ada.getByText('Timeline').click();
  await expect.poll(() => ada.locator('.timeline li').count(), soon).toBe(1);
  const atMs = Date.UTC(2030, 0, 1, 11);
  await addEvent(world.pool, {
    appointmentId,
    actor: 'system',
    what: 'redial_planned',
    detail: { why: 'no_answer', atMs },
  });
  await expect.poll(() => ada.locator('.timeline li').count(), soon).toBe(2);
  expect(await ada.locator('.timeline').textContent()).toMatch(/no answer; calls again at .*11:00/);
});

it('calls now, or says in words why not', async () => {
  const id = await world.book({ name: 'Ada' });
  await desk.page.goto(site.url);
  const ada = row(desk.page, 'Ada');
  await ada.getByRole('button', { name: 'Call Ada now' }).click();
  await expect.poll(() => ada.textContent(), soon).toContain('The call is on its way.');
  const { rows } = await world.pool.query<{ actor: string }>(
    "select actor from events where appointment_id = $1 and what = 'call_now_requested'",
    [id],
  );
  expect(rows).toEqual([{ actor: 'staff:ana' }]);

  await world.pool.query("insert into opt_outs (phone, actor) values ('+12125550101', 'client')");
  await ada.getByRole('button', { name: 'Call Ada now' }).click();
  await expect
    .poll(() => ada.textContent(), soon)
    .toContain('Not called: the client wants no more reminders.');
  await world.pool.query('delete from opt_outs');
});

it('says that the connection is lost, and recovers by itself', async () => {
  await world.book({ name: 'Ada' });
  await desk.page.goto(site.url);
  await row(desk.page, 'Ada').waitFor();
  const { port } = new URL(site.url);
  site.server.close();
  site.server.closeAllConnections();
  await expect.poll(() => desk.page.locator('#offline').isVisible(), { timeout: 4_000 }).toBe(true);
  expect(await desk.page.locator('#offline').textContent()).toContain('Connection lost');
  site.server.listen(Number(port), '127.0.0.1');
  await once(site.server, 'listening');
  await expect.poll(() => desk.page.locator('#offline').isVisible(), { timeout: 4_000 }).toBe(false);
});

it('goes to the sign-in when the session ends', async () => {
  await desk.page.goto(site.url);
  await world.pool.query('delete from sessions');
  await desk.page.waitForURL('**/sign-in', { timeout: 5_000 });
});

it('has the phone of whoever is called soon beside the list, and any other at a click', async () => {
  await world.book({ name: 'Ada', phone: '+12125550101' });
  await world.book({ name: 'Ben', phone: '+12125550102', dueInMs: 40 * 60_000 });
  await desk.page.goto(site.url);
  await desk.page.frameLocator('iframe[title="Phone of Ada"]').getByText('Ada').first().waitFor();
  expect(await desk.page.locator('iframe').count()).toBe(1);
  await row(desk.page, 'Ben').getByRole('button', { name: '+12125550102' }).click();
  await desk.page.frameLocator('iframe[title="Phone of Ben"]').getByText('Ben').first().waitFor();
  expect(await desk.page.locator('iframe[title="Phone of Ada"]').isVisible()).toBe(false);
  expect(desk.complaints).toEqual([]);
});

it('brings a phone that rings to the front, but not before one that talks', async () => {
  const ada = await world.book({ name: 'Ada', phone: '+12125550101' });
  const ben = await world.book({ name: 'Ben', phone: '+12125550102' });
  const calling = (id: number, state: string) =>
    world.pool.query('update reminders set state = $2 where appointment_id = $1', [id, state]);
  const shown = () => desk.page.locator('iframe:visible').getAttribute('title');
  await desk.page.goto(site.url);
  await expect.poll(shown, soon).toBe('Phone of Ada');
  await calling(ben, 'calling');
  await expect.poll(shown, { timeout: 3_000 }).toBe('Phone of Ben');
  await calling(ada, 'calling');
  await row(desk.page, 'Ada').getByText('Calling', { exact: true }).waitFor();
  expect(await shown()).toBe('Phone of Ben');
  await calling(ben, 'reached');
  await expect.poll(shown, { timeout: 3_000 }).toBe('Phone of Ada');
});

it('has no phone beside the list when real ones ring', async () => {
  const { twilio } = site.deps.config;
  const real = await world.serve({ twilio: { ...twilio, apiUrl: 'https://twilio.example.com' } });
  const { page, context } = await world.open(real.url);
  await world.book({ name: 'Ada' });
  await page.goto(real.url);
  await row(page, 'Ada').waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
  expect(await page.locator('#hint').textContent()).toContain('Calls go out by themselves');
  await context.close();
  await real.close();
});
