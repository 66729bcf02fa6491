import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { recordAnswer } from '../../db/answers';
import { reserve, startDialing } from '../../db/attempts';
import { putOnDeskList } from '../../db/desk-list';
import { addEvent } from '../../db/events';
import { transaction } from '../../db/pool';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const soon = { timeout: 8_000, interval: 50 };
const dayMs = 24 * 3_600_000;
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

const row = (name: string, on = page) => on.getByRole('listitem').filter({ hasText: name }).first();
const pressOne = (appointmentId: number, phone = '+12125550101') =>
  transaction(world.pool, async (tx) => {
    const key = { appointmentId, revision: 1, reminder: 1, attempt: 1 };
    const attempt = await reserve(tx, key, 'call', 'reminder', phone);
    await recordAnswer(tx, attempt, 'confirm', Date.now());
  });

it('lists whom we call when, counts down, and says why', async () => {
  const night = { offset: 'P1D', movedFromMs: Date.UTC(2030, 0, 1, 6, 30), reason: 'outside_hours' } as const;
  await world.book({ name: 'Ada' });
  await world.book({
    name: 'Frank',
    phone: '+12125550102',
    startsInMs: dayMs,
    dueInMs: dayMs / 2,
    reminder: night,
  });
  await page.goto(site.url);
  await expect.poll(() => row('Ada').textContent(), soon).toMatch(/Scheduled.*call in 0:\d\d.*Calls at/s);
  const before = await row('Ada').textContent();
  await expect.poll(() => row('Ada').textContent(), { timeout: 3_000 }).not.toBe(before);
  expect(await page.locator('.hint').textContent()).toMatch(
    /^A phone will ring in 0:\d\d: pick up, press 1\./,
  );
  expect(await row('Frank').textContent()).toMatch(/Moved from .*06:30/);
  expect(desk.complaints).toEqual([]);
});

it('turns a row in all tabs within a second of the key, and says so', async () => {
  const id = await world.book({ name: 'Ada Moreno' });
  const second = await desk.newPage();
  for (const tab of [page, second]) {
    await tab.goto(site.url);
    await row('Ada Moreno', tab).waitFor();
    await tab.evaluate('window.stillHere = true');
  }
  // The stream may take a moment to open.
  await page.waitForTimeout(1_000);
  await pressOne(id);
  await Promise.all(
    [page, second].map(async (tab) => {
      await expect
        .poll(() => row('Ada Moreno', tab).getAttribute('data-tone'), { timeout: 1_000, interval: 20 })
        .toBe('good');
      expect(await row('Ada Moreno', tab).textContent()).toMatch(/✓ Confirmed.*Confirmed by phone/s);
      expect(await tab.locator('[data-part=news]').textContent()).toBe('Ada Moreno: Confirmed');
      expect(await row('Ada Moreno', tab).getAttribute('class')).toContain('is-new');
      expect(await tab.evaluate('window.stillHere')).toBe(true);
    }),
  );
  await expect.poll(() => row('Ada Moreno').getAttribute('class'), soon).toBe('row');
});

it('shows markup in a name as text', async () => {
  const name = `<img src=x onerror="document.title='owned'">`;
  const id = await world.book({ name, events: [{ actor: `staff:${name}`, what: 'registered' }] });
  await page.goto(site.url);
  await page.getByRole('link', { name, exact: true }).waitFor();
  await page.goto(`${site.url}/appointments/${id}`);
  await page.getByRole('heading', { name, exact: true }).waitFor();
  await page.locator('.timeline').getByText(name).first().waitFor();
  expect(await page.locator('img[src=x]').count()).toBe(0);
  expect(await page.title()).toContain(name);
});

it('finds by name, number and id on any day, and filters', async () => {
  const far = await world.book({ name: 'Grace Hopper', phone: '+12125550777', startsInMs: 40 * dayMs });
  const ada = await world.book({ name: 'Ada Moreno' });
  const ben = await world.book({ name: 'Ben Carter', phone: '+12125550102' });
  await pressOne(ben, '+12125550102');
  await page.goto(site.url);
  await row('Ada Moreno').waitFor();
  expect(await row('Grace Hopper').isVisible()).toBe(false);
  const box = page.getByRole('searchbox');
  for (const q of ['grac', '555 0777', String(far)]) {
    await box.fill(q);
    await row('Grace Hopper').waitFor();
    expect(await row('Ada Moreno').count()).toBe(0);
  }
  await box.fill('');
  await row('Ada Moreno').waitFor();
  await page.getByLabel('Status').selectOption('confirmed');
  await expect.poll(() => page.locator('.row').count(), soon).toBe(1);
  expect(await page.locator('.row').textContent()).toContain('Ben Carter');
  // A view is an address: it survives loading anew.
  await page.reload();
  await expect.poll(() => page.locator('.row').count(), soon).toBe(1);
  await page.getByLabel('Status').selectOption('');
  await page.getByLabel('Needs a person').check();
  await expect.poll(() => page.locator('.row').count(), soon).toBe(0);
  await transaction(world.pool, (tx) => putOnDeskList(tx, ada, 'not_reached'));
  await expect.poll(() => page.locator('.row').textContent(), soon).toMatch(/Ada Moreno.*Ring by hand/s);
});

it('shows other days, and how many', async () => {
  await world.book({ name: 'Ada', startsInMs: 60_000 });
  await world.book({ name: 'Cleo', startsInMs: 5 * dayMs });
  await page.goto(site.url);
  await row('Ada').waitFor();
  expect(await page.getByRole('heading', { level: 2 }).count()).toBe(4);
  await page.getByText('Week', { exact: true }).click();
  await row('Cleo').waitFor();
  await page.getByText('1 day', { exact: true }).click();
  await expect.poll(() => page.locator('.day').count(), soon).toBe(1);
  const date = new Date(Date.now() + 5 * dayMs).toISOString().slice(0, 10);
  await page.getByLabel('Day', { exact: true }).fill(date);
  await row('Cleo').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/days/${date}`);
  await page.getByRole('link', { name: 'Today' }).click();
  await row('Ada').waitFor();
});

it('says no more that a call is on its way once the client has decided', async () => {
  const id = await world.book({ name: 'Ada' });
  await page.goto(site.url);
  await row('Ada').getByRole('button', { name: 'Call now: Ada' }).click();
  await row('Ada').getByText('The call is on its way.').waitFor();
  await world.pool.query("update appointments set status = 'confirmed' where id = $1", [id]);
  await addEvent(world.pool, { appointmentId: id, actor: 'client', what: 'confirmed' });
  await expect.poll(() => row('Ada').textContent(), soon).toContain('Confirmed');
  expect(await row('Ada').textContent()).not.toContain('on its way');
});

it('calls now, or says in words why not; those who may only look have no button', async () => {
  await world.book({ name: 'Ada' });
  await page.goto(site.url);
  await row('Ada').getByRole('button', { name: 'Call now: Ada' }).click();
  await expect.poll(() => row('Ada').textContent(), soon).toContain('The call is on its way.');
  const { rows } = await world.pool.query("select actor from events where what = 'call_now_requested'");
  expect(rows).toEqual([{ actor: 'staff:ana' }]);

  await world.pool.query("insert into opt_outs (phone, actor) values ('+12125550101', 'client')");
  await row('Ada').getByRole('button', { name: 'Call now: Ada' }).click();
  await expect.poll(() => row('Ada').textContent(), soon).toContain('the number has opted out');

  const looker = await world.open(site.url, { role: 'look' });
  await looker.page.goto(site.url);
  await row('Ada', looker.page).waitFor();
  expect(await looker.page.getByRole('button', { name: 'Call now: Ada' }).count()).toBe(0);
  await looker.context.close();
});

it('says that the connection is lost, and recovers by itself', async () => {
  await world.book({ name: 'Ada' });
  await page.goto(site.url);
  await row('Ada').waitFor();
  await page.waitForTimeout(1_000);
  const { port } = new URL(site.url);
  site.server.close();
  site.server.closeAllConnections();
  await page.getByText('Connection lost').waitFor({ timeout: 10_000 });
  await world.book({ name: 'Ben', phone: '+12125550102' });
  site.server.listen(Number(port), '127.0.0.1');
  await once(site.server, 'listening');
  await row('Ben').waitFor({ timeout: 15_000 });
  expect(await page.getByText('Connection lost').count()).toBe(0);
});

it('has the phone of whoever is called soon beside it, any other at a click, and never loads one again', async () => {
  await world.book({ name: 'Ada', phone: '+12125550101' });
  await world.book({ name: 'Ben', phone: '+12125550102', dueInMs: 40 * 60_000 });
  await page.goto(site.url);
  await page.frameLocator('iframe[title="Phone of Ada"]').getByText('Ada').first().waitFor();
  expect(await page.locator('iframe').count()).toBe(1);
  await row('Ben').getByRole('button', { name: '+1 212 555 0102' }).click();
  await page.frameLocator('iframe[title="Phone of Ben"]').getByText('Ben').first().waitFor();
  expect(await page.locator('iframe[title="Phone of Ada"]').isVisible()).toBe(false);

  const frames = () => page.frames().filter((frame) => frame.url().startsWith(world.simulator.url));
  for (const frame of frames()) await frame.evaluate('window.stillHere = true');
  await row('Ada').getByRole('link', { name: 'Ada' }).click();
  await page.getByRole('heading', { name: 'Plan' }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('link', { name: 'Appointments' }).click();
  await row('Ada').waitFor();
  for (const frame of frames()) expect(await frame.evaluate('window.stillHere')).toBe(true);
  expect(frames()).toHaveLength(2);
});

it('brings a phone that rings to the front, but not before one that talks', async () => {
  const ada = await world.book({ name: 'Ada', phone: '+12125550101' });
  const ben = await world.book({ name: 'Ben', phone: '+12125550102' });
  const ring = (appointmentId: number, phone: string) =>
    transaction(world.pool, async (tx) => {
      const key = { appointmentId, revision: 1, reminder: 1, attempt: 1 };
      const { id } = await reserve(tx, key, 'call', 'reminder', phone);
      await startDialing(tx, id, phone, Date.now(), Date.now() + 5_000);
      await addEvent(tx, { appointmentId, actor: 'system', what: 'call_placed', attemptId: id });
    });
  const shown = () => page.locator('iframe:visible').getAttribute('title');
  await page.goto(site.url);
  await expect.poll(shown, soon).toBe('Phone of Ada');
  await ring(ben, '+12125550102');
  await expect.poll(shown, soon).toBe('Phone of Ben');
  await ring(ada, '+12125550101');
  await expect.poll(() => row('Ada').getAttribute('data-standing'), soon).toBe('live');
  expect(await shown()).toBe('Phone of Ben');
});

it('has no phone beside it when real ones ring, but numbers to dial', async () => {
  const { twilio } = site.deps.config;
  const real = await world.serve({ twilio: { ...twilio, apiUrl: 'https://twilio.example.com' } });
  const other = await world.open(real.url);
  await world.book({ name: 'Ada' });
  await other.page.goto(real.url);
  await row('Ada', other.page).waitFor();
  expect(await other.page.locator('iframe').count()).toBe(0);
  const link = row('Ada', other.page).getByRole('link', { name: '+1 212 555 0101' });
  expect(await link.getAttribute('href')).toBe('tel:+12125550101');
  await other.context.close();
  await real.close();
});

it('can be used with the keyboard alone', async () => {
  await world.book({ name: 'Ada' });
  await page.goto(site.url);
  await row('Ada').waitFor();
  const reach = async (what: string) => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(
        'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
      );
      if (name === what) return;
    }
    throw new Error(`Tab does not reach ${what}`);
  };
  await reach('Skip to the page');
  await page.keyboard.press('Enter');
  await reach('Search name, number or id');
  await page.keyboard.type('ada');
  await page.getByRole('heading', { name: 'Found for “ada”' }).waitFor();
  await reach('Call now: Ada');
  await page.keyboard.press('Enter');
  await expect.poll(() => row('Ada').textContent(), soon).toContain('The call is on its way.');
  // The button stays where it is, and with it the focus.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
});
