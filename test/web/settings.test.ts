import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { findApiKey } from '../../db/api-keys';
import type { Role } from '../../domain/roles';
import { accessibilityFaults } from './axe';
import { password, withPassword } from './people';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const soon = { timeout: 5_000 };
let world: World;
let site: Site;
let closeAll: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.pool.query('truncate users, api_keys, sessions cascade');
  site = await world.serve();
});
afterEach(async () => {
  for (const close of closeAll) await close();
  closeAll = [];
  await site.close();
});

async function visit(role: Role) {
  const { page, context } = await world.open(site.url, { role });
  closeAll.push(() => context.close());
  await page.goto(`${site.url}/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  const section = (name: string) => page.getByRole('region', { name });
  return { page, context, section };
}

const user = async (name: string) =>
  (
    await world.pool.query<{ role: string; isDisabled: boolean }>(
      'select role, disabled_at is not null as "isDisabled" from users where name = $1',
      [name],
    )
  ).rows[0];

it('shows staff and keys to admins alone', async () => {
  for (const [role, count] of [
    ['look', 0],
    ['desk', 0],
    ['admin', 1],
  ] as const) {
    const { page, section } = await visit(role);
    await page.getByRole('heading', { name: 'Your password' }).waitFor();
    expect(await section('Staff').count(), role).toBe(count);
    expect(await section('API keys').count(), role).toBe(count);
  }
});

it('adds somebody, who then signs in, and changes, disables and enables them', async () => {
  const { page, section } = await visit('admin');
  const staff = section('Staff');
  await staff.getByLabel('Name').fill('Bea');
  await staff.getByLabel('Role', { exact: true }).selectOption('Look');
  await staff.getByLabel('Password', { exact: true }).fill('short');
  await staff.getByRole('button', { name: 'Add' }).click();
  await staff.getByText('must have 12 characters or more').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await staff.getByLabel('Password', { exact: true }).fill(password);
  await staff.getByRole('button', { name: 'Add' }).click();
  const row = staff.getByRole('listitem', { name: 'Bea' });
  await row.waitFor();

  const theirs = await world.open(site.url, { role: null });
  closeAll.push(() => theirs.context.close());
  await theirs.page.goto(`${site.url}/settings`);
  await theirs.page.getByLabel('Name').fill('Bea');
  await theirs.page.getByLabel('Password').fill(password);
  await theirs.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await theirs.page.getByText('Signed in as Bea, Look').waitFor();

  await row.getByLabel('Role of Bea').selectOption('Front desk');
  await expect.poll(() => user('Bea'), soon).toEqual({ role: 'desk', isDisabled: false });
  await row.getByRole('button', { name: 'Disable' }).click();
  await row.getByText('Disabled since').waitFor();
  await theirs.page.reload();
  await theirs.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await row.getByRole('button', { name: 'Enable' }).click();
  await expect.poll(() => user('Bea'), soon).toEqual({ role: 'desk', isDisabled: false });

  await row.getByRole('button', { name: 'New password' }).click();
  await page.getByRole('dialog').getByLabel('New password').fill('another battery staple');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await theirs.page.getByLabel('Name').fill('Bea');
  await theirs.page.getByLabel('Password').fill('another battery staple');
  await theirs.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await theirs.page.getByText('Signed in as Bea, Front desk').waitFor();
});

it('says why the last admin stays one', async () => {
  const { section } = await visit('admin');
  const row = section('Staff').getByRole('listitem', { name: 'ana' });
  await row.getByRole('button', { name: 'Disable' }).click();
  await row.getByText('ana is the last admin who can sign in').waitFor();
  expect(await user('ana')).toEqual({ role: 'admin', isDisabled: false });
});

it('makes a key, shows its secret once, and revokes it', async () => {
  const { page, section } = await visit('admin');
  const keys = section('API keys');
  await keys.getByLabel('For which program').fill('crm');
  await keys.getByRole('button', { name: 'Make a key' }).click();
  const secret = await keys.getByLabel('The key of crm').inputValue();
  expect(await findApiKey(world.pool, secret)).toMatchObject({ actor: 'staff:crm', role: 'desk' });
  await page.reload();
  const row = keys.getByRole('listitem', { name: 'crm' });
  await expect.poll(() => row.textContent(), soon).toContain('Made by ana');
  expect(await page.content()).not.toContain(secret);

  await row.getByRole('button', { name: 'Revoke' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revoke crm?' });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await findApiKey(world.pool, secret)).toBeDefined();
  await row.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect.poll(() => row.textContent(), soon).toContain('Revoked');
  expect(await findApiKey(world.pool, secret)).toBeUndefined();
});

it('makes a calendar feed, shows its address once, and revokes it', async () => {
  const { page, section } = await visit('admin');
  const feeds = section('Calendar feeds');
  await feeds.getByRole('button', { name: 'Make a feed' }).click();
  await feeds.getByText('must not be empty').waitFor();
  await feeds.getByLabel('Who reads it').fill('Tablet');
  await feeds.getByRole('button', { name: 'Make a feed' }).click();
  const field = feeds.getByLabel('The address for Tablet');
  const address = await field.inputValue();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect((await fetch(address)).status).toBe(200);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await feeds.getByRole('button', { name: 'Copy' }).click();
  await feeds.getByText('Copied.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address);
  await page.reload();
  const row = feeds.getByRole('listitem', { name: 'Tablet' });
  await expect.poll(() => row.textContent(), soon).toMatch(/Made by ana.*last read \d{4}-\d\d-\d\d/);
  expect(await page.content()).not.toContain(address);

  await row.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog', { name: 'Revoke Tablet?' }).getByRole('button', { name: 'Revoke' }).click();
  await expect.poll(() => row.textContent(), soon).toContain('Revoked');
  expect((await fetch(address)).status).toBe(404);
});

it('changes the own password, and signs out everywhere', async () => {
  await withPassword(world.pool, 'desk-user', 'desk');
  const { page, section } = await visit('desk');
  const own = section('Your password');
  await own.getByLabel('Your password now').fill('not my password');
  await own.getByLabel('New password').fill('another battery staple');
  await own.getByRole('button', { name: 'Change password' }).click();
  await own.getByText('is not your password').waitFor();
  await own.getByLabel('Your password now').fill(password);
  await own.getByRole('button', { name: 'Change password' }).click();
  await own.getByText('Changed. You are signed out everywhere but here.').waitFor();

  const elsewhere = await visit('desk');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await elsewhere.page.reload();
  await elsewhere.page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

it('takes the owner’s word about a number', async () => {
  const { section } = await visit('desk');
  const optOuts = section('No more reminders');
  await optOuts.getByLabel('Phone').fill('12');
  await optOuts.getByRole('button', { name: 'Look it up' }).click();
  await optOuts.getByText('cannot be used').waitFor();
  await optOuts.getByLabel('Phone').fill('(212) 555-0101');
  await optOuts.getByRole('button', { name: 'Look it up' }).click();
  await optOuts.getByText('has not opted out').waitFor();
  await optOuts.getByRole('button', { name: 'Opt it out' }).click();
  await optOuts.getByText('+12125550101 has opted out, by desk-user').waitFor();
  await optOuts.getByRole('button', { name: 'Remind it again' }).click();
  await optOuts.getByText('has not opted out').waitFor();

  const looking = (await visit('look')).section('No more reminders');
  await looking.getByLabel('Phone').fill('(212) 555-0101');
  await looking.getByRole('button', { name: 'Look it up' }).click();
  await looking.getByText('has not opted out').waitFor();
  expect(await looking.getByRole('button').count()).toBe(1);
});
