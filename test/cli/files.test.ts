import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startImports, type Imports } from '../api/imports-world';
import { apiKey } from '../api/world';
import { startImportWorker } from '../support/import-worker';
import { slotkeeper } from './run';

let world: Imports;
let folder: string;
let stopWorker: () => void;
beforeAll(async () => {
  world = await startImports();
  folder = await mkdtemp(join(tmpdir(), 'slotkeeper-files-'));
  stopWorker = startImportWorker(world.worker);
});
afterAll(async () => {
  stopWorker();
  await rm(folder, { recursive: true });
  await world.close();
});
beforeEach(() => world.clear());

const run = (...args: string[]) =>
  slotkeeper(args, { SLOTKEEPER_API_URL: world.url, SLOTKEEPER_API_KEY: apiKey });

async function file(...lines: string[]): Promise<string> {
  const path = join(folder, 'clients.csv');
  await writeFile(path, lines.join('\n'));
  return path;
}
const names = async () => (await world.appointments()).map(({ name }) => name);
const header = 'Name;Phone;Start';

it('imports a file, and says what came of it', async () => {
  const { code, out, err } = await run(
    'import',
    await file(header, 'Ada;015112345678;24.11.2026 09:00', 'Bob;015112345679;24.11.2026 10:00'),
    '--yes',
  );
  expect(err).toBe('');
  expect(out).toContain('2 lines: 2 to register, 0 to change, 0 as they are, 0 to leave alone, 0 refused.');
  expect(out).toContain('No column holds an external id');
  expect(out).toContain('Imported: 2 registered, 0 changed.');
  expect(code).toBe(0);
  expect(await names()).toEqual(['Ada', 'Bob']);
});

it('lists the lines that are refused by their numbers, and imports nothing', async () => {
  const path = await file(
    header,
    'Ada;015112345678;24.11.2026 09:00',
    '',
    'Bob;4.91511E+12;31.02.2027 10:00',
  );
  const { code, out, err } = await run('import', path, '--yes');
  expect(out).toMatch(/^LINE +COLUMN +VALUE +WHY$/m);
  expect(out).toMatch(/^4 +Phone +4\.91511E\+12 +has lost its last digits .* format the column as text/m);
  expect(out).toMatch(/^4 +Start +31\.02\.2027 10:00 +there is no day 2027-02-31/m);
  expect(err).toContain('Nothing is imported. Mend these lines, or import the others with --skip-refused.');
  expect(code).toBe(1);
  expect(await names()).toEqual([]);
  expect((await world.pool.query('select from imports')).rowCount).toBe(0);

  const skipping = await run('import', path, '--yes', '--skip-refused');
  expect(skipping.out).toContain('Imported: 1 registered');
  expect(await names()).toEqual(['Ada']);
});

it('only says what it would do when asked for a dry run, and asks before it does anything', async () => {
  const path = await file(header, 'Ada;015112345678;24.11.2026 09:00');
  const dry = await run('import', path, '--dry-run');
  expect(dry.out).toContain('Nothing is registered: this was a dry run.');
  expect(dry.code).toBe(0);
  const unasked = await run('import', path);
  expect(unasked.err).toContain('add --yes to import');
  expect(unasked.code).toBe(1);
  expect(await names()).toEqual([]);
});

it('takes columns by hand, and says which are needed', async () => {
  const path = await file('Who;Number;Start', 'Ada;015112345678;03/04/2027 09:00');
  const without = await run('import', path, '--yes');
  expect(without.err).toContain('No column holds name, phone. The columns are "Who", "Number", "Start"');
  const wrong = await run('import', path, '--map', 'Whom=name');
  expect(wrong.err).toContain('--map "Whom=name" names no column');
  const nothing = await run('import', path, '--map', 'Who=nom');
  expect(nothing.err).toContain('"nom" is no field; there are externalId, name');
  const { out, code } = await run(
    'import',
    path,
    '--map',
    'who=name',
    'Number=phone',
    '--date-order',
    'month_first',
    '--yes',
  );
  expect(out).toContain('Imported: 1 registered');
  expect(code).toBe(0);
  expect((await world.appointments())[0]).toMatchObject({ name: 'Ada', at: '2027-03-04 09:00' });
});

it('says what is wrong with a file', async () => {
  expect((await run('import', join(folder, 'none.csv'))).err).toContain('There is no file');
  expect((await run('import', await file('Name;"Phone'))).err).toContain('never closed');
});

it('writes a table that can be imported again', async () => {
  const path = await file('id externe;' + header, 'a;=Ada;015112345678;24.11.2026 09:00');
  await run('import', path, '--yes');
  const { out, code } = await run('export', '--from', '2026-11-24', '--to', '2026-11-25');
  expect(code).toBe(0);
  expect(out.split('\r\n')[1]).toMatch(
    /^\d+,"a","'=Ada","'\+4915112345678","2026-11-24T09:00:00\+01:00","2026-11-24T08:00:00\.000Z",/,
  );
  await writeFile(path, out);
  expect((await run('import', path, '--yes')).out).toContain('There is nothing to import.');
  expect((await run('export', '--from', '2026-11-25')).out.trim().split('\n')).toHaveLength(1);
});
