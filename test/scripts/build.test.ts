import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { isBuiltin } from 'node:module';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/servers/ports';
import { startTestPostgres } from '../../scripts/servers/postgres';
import { findTemporalCli } from '../../scripts/servers/temporal-cli';
import { startTemporalDev } from '../../scripts/servers/temporal-dev';
import { eventually } from '../support/system';
import { environmentOf, interpolate, readCompose, readText, root } from '../support/compose';

const run = promisify(execFile);
let dist: string;
/** Where the programs run: without a `.env`, as in the image. */
let elsewhere: string;

beforeAll(async () => {
  // Within the project, so that the build finds its packages.
  await mkdir(join(root, '.slotkeeper'), { recursive: true });
  dist = await mkdtemp(join(root, '.slotkeeper', 'build-'));
  elsewhere = await mkdtemp(join(tmpdir(), 'slotkeeper-elsewhere-'));
  await run('npm', ['run', 'build', '--', dist], { cwd: root });
}, 180_000);

afterAll(async () => {
  await rm(dist, { recursive: true, force: true });
  await rm(elsewhere, { recursive: true, force: true });
});

test('the build runs with the packages of production alone', async () => {
  const { dependencies } = JSON.parse(readText('package.json')) as { dependencies: Record<string, string> };
  const compiled = (await readdir(dist, { recursive: true }))
    .filter((file) => file.endsWith('.js.map'))
    .map((map) => map.replace(/\.map$/, ''));
  const imported = new Map<string, string>();
  for (const file of compiled) {
    const code = await readFile(join(dist, file), 'utf8');
    for (const [, name = ''] of code.matchAll(/require(?:\.resolve)?\("([^."][^"]*)"\)/g))
      imported.set(/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name, file);
  }
  const packages = [...imported].filter(([name]) => !isBuiltin(name));
  expect(packages.length).toBeGreaterThan(15);
  for (const [name, file] of packages) expect(Object.keys(dependencies), file).toContain(name);
});

test('the build has the files that lie beside the code', async () => {
  for (const [room, ending] of [
    ['db/migrations', '.sql'],
    ['messages', '.json'],
    ['api/docs', '.html'],
    ['simulator/phone', '.html'],
  ] as const) {
    const files = async (dir: string) =>
      (await readdir(join(dir, room))).filter((file) => file.endsWith(ending));
    const expected = await files(root);
    expect(expected.length).toBeGreaterThan(0);
    expect(await files(dist)).toEqual(expected);
  }
});

describe('the processes that Compose starts', () => {
  const stops: (() => Promise<unknown>)[] = [];
  const { services } = readCompose();
  const apiKey = 'a-key-for-the-test-of-the-build';
  let values: Record<string, string>;
  let here: [there: string, here: string][];
  let api: ChildProcess;
  let worker: ChildProcess;

  beforeAll(async () => {
    const postgres = await startTestPostgres({ port: await freePort(29_432) });
    stops.push(() => postgres.stop());
    const temporal = await startTemporalDev({
      cliPath: await findTemporalCli(),
      port: await freePort(29_233),
      uiPort: await freePort(29_333),
      namespace: 'slotkeeper',
    });
    stops.push(() => temporal.stop());
    const port = String(await freePort(29_000));
    const simulatorPort = String(await freePort(29_100));
    values = {
      ...Object.fromEntries(
        ['POSTGRES_PASSWORD', 'SLOTKEEPER_DB_PASSWORD', 'TEMPORAL_DB_PASSWORD'].map((each) => [each, 'x']),
      ),
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
      TWILIO_AUTH_TOKEN: '00000000000000000000000000000000',
      TWILIO_FROM_NUMBER: '+12025550100',
      TWILIO_API_URL: `http://127.0.0.1:${simulatorPort}`,
      SLOTKEEPER_API_KEY: apiKey,
    };
    // Compose's names for the other machines, and where these stand in for them.
    here = [
      ['postgres://slotkeeper:x@postgres:5432/slotkeeper', postgres.url],
      ['temporal:7233', temporal.address],
      ['http://api:', 'http://127.0.0.1:'],
    ];
    const simulator = start(
      join(dist, 'simulator/main.js'),
      ['--port', simulatorPort, '--number', '+12025550100'],
      {},
    );
    stops.push(() => end(simulator));
  }, 120_000);

  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  function start(file: string, args: string[], env: Record<string, string>): ChildProcess {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: elsewhere,
      env: { ...inImage(), ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('exit', (code) => code !== 0 && console.error(`${file} ended with ${code}:\n${errors}`));
    return child;
  }

  async function end(child: ChildProcess): Promise<number | null> {
    if (child.exitCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    return child.exitCode;
  }

  function service(name: string) {
    const found = services[name];
    if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
    const stated = Object.entries(environmentOf(found, values));
    const env = Object.fromEntries(stated.map(([key, value]) => [key, moved(value)]));
    const [, file = ''] = found.command ?? [];
    return { file: join(dist, file.replace(/^dist\//, '')), env, healthcheck: found.healthcheck?.test ?? [] };
  }

  function moved(text: string): string {
    return here.reduce((result, [there, instead]) => result.replace(there, instead), text);
  }

  function startService(name: string): ChildProcess {
    const { file, env } = service(name);
    const child = start(file, [], env);
    stops.push(() => end(child));
    return child;
  }

  /** The health check of the Compose file, run as Docker would. */
  async function isHealthy(name: string): Promise<boolean> {
    const [, , ...args] = service(name).healthcheck.map((part) => moved(interpolate(part, values)));
    return run(process.execPath, args, { cwd: elsewhere, env: inImage() }).then(
      () => true,
      () => false,
    );
  }

  test('migrate ends well, the first time and the second', async () => {
    const { file, env } = service('migrate');
    const options = { cwd: elsewhere, env: { ...inImage(), ...env } };
    expect((await run(process.execPath, [file], options)).stdout).toMatch(/^Applied: 0001_/);
    expect((await run(process.execPath, [file], options)).stdout).toMatch(/up to date/);
  });

  test('the API lives before the worker does, and is not ready yet', async () => {
    expect(await isHealthy('api')).toBe(false);
    api = startService('api');
    await eventually('a healthy API', () => isHealthy('api'), 30_000);
    expect((await fetch(`${values['PUBLIC_URL']}/readyz`)).status).toBe(503);
    expect(await isHealthy('worker')).toBe(false);
  });

  test('with the worker all is ready', async () => {
    worker = startService('worker');
    await eventually('a healthy worker', () => isHealthy('worker'), 30_000);
    const ready = await fetch(`${values['PUBLIC_URL']}/readyz`);
    expect(await ready.json()).toMatchObject({ status: 'ready' });
    expect(ready.status).toBe(200);
  });

  test('the built slotkeeper command talks to it', async () => {
    const { env } = service('api');
    const { stdout } = await run(process.execPath, [join(dist, 'cli/slotkeeper.js'), 'list'], {
      cwd: elsewhere,
      env: { ...inImage(), ...env },
    });
    expect(stdout).toMatch(/No appointments/);
  });

  test.each(['api', 'worker'])(
    '%s ends by itself when it is told to stop, within its grace',
    async (name) => {
      const seconds = Number.parseInt(services[name]?.stop_grace_period ?? '');
      const startedAtMs = Date.now();
      expect(await end(name === 'api' ? api : worker)).toBe(0);
      expect(Date.now() - startedAtMs).toBeLessThan(seconds * 1000);
    },
  );
});

/** What the Dockerfile sets, and what any process needs. */
function inImage(): Record<string, string> {
  const [, line = ''] = /^ENV (.*)$/m.exec(readText('Dockerfile')) ?? [];
  const settings = line.split(' ').map((each) => each.split(/=(.*)/).slice(0, 2) as [string, string]);
  return { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(settings) };
}
