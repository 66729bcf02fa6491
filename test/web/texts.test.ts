/** The texts as the phone would say them, and an appointment's life played forward. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await world.serve();
});
afterAll(async () => {
  await site.close();
  await world.close();
});

/** The page, and what its browser was asked to say. */
async function visit() {
  const opened = await world.open(site.url);
  await opened.page.addInitScript(
    'window.said = []; speechSynthesis.speak = ({ text, lang }) => void window.said.push(lang + " " + text);',
  );
  await opened.page.goto(`${site.url}/texts`);
  const said = async () => (await opened.page.evaluate<string[]>('window.said')).at(-1);
  return { ...opened, said };
}

it('says each text in each language, and tells what an SMS costs', async () => {
  const { page, said, complaints, context } = await visit();
  await page.getByRole('button', { name: 'Hear it: Confirmed', exact: true }).click();
  expect(await said()).toMatch(/^en-US Thank you for confirming your appointment/);
  await page.getByLabel('Language', { exact: true }).selectOption('de');
  await page.getByText('Polly.Vicki-Neural').waitFor();
  await page.getByRole('button', { name: 'Hear it: Confirmed', exact: true }).click();
  expect(await said()).toMatch(/^de-DE Vielen Dank/);
  const sms = page.getByRole('region', { name: 'What is written in texts (SMS)' }).getByRole('listitem');
  expect(await sms.first().textContent()).toMatch(/[12] segments?, \d+ characters, GSM-7$/);
  expect(complaints).toEqual([]);
  await context.close();
});

it('plays an appointment forward, key by key, and stores nothing', async () => {
  const { page, said, context } = await visit();
  await page.getByLabel('Reminders before').fill('P1D');
  await page.getByRole('button', { name: 'Play' }).click();
  const call = page.getByRole('log');
  await call.getByText('Hello Ada Moreno!').waitFor();
  const key = (name: string) =>
    page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name, exact: true });
  await key('7').click();
  await call.getByText('that key has no meaning here').waitFor();
  await key('3').click();
  await call.getByText('Your appointment has been cancelled').waitFor();
  expect(await said()).toMatch(/^en-US Your appointment has been cancelled/);
  expect(await key('1').isDisabled()).toBe(true);
  expect(await call.getByRole('listitem').count()).toBe(3);
  expect((await world.pool.query('select from appointments')).rowCount).toBe(0);
  await context.close();
});

it('shows beside the field what the API does not take', async () => {
  const { page, context } = await visit();
  await page.getByLabel('Reminders before').fill('tomorrow');
  await page.getByLabel("The client's time zone").fill('Atlantis');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.locator('.fault').first().waitFor();
  expect(await page.getByLabel('Reminders before').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel("The client's time zone").getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('log').count()).toBe(0);
  await context.close();
});
