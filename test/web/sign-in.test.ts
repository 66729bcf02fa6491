import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { ensureApiKey } from '../../db/api-keys';
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
// The mistakes of an address are counted by the process.
beforeEach(async () => {
  site = await world.serve();
  await withPassword(world.pool, 'Bea', 'desk');
});
afterEach(async () => {
  for (const close of closeAll) await close();
  closeAll = [];
  await site.close();
});

async function visit(path = '/') {
  const { page, context } = await world.open(site.url, { role: null });
  closeAll.push(() => context.close());
  await page.goto(site.url + path);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  return page;
}

async function signIn(page: Page, typed: string, name = 'bea') {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(typed);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
const alert = (page: Page) => page.getByRole('alert').first().textContent();

it('shows the page that was asked for, once signed in', async () => {
  const page = await visit('/desk-list');
  expect(await accessibilityFaults(page)).toEqual([]);
  await signIn(page, password);
  await page.getByRole('heading', { name: 'Desk list' }).waitFor();
  expect(await page.getByRole('link', { name: 'Bea' }).count()).toBe(1);
});

it('says the same of a wrong password and of a stranger, and goes back to the password', async () => {
  const page = await visit();
  await signIn(page, 'not the password');
  await expect.poll(() => alert(page), soon).toContain('The name or the password is wrong');
  const wrong = await alert(page);
  expect(await page.locator(':focus').getAttribute('name')).toBe('password');
  expect(await page.getByLabel('Name').inputValue()).toBe('bea');
  const stranger = await visit();
  await signIn(stranger, 'not the password', 'nobody');
  await expect.poll(() => alert(stranger), soon).toBe(wrong);
});

it('says for how long a name is locked after wrong passwords', async () => {
  const page = await visit();
  for (let tries = 0; tries < 5; tries++) {
    const answer = page.waitForResponse(/session/);
    await signIn(page, `wrong ${tries}`);
    expect((await answer).status()).toBe(401);
  }
  await signIn(page, password);
  await expect.poll(() => alert(page), soon).toContain('Too many wrong passwords');
  const left = async () => {
    const time = /Try again in (\d):(\d\d)\./.exec((await page.textContent('main')) ?? '');
    return Number(time?.[1]) * 60 + Number(time?.[2]);
  };
  const first = await left();
  expect(first).toBeGreaterThan(45);
  await expect.poll(left, soon).toBeLessThan(first);

  await world.pool.query("update users set locked_until = now() - interval '1 second'");
  await signIn(page, password);
  await page.getByRole('link', { name: 'Bea' }).waitFor();
});

it('takes the first API key of a fresh installation', async () => {
  await ensureApiKey(world.pool, 'first', 'the-first-key-of-all-0001');
  const page = await visit();
  await page.getByRole('button', { name: 'API key instead' }).click();
  await page.getByLabel('API key').fill('the-first-key-of-all-0002');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('API key').fill('the-first-key-of-all-0001');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'first' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  // A key has no password.
  expect(await page.getByRole('heading', { name: 'Your password' }).count()).toBe(0);
});

it('signing out ends the session and shows nothing more', async () => {
  const page = await visit('/desk-list');
  await signIn(page, password);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

it('hides the page when the session expires, and gives another person a fresh one', async () => {
  await withPassword(world.pool, 'Cleo', 'admin');
  const page = await visit('/register');
  await signIn(page, password);
  await page.getByRole('heading', { name: 'Register an appointment' }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Ada');
  await world.pool.query('delete from sessions');
  // The next thing that is asked of the server.
  await page.getByLabel('Name', { exact: true }).press('End');
  await page.keyboard.type(' Lovelace');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByLabel('Name').fill('Cleo');
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Cleo' }).waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
});
