/** What a newcomer sees, from the command to the second call: real processes, a real browser, nothing pressed for them. */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/browser';
import type { CallRecord } from '../../simulator/state';
import { startDev, type Dev } from './dev';

let dev: Dev;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
const row = (name: string) => page.getByRole('listitem').filter({ hasText: name }).first();
const phoneOf = (name: string): FrameLocator => page.frameLocator(`iframe[title="Phone of ${name}"]`);
const seconds = () => ((Date.now() - dev.startedAtMs) / 1000).toFixed(1);

beforeAll(async () => {
  browser = await launchBrowser();
  dev = await startDev();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await dev.stop();
}, 60_000);

it('starts part by part and prints three lines', { timeout: 150_000 }, async () => {
  await dev.shows(/Try {4}npx slotkeeper remind \d+/, { withinMs: 140_000 });
  for (const part of ['PostgreSQL', 'Temporal', 'Pages', 'Simulator', 'API', 'Worker'])
    expect(dev.output()).toMatch(new RegExp(`✔ ${part} \\(\\d+\\.\\d s\\)`));
  const [, open, watch] =
    /Open {3}(http\S+\/sign-in\/\S+)\n {2}Watch {2}(http\S+)\n {2}Try/.exec(dev.output()) ?? [];
  expect(await fetch(watch ?? '').then(({ ok }) => ok)).toBe(true);
  console.log(`Up after ${seconds()} s`);

  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(open ?? '');
});

it('shows six people, each with a fate of their own and why', { timeout: 60_000 }, async () => {
  const soon = { timeout: 25_000 };
  await expect.poll(() => page.locator('.row').count(), soon).toBe(6);
  await expect
    .poll(() => row('Ada Moreno').textContent(), soon)
    .toMatch(/○ Scheduled.*call in 0:\d\d.*Calls at \d\d:\d\d/s);
  await expect.poll(() => row('Ben Carter').textContent(), soon).toMatch(/✓ Confirmed.*Confirmed by phone/s);
  await expect.poll(() => row('Chloe Dubois').textContent(), soon).toMatch(/Called .*, voicemail/s);
  await expect.poll(() => row('Dev Patel').textContent(), soon).toMatch(/Ring by hand.*Called .*, busy/s);
  expect(await row('Elif Kaya').textContent()).toMatch(/call in \d:\d\d.*No call .*: booked late/s);
  expect(await row('Frank Olsen').textContent()).toMatch(/Moved from .* 06:30: before calling hours/s);
  expect(await page.locator('.hint').textContent()).toMatch(
    /^A phone will ring in \d:\d\d: pick up, press 1\./,
  );
});

it('turns the row green after pick up and 1, and texts', { timeout: 90_000 }, async () => {
  const ada = phoneOf('Ada Moreno');
  const pickUp = ada.getByRole('button', { name: 'Pick up' });
  await pickUp.waitFor({ timeout: 70_000 });
  console.log(`The first phone that waits for a person rings after ${seconds()} s`);
  expect(await page.locator('.hint').textContent()).toContain(
    'The phone of Ada Moreno rings: pick up, press 1.',
  );
  await pickUp.click();
  await ada.getByText('Press 1 to confirm').first().waitFor();
  const pressedAtMs = Date.now();
  await ada.getByRole('button', { name: /^1/ }).click();
  await expect
    .poll(() => row('Ada Moreno').getAttribute('data-standing'), { timeout: 1_500, interval: 20 })
    .toBe('confirmed');
  console.log(`Green ${Date.now() - pressedAtMs} ms after the key`);
  await ada.getByText('Thank you for confirming').first().waitFor();
  await ada.getByRole('button', { name: 'Hang up' }).click();
  await ada
    .getByText(/Maple Street Dental.*confirmed/is)
    .first()
    .waitFor({ timeout: 20_000 });
});

it(
  'brings the second call once, though the worker was dead when it was due',
  { timeout: 150_000 },
  async () => {
    dev.press('w');
    await dev.shows(/✘ The worker is dead/);
    const from = dev.output().length;
    await expect.poll(() => row('Elif Kaya').textContent(), { timeout: 80_000 }).toContain('call is due');
    await page.waitForTimeout(2_000);
    expect(await callsTo('Elif Kaya')).toHaveLength(0);
    dev.press('w');
    await dev.shows(/✔ Worker/, { from });
    const elif = phoneOf('Elif Kaya');
    await elif.getByRole('button', { name: 'Pick up' }).click({ timeout: 40_000 });
    await elif.getByText('Press 1 to confirm').first().waitFor();
    await elif.getByRole('button', { name: /^1/ }).click();
    await expect.poll(() => row('Elif Kaya').textContent(), { timeout: 5_000 }).toContain('Confirmed');
    expect(await callsTo('Elif Kaya')).toHaveLength(1);
  },
);

it('leads to the timeline in the Temporal Web UI', { timeout: 40_000 }, async () => {
  await row('Ada Moreno').getByRole('link', { name: 'Ada Moreno' }).click();
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  await expect
    .poll(() => page.locator('.timeline').textContent(), { timeout: 5_000 })
    .toMatch(/Registered by .*The client confirmed by phone/s);
  const link = page.getByRole('link', { name: /Temporal Web UI/ });
  const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await opened
    .getByText(/appointment-\d+/)
    .first()
    .waitFor({ timeout: 20_000 });
  // A number that has not opted out is not found; nothing else may go wrong.
  expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
});

async function callsTo(name: string): Promise<CallRecord[]> {
  const to = (await row(name).locator('.number').textContent())?.replaceAll(' ', '') ?? '';
  const src = (await page.locator('iframe').first().getAttribute('src')) ?? '';
  const response = await fetch(`${new URL(src).origin}/simulator/calls?to=${encodeURIComponent(to)}`);
  return (await response.json()) as CallRecord[];
}
