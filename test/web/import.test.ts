import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '../../domain/roles';
import { activityDeps, startImportWorker } from '../support/import-worker';
import { accessibilityFaults } from './axe';
import type { Visitor } from './browser';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const soon = { timeout: 10_000 };
let world: World;
let site: Site;
let stopWorker: () => void;
let closeAll: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await startWorld();
  site = await world.serve();
  stopWorker = startImportWorker(activityDeps(site.deps));
});
afterAll(async () => {
  stopWorker();
  await site.close();
  await world.close();
});
beforeEach(async () => {
  await world.clear();
  await world.pool.query('truncate imports, import_lines, import_mappings, jobs, key_usage cascade');
});
afterEach(async () => {
  for (const close of closeAll) await close();
  closeAll = [];
});

async function visit(role: Role = 'desk', options: Visitor = {}) {
  const { page, context, complaints } = await world.open(site.url, { role, ...options });
  closeAll.push(() => context.close());
  await page.goto(`${site.url}/register`);
  const bring = async (...lines: string[]) => {
    await page
      .getByLabel('Choose a CSV file, or drop it here')
      .setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
    await page.waitForURL(/\/import\/\d+$/);
  };
  const lines = page.getByRole('region', { name: 'What becomes of the lines' });
  const look = async (name: string) => {
    const folder = process.env['SCREENSHOTS'];
    if (folder) writeFileSync(`${folder}/${name}.png`, await page.screenshot({ fullPage: true }));
  };
  return { page, complaints, bring, lines, look };
}

async function names() {
  const { rows } = await world.pool.query<{ name: string }>(
    'select client_name as name from appointments order by id',
  );
  return rows.map(({ name }) => name);
}

const header = 'Name;Phone;Start';

it('imports a file that is understood, by way of what its lines would do', async () => {
  const { page, bring, lines, complaints, look } = await visit();
  await page.getByRole('link', { name: 'Import a file' }).click();
  await look('import-choose');
  await bring(header, 'Ada;(212) 555-0101;2027-05-11 09:00', 'Bob;12125550102;2027-05-11 10:00');
  await expect.poll(() => lines.textContent(), soon).toContain('2 to register');
  await page.getByText('No column holds an external id').waitFor();
  expect(await names()).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);
  await look('import-checked');
  await page.getByRole('button', { name: 'Import 2 lines' }).click();
  await page.getByRole('status').getByText('Imported: 2 appointments registered, 0 changed.').waitFor();
  expect(await names()).toEqual(['Ada', 'Bob']);
  expect(await accessibilityFaults(page)).toEqual([]);
  await look('import-applied');
  await lines
    .getByRole('link', { name: /^Appointment \d+$/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Ada' }).waitFor();
  // The form that was begun on the page before has nothing to show a plan of.
  expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
});

it('shows which lines fail and why, and imports the others only when told to', async () => {
  const { page, bring, lines, look } = await visit();
  await page.goto(`${site.url}/import`);
  await bring(header, 'Ada;2125550101;2027-05-11 09:00', '', 'Bob;4.91511E+12;2027-05-11 10:00');
  await expect.poll(() => lines.getByRole('listitem').count(), soon).toBe(1);
  expect(await lines.getByRole('listitem').textContent()).toMatch(
    /^Line 4Phone 4\.91511E\+12 has lost its last digits in the spreadsheet; format the column as text/,
  );
  await look('import-refused');
  await lines.getByLabel('1 to register').check();
  await expect.poll(() => lines.getByRole('listitem').textContent(), soon).toContain('Line 2');
  await page.getByRole('button', { name: 'Import 1 line without the one that is refused' }).click();
  await page.getByText('Imported: 1 appointment registered').waitFor();
  expect(await names()).toEqual(['Ada']);
});

it('lets columns be chosen by hand, and remembers them', async () => {
  const { page, bring, lines, look } = await visit('desk', {
    viewport: { width: 390, height: 800 },
    colorScheme: 'dark',
  });
  await page.goto(`${site.url}/import`);
  const file = ['Who;Number;When', 'Ada;2125550101;03/04/2027 9:00 AM'];
  await bring(...file);
  await page.getByText('No column holds name, phone yet').waitFor();
  await page.getByLabel('Who', { exact: true }).selectOption('name');
  await page.getByLabel('Number', { exact: true }).selectOption('phone');
  expect(await accessibilityFaults(page)).toEqual([]);
  await look('import-columns-390-dark');
  await page.getByRole('button', { name: 'Check with these columns' }).click();
  await expect.poll(() => lines.textContent(), soon).toContain('1 to register');
  await page.getByText('such dates are read with the month first, as is usual in US').waitFor();
  await look('import-checked-390-dark');
  await page.getByLabel('Dates such as 03/04/2026').selectOption('day_first');
  await page.getByRole('button', { name: 'Check with these columns' }).click();
  await expect.poll(() => page.getByText('as is usual in US').count(), soon).toBe(0);
  await expect.poll(() => lines.textContent(), soon).toContain('1 to register');
  await page.getByRole('button', { name: 'Import 1 line' }).click();
  await page.getByText('Imported: 1 appointment registered').waitFor();
  const { rows } = await world.pool.query<{ at: string }>(
    `select to_char(starts_at, 'YYYY-MM-DD') as at from appointments`,
  );
  expect(rows).toEqual([{ at: '2027-04-03' }]);

  await page.getByRole('link', { name: 'Another file' }).click();
  await bring(...file);
  await page.getByText('what was chosen for an earlier file').waitFor();
  await expect.poll(() => lines.textContent(), soon).toContain('1 as they are');
});

it('says what is wrong with a file, and takes the next one', async () => {
  const { page } = await visit();
  await page.goto(`${site.url}/import`);
  const input = page.getByLabel('Choose a CSV file, or drop it here');
  const file = { name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from('Name\n"Ada') };
  await input.setInputFiles(file);
  await expect.poll(() => page.getByRole('alert').textContent(), soon).toContain('never closed');
  // The next one is dropped.
  const dataTransfer = await page.evaluateHandle(
    `(() => { const data = new DataTransfer(); data.items.add(new File(['Name\\nAda'], 'other.csv')); return data; })()`,
  );
  await page.getByRole('region', { name: 'The file' }).dispatchEvent('drop', { dataTransfer });
  await page.waitForURL(/\/import\/\d+$/);
});

it('offers the appointments as a file, to those as well who may only look', async () => {
  await world.book({ name: 'Grace Hopper' });
  const { page } = await visit('look');
  await page.goto(`${site.url}/import`);
  expect(await page.getByLabel('Choose a CSV file, or drop it here').count()).toBe(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('appointments.csv');
  const stream = await download.createReadStream();
  let text = '';
  for await (const part of stream) text += String(part);
  expect(text).toContain('"Grace Hopper"');
});
