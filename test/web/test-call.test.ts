import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { reserve, startDialing } from '../../db/attempts';
import { timeline } from '../../db/events';
import { transaction } from '../../db/pool';
import type { Config } from '../../config';
import { startWorld, testPhone, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
/** A page asks once a second. */
const soon = { timeout: 5_000 };
let world: World;
let closeAll: (() => Promise<void>)[] = [];
let id: number;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await fetch(`${world.simulator.url}/simulator/state`, { method: 'DELETE' });
  id = await world.book({ name: 'Ada Lovelace', phone: '+12125550101' });
});
afterEach(async () => {
  for (const close of closeAll) await close();
  closeAll = [];
});

/** The page of the test call with these settings. */
async function visit(settings: Partial<Config> = {}, query = `?id=${id}`) {
  const site = await world.serve(settings);
  const { page, context, complaints } = await world.open(site.url);
  closeAll.push(() => context.close(), site.close);
  await page.goto(`${site.url}/make-test-call${query}`);
  const button = page.getByRole('button', { name: testPhone });
  const press = () => button.click();
  const problem = () => page.getByRole('main').getByRole('alert').textContent();
  return { page, site, button, press, problem, complaints, outcome: page.locator('main .outcome') };
}

async function simulate(path: string, body: unknown, method = 'PUT') {
  const headers = { 'content-type': 'application/json' };
  const url = `${world.simulator.url}/simulator/${path}`;
  expect((await fetch(url, { method, headers, body: JSON.stringify(body) })).ok).toBe(true);
}
const callsTo = async (phone: string) =>
  (await (await fetch(`${world.simulator.url}/simulator/calls?to=${encodeURIComponent(phone)}`)).json()) as {
    sid: string;
  }[];

it('rings TEST_CLIENT_PHONE, answers the keys, and changes nothing', async () => {
  await simulate(`numbers/${testPhone}`, { script: { kind: 'answer', keys: ['3'] } });
  const { page, press, outcome } = await visit();
  expect(await page.locator('main dl').textContent()).toMatch(
    /This is a test call.*Hello Ada Lovelace!.*Press 1 to confirm/s,
  );
  await press();
  await expect
    .poll(() => outcome.textContent(), { timeout: 15_000 })
    .toBe('Over: picked up, pressed 3: cancelled. Nothing has changed.');
  const { rows } = await world.pool.query('select status, revision, version from appointments');
  expect(rows).toEqual([{ status: 'scheduled', revision: 1, version: 1 }]);
  expect(await callsTo('+12125550101')).toEqual([]);
  const events = (await timeline(world.pool, id)).filter(({ what }) => what === 'test_call');
  expect(events.map(({ actor, attempt }) => [actor, attempt])).toEqual(
    expect.arrayContaining([
      ['staff:ana', `${id}-0-0-1`],
      ['client', `${id}-0-0-1`],
    ]),
  );
});

it('lets a person pick up beside the page', async () => {
  await simulate(`numbers/${testPhone}`, { script: { kind: 'person' } });
  const { page, press, complaints, outcome } = await visit();
  await press();
  const phone = page.frameLocator('iframe[title="Phone of Test client"]');
  await phone.getByRole('button', { name: 'Pick up' }).click();
  await expect.poll(() => outcome.textContent(), soon).toBe('Picked up: on the line.');
  await phone.getByRole('button', { name: '1', exact: true }).click();
  await expect.poll(() => outcome.textContent(), soon).toContain('pressed 1: confirmed');
  expect(complaints).toEqual([]);
});

it('says what to set when TEST_CLIENT_PHONE is missing', async () => {
  const site = await world.serve();
  Reflect.deleteProperty(site.deps.config, 'testClientPhone');
  const { page, context } = await world.open(site.url);
  closeAll.push(() => context.close(), site.close);
  await page.goto(`${site.url}/make-test-call?id=${id}`);
  expect(await page.getByRole('alert').textContent()).toContain('TEST_CLIENT_PHONE=+15551234567');
  expect(await page.getByRole('button', { name: /^Call/ }).count()).toBe(0);
});

it.each([
  ['', undefined],
  ['?id=99', 'There is no appointment 99.'],
  ['?id=1%20or%201', 'There is no appointment 1 or 1.'],
])('asks for an appointment: %s', async (query, text) => {
  const { page, problem } = await visit({}, query);
  const field = page.getByLabel('Number of the appointment');
  await field.waitFor();
  if (text) expect(await problem()).toContain(text);
  await field.fill(String(id));
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('Appointment 1 of Ada Lovelace').waitFor();
});

/** What a page that is older than the hindrance would be told. */
const ringAnyway = (page: Page) =>
  page.evaluate(async (id) => {
    const response = await fetch(`/v1/appointments/${id}/test-call`, { method: 'POST' });
    return ((await response.json()) as { code: string }).code;
  }, id);

it('does not ring what DIAL_ONLY does not name', async () => {
  const { page, button, problem } = await visit({ dialOnly: ['+12125550199'] });
  expect(await problem()).toContain(`DIAL_ONLY=+12125550199,${testPhone}`);
  expect(await button.isDisabled()).toBe(true);
  expect(await ringAnyway(page)).toBe('not_in_dial_only');
  expect(await callsTo(testPhone)).toEqual([]);
});

it('does not ring who has asked for no more calls', async () => {
  await world.pool.query('insert into opt_outs (phone, actor) values ($1, $2)', [testPhone, 'client']);
  const { page, button, problem } = await visit();
  expect(await problem()).toContain('has asked for no more calls');
  expect(await button.isDisabled()).toBe(true);
  expect(await ringAnyway(page)).toBe('opted_out');
  expect(await callsTo(testPhone)).toEqual([]);
});

it('waits while another call to the number is under way, and rings when it is over', async () => {
  const nowMs = Date.now();
  await transaction(world.pool, async (tx) => {
    const attempt = await reserve(
      tx,
      { appointmentId: id, revision: 1, reminder: 1, attempt: 1 },
      'call',
      'reminder',
      testPhone,
    );
    await startDialing(tx, attempt.id, testPhone, nowMs, nowMs + 5_000);
  });
  const { press, problem, outcome } = await visit();
  await press();
  expect(await problem()).toContain('is under way');
  expect(await callsTo(testPhone)).toEqual([]);
  await world.pool.query("update attempts set state = 'ended'");
  await press();
  await outcome.filter({ hasText: /./ }).waitFor();
  expect(await callsTo(testPhone)).toHaveLength(1);
});

it('frees the number of an earlier test call whose end was never told', async () => {
  await simulate(`numbers/${testPhone}`, { script: { kind: 'busy' } });
  await simulate('faults', [{ on: 'webhook', event: 'completed', kind: 'lose', times: 10 }]);
  const { press, outcome, problem } = await visit();
  await press();
  await outcome.filter({ hasText: /./ }).waitFor();
  await press();
  expect(await problem()).toContain('is under way');

  await world.pool.query("update attempts set dialed_at = dialed_at - interval '2 minutes'");
  await simulate('faults', []);
  await press();
  await expect.poll(() => outcome.textContent(), soon).toContain('busy');
  const { rows } = await world.pool.query('select id, state, outcome from attempts order by id');
  expect(rows).toEqual([
    { id: `${id}-0-0-1`, state: 'ended', outcome: 'busy' },
    { id: `${id}-0-0-2`, state: 'ended', outcome: 'busy' },
  ]);
});

it('tells what Twilio refuses, and what its code means', async () => {
  await simulate('faults', [
    { on: 'calls.create', kind: 'answer', status: 400, code: 21219, message: 'unverified' },
  ]);
  const { press, problem } = await visit();
  await press();
  expect(await problem()).toContain('code 21219: a trial account may call verified numbers only');
  const { rows } = await world.pool.query('select state, error_code from attempts');
  expect(rows).toEqual([{ state: 'refused', error_code: '21219' }]);
});

it('may be tried again when Twilio certainly did not take the call', async () => {
  await simulate('faults', [
    { on: 'calls.create', kind: 'answer', status: 429, code: 20429, message: 'slow down' },
  ]);
  const { press, problem, outcome } = await visit();
  await press();
  expect(await problem()).toContain('Try again in 5 seconds');
  await press();
  await outcome.filter({ hasText: /./ }).waitFor();
  expect(await callsTo(testPhone)).toHaveLength(1);
});

it('does not call again at once when Twilio may have taken the call', async () => {
  await simulate(`numbers/${testPhone}`, { script: { kind: 'no_answer' } });
  await simulate('faults', [
    { on: 'calls.create', kind: 'do_then_drop' },
    { on: 'webhook', event: 'initiated', kind: 'lose', times: 10 },
    { on: 'webhook', event: 'completed', kind: 'lose', times: 10 },
  ]);
  const { press, problem, outcome } = await visit();
  await press();
  await expect.poll(() => outcome.textContent(), soon).toContain('the phone may ring or not');
  await press();
  expect(await problem()).toContain('is under way');
  expect(await callsTo(testPhone)).toHaveLength(1);
});

it('shows its button to the desk only', async () => {
  const site = await world.serve();
  const { page, context } = await world.open(site.url, { role: 'look' });
  closeAll.push(() => context.close(), site.close);
  await page.goto(`${site.url}/make-test-call?id=${id}`);
  await page.getByText('Appointment 1 of Ada Lovelace').waitFor();
  expect(await page.getByRole('button', { name: /^Call/ }).count()).toBe(0);
  expect(await ringAnyway(page)).toBe('forbidden');
});

it('takes a form of its own site, and refuses one of another', async () => {
  const { site, page, outcome } = await visit();
  const [cookie] = await page.context().cookies();
  const post = (origin: string) =>
    fetch(`${site.url}/make-test-call`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}`, origin },
      body: new URLSearchParams({ id: String(id) }),
    });
  expect((await post('https://evil.example')).status).toBe(403);
  expect(await callsTo(testPhone)).toEqual([]);
  const own = await post(site.url);
  expect([own.status, own.headers.get('location')]).toEqual([303, `/make-test-call?id=${id}`]);
  await page.reload();
  await outcome.filter({ hasText: /./ }).waitFor();
  expect(await callsTo(testPhone)).toHaveLength(1);
});
