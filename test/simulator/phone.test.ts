import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { application, CLIENT, OWN, simulate } from './helpers';

describe('the phone in the browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  async function open(url: string) {
    const page = await browser.newPage({ viewport: { width: 380, height: 680 } });
    page.setDefaultTimeout(4000);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(url);
    return { page, errors };
  }

  test('rings, is picked up, shows what is said, sends a key, shows messages, answers', async () => {
    const own = await application({
      '/voice': '<Gather numDigits="1" action="/key"><Say>Press 1 to confirm &lt;b&gt;</Say></Gather>',
      '/key': '<Say>Thank you</Say>',
    });
    const sim = await simulate({ speechMsPerCharacter: 10, smsUrl: `${own.url}/sms` });
    const { page, errors } = await open(`${sim.url}/?numbers=${CLIENT}&names=Anna%20Larsson`);
    const phone = page.getByRole('article', { name: 'Phone of Anna Larsson' });
    await phone.getByText('+1 212 555 0123').waitFor();

    const { sid } = await sim.client.calls.create(own.call());
    await phone.getByRole('button', { name: 'Pick up' }).click();
    await phone.getByText('Press 1 to confirm <b>').waitFor();
    expect((await sim.callOf(sid)).status).toBe('in-progress');
    await page.keyboard.press('1');
    const thread = phone.getByRole('list', { name: 'Calls and messages' });
    await thread.getByText('Call ended').waitFor();
    await thread.getByText('Thank you').waitFor();
    expect((await sim.callOf(sid)).keys).toEqual(['1']);

    await sim.client.messages.create({ to: CLIENT, from: OWN, body: 'See you <i>soon</i>' });
    await phone.getByText('See you <i>soon</i>').waitFor();
    await phone.getByLabel('Text message').fill('3');
    await phone.getByRole('button', { name: 'Send' }).click();
    await phone.locator('.bubble.sent', { hasText: '3' }).waitFor();
    expect(own.at('/sms')[0]?.params).toMatchObject({ From: CLIENT, To: OWN, Body: '3' });
    // A page that is opened later shows the same.
    await page.reload();
    await phone.getByText('See you <i>soon</i>').waitFor();
    expect(await phone.locator('.thread > li').count()).toBe(3);
    expect(errors).toEqual([]);
    await page.close();
  });

  test('declines, presses by mouse, hangs up', async () => {
    const own = await application({ '/voice': '<Gather><Say>Hello</Say></Gather>' });
    const sim = await simulate();
    const { page } = await open(`${sim.url}/?numbers=${CLIENT}`);
    const declined = await sim.client.calls.create(own.call());
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Declined call').waitFor();
    expect((await sim.ended(declined.sid)).status).toBe('busy');

    const { sid } = await sim.client.calls.create(own.call());
    await page.getByRole('button', { name: 'Pick up' }).click();
    await page.getByRole('button', { name: 'hash' }).waitFor();
    await page.getByRole('button', { name: '7', exact: true }).click();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('pressed 7').waitFor();
    expect((await sim.ended(sid)).status).toBe('completed');
    await page.close();
  });

  test('without numbers, every number that is called appears; others can be added', async () => {
    const sim = await simulate();
    const { page } = await open(sim.url);
    await sim.client.calls.create({ to: CLIENT, from: OWN, twiml: '<Response/>' });
    await page.getByText('Incoming call', { exact: true }).waitFor();
    await page.getByLabel('Number').fill('+442071838750');
    await page.getByRole('button', { name: 'Add phone' }).click();
    await page.getByRole('article', { name: '+442071838750' }).waitFor();
    await page.close();
  });
});
