import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf, createSlotkeeper, Refusal } from '../../client/index';
import { clientTypes, storedClientTypes } from '../../scripts/client/types';
import { apiKey, startWorld, type World } from '../api/world';
import { root } from '../support/compose';

const run = promisify(execFile);
let world: World;
beforeAll(async () => {
  world = await startWorld({ now: Date.now, env: { ALLOWED_COUNTRIES: 'US', CALLING_HOURS: '24/7' } });
});
afterAll(() => world.close());

test('its types are those of the API; if not: npm run client', async () => {
  expect(await storedClientTypes()).toBe(await clientTypes());
});

test('the example does what it says', async () => {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', join('client', 'example.ts')], {
    cwd: root,
    env: { ...process.env, SLOTKEEPER_URL: world.url, SLOTKEEPER_API_KEY: apiKey },
  });
  const lines = stdout.trim().split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^Registered 1; We will call on .+\. We will call on .+\.$/),
    expect.stringMatching(/^Scheduled 1 at \d{4}-/),
    expect.stringMatching(/^Moved 1 to \d{4}-/),
    'Appointment 1 is cancelled',
    expect.stringMatching(/^Took \d+$/),
    expect.stringMatching(/^Refused: client\.phone cannot be used/),
    'No such appointment: not_found',
  ]);
});

test('a refusal says why', async () => {
  const slotkeeper = createSlotkeeper({ url: world.url, apiKey: 'not-a-key-of-anybody' });
  const error: unknown = await bodyOf(slotkeeper.GET('/v1/calling')).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ problem: { status: 401, code: 'unauthenticated' } });
});

test('the package works where it is installed', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'slotkeeper-client-'));
  try {
    await run('npm', ['pack', '--pack-destination', dir], { cwd: join(root, 'client') });
    const installed = join(dir, 'node_modules', '@slotkeeper', 'client');
    await mkdir(installed, { recursive: true });
    await run('tar', ['-xzf', join(dir, 'slotkeeper-client-0.1.0.tgz'), '-C', installed, '--strip', '1']);
    for (const name of ['openapi-fetch', 'openapi-typescript-helpers'])
      await cp(join(root, 'node_modules', name), join(dir, 'node_modules', name), { recursive: true });
    const program = join(dir, 'program.mts');
    await writeFile(
      program,
      `import { bodyOf, createSlotkeeper } from '@slotkeeper/client';
const [url = '', apiKey = ''] = process.argv.slice(2);
const calling = await bodyOf(createSlotkeeper({ url, apiKey }).GET('/v1/calling'));
const paused: { since: string } | null = calling.paused;
// @ts-expect-error: the types are the API's.
console.log(paused, calling.nothing);
`,
    );
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--ignoreConfig', '--module', 'node20', '--strict', '--types', 'node'];
    const typeRoots = join(root, 'node_modules', '@types');
    await run(tsc, [...options, '--skipLibCheck', '--typeRoots', typeRoots, program], { cwd: dir });
    const { stdout } = await run(process.execPath, [join(dir, 'program.mjs'), world.url, apiKey]);
    expect(stdout).toBe('null undefined\n');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}, 60_000);
