import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
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
  site = await world.serve({
    office: { name: 'Praxis Sonne', phone: '+12125550100', timeZone: 'Europe/Berlin' },
  });
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
  const { page, context, complaints } = await world.open(site.url, { role });
  closeAll.push(() => context.close());
  await page.goto(`${site.url}/register`);
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const save = page.getByRole('button', { name: 'Register' });
  /** What stands at a field as its fault. */
  const faultOf = async (name: string) =>
    page
      .locator(`[id="${(await field(name).getAttribute('aria-describedby'))?.split(' ').at(-1) ?? 'none'}"]`)
      .textContent({ timeout: 1_000 })
      .catch(() => null);
  const plan = page.getByRole('region', { name: 'What we will do' });
  return { page, context, field, save, faultOf, plan, complaints };
}

async function fill(page: Page, date = '2027-05-11', time = '14:30') {
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await field('Name').fill('Ada Lovelace');
  await field('Phone').fill('(212) 555-0101');
  await field('Date').fill(date);
  await field('Time').fill(time);
}

async function stored() {
  const { rows } = await world.pool.query<{ id: number; name: string; phone: string; offsets: string[] }>(
    'select id, client_name as name, client_phone as phone, offsets from appointments order by id',
  );
  return rows;
}

it('shows the plan while typing, and it is what is stored', async () => {
  const { page, plan, save, complaints } = await visit();
  await fill(page);
  await page.getByLabel('Others:').check();
  await page.getByLabel('How many').first().fill('2');
  await expect.poll(() => plan.textContent(), soon).toContain('Sunday, May 9 at 2:30 PM');
  const sentences = await plan.getByRole('listitem').allTextContents();
  expect(sentences).toEqual([
    'We will call on Sunday, May 9 at 2:30 PM.',
    'We will call on Tuesday, May 11 at 1:30 PM.',
  ]);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await stored()).toEqual([]);

  await save.click();
  await page.waitForURL(/\/appointments\/\d+$/);
  const [one, ...others] = await stored();
  expect(others).toEqual([]);
  expect(one).toMatchObject({ name: 'Ada Lovelace', phone: '+12125550101', offsets: ['P2D', 'PT1H'] });
  const answer = await page.request.get(`${site.url}/v1/appointments/${one?.id ?? 0}`);
  const { reminders } = (await answer.json()) as { reminders: { summary: string }[] };
  expect(reminders.map(({ summary }) => summary)).toEqual(sentences);
  // A refused preview is an error to the console, and nothing else is.
  expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
});

it.each([
  ['an empty name', 'Name', '  ', 'must not be empty'],
  ['a number that nobody has', 'Phone', '+1 212 555', 'cannot be used: the phone number'],
  ['a country that is not called', 'Phone', '+33 6 12 34 56 78', 'is a number of FR, which is not called'],
  ['a start that has passed', 'Date', '2020-05-11', 'has passed'],
  ['half a start', 'Time', '', 'must not be empty'],
  ['a duration in words', 'Minutes', 'an hour', 'must be a whole number of minutes'],
  ['a zone that is none', 'Client’s time zone', 'Mars/Olympus', 'is not an IANA time zone'],
])('says what is wrong at the field and goes there: %s', async (_, name, value, fault) => {
  const { page, field, save, faultOf } = await visit();
  await fill(page);
  await field(name).fill(value);
  await save.click();
  await expect.poll(() => faultOf(name), soon).toContain(fault);
  const focused = () => page.locator(':focus').getAttribute('aria-invalid');
  await expect.poll(focused, soon).toBe('true');
  expect(await stored()).toEqual([]);
});

it('does not complain of fields that nobody has come to yet', async () => {
  const { page, field, faultOf } = await visit();
  await field('Name').fill('Ada');
  await field('Name').blur();
  await page.waitForTimeout(800);
  expect(await page.locator('[aria-invalid]').count()).toBe(0);
  await field('Name').fill('');
  await field('Name').blur();
  await expect.poll(() => faultOf('Name'), soon).toBe('must not be empty');
  expect(await page.locator('[aria-invalid]').count()).toBe(1);
});

it('tells which reminder is wrong', async () => {
  const { page, save } = await visit();
  await fill(page);
  await page.getByLabel('Others:').check();
  await page.getByLabel('How many').nth(1).fill('9999');
  await save.click();
  const row = page.getByRole('group', { name: 'Reminder 2' });
  await expect.poll(() => row.textContent(), soon).toContain('is longer than 365 days');
  expect(await page.getByRole('group', { name: 'Reminder 1' }).textContent()).not.toContain('cannot');
  await page.getByRole('group', { name: 'Reminder 2' }).getByRole('button', { name: 'Remove' }).click();
  await save.click();
  await page.waitForURL(/\/appointments\/\d+$/);
  expect((await stored())[0]?.offsets).toEqual(['P1D']);
});

it('offers both instants of an hour that the clock repeats', async () => {
  const { page, plan, save } = await visit();
  await fill(page, '2027-10-31', '02:30');
  await page.getByLabel('Time', { exact: true }).blur();
  await page.getByRole('button', { name: '02:30 (UTC+01:00)' }).click();
  await expect
    .poll(() => plan.textContent(), soon)
    .toContain('We will call on Sunday, October 31 at 2:30 AM');
  await save.click();
  await page.waitForURL(/\/appointments\/\d+$/);
  const { rows } = await world.pool.query<{ at: string }>(
    `select to_char(starts_at at time zone 'UTC', 'HH24:MI') as at from appointments`,
  );
  expect(rows).toEqual([{ at: '01:30' }]);
});

it('registers once on a double click', async () => {
  const { page, save } = await visit();
  await fill(page);
  await save.dblclick();
  await page.waitForURL(/\/appointments\/\d+$/);
  expect(await stored()).toHaveLength(1);
});

it('keeps what was typed when the answer is lost, and registers once all the same', async () => {
  const { page, field, save } = await visit();
  await fill(page);
  await page.route('**/v1/appointments', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await save.click();
  await expect
    .poll(() => page.getByRole('main').getByRole('alert').textContent(), soon)
    .toContain('does not answer');
  expect(await field('Name').inputValue()).toBe('Ada Lovelace');
  expect(await stored()).toHaveLength(1);
  await page.unroute('**/v1/appointments');
  await save.click();
  await page.waitForURL(/\/appointments\/\d+$/);
  expect(await stored()).toHaveLength(1);
});

it('says so when an earlier try got through after all, and the form was changed since', async () => {
  const { page, field, save } = await visit();
  await fill(page);
  await page.route('**/v1/appointments', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await save.click();
  await expect.poll(() => page.getByRole('main').getByRole('alert').count(), soon).toBe(1);
  await page.unroute('**/v1/appointments');
  await field('Name').fill('Ada King');
  await save.click();
  await expect
    .poll(() => page.getByRole('main').getByRole('alert').textContent(), soon)
    .toContain('An earlier try did get through');
  expect(await stored()).toHaveLength(1);
});

it('asks before what was typed is left behind', async () => {
  const { page, field } = await visit();
  await field('Name').fill('Ada');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void (asked.length < 3 ? dialog.dismiss() : dialog.accept());
  });
  await page.getByRole('link', { name: 'Overview' }).click();
  expect(new URL(page.url()).pathname).toBe('/register');
  expect(await field('Name').inputValue()).toBe('Ada');
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked, soon).toEqual(['confirm', 'beforeunload']);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.waitForURL(/overview/);
});

it('takes one external id once, and says at its field who has it', async () => {
  const id = await world.book({ name: 'Grace', externalId: 'crm-1' });
  const { page, field, save, faultOf } = await visit();
  await fill(page);
  await page.getByText('Booked earlier, or known elsewhere').click();
  await field('External id').fill('crm-1');
  await save.click();
  await expect.poll(() => faultOf('External id'), soon).toContain(`Appointment ${id} has this externalId`);
});

it('is for those who may', async () => {
  const { page } = await visit('look');
  await page.getByText('changing it needs the role').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
});
