import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { freePort } from '../../../scripts/servers/ports';
import { type RunningPostgres, startPostgres, startTestPostgres } from '../../../scripts/servers/postgres';
import { commandLineOf, kill } from '../../../scripts/servers/processes';
import { holdsWithin } from '../../../scripts/servers/waiting';

vi.setConfig({ testTimeout: 30_000 });
let dir: string;
let dataDir: string;
let port: number;
let server: RunningPostgres | undefined;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'slotkeeper-postgres-test-'));
  await chmod(dir, 0o755);
  dataDir = path.join(dir, 'pg');
  port = await freePort(15_432);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(dir, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

it('keeps its data over a restart, for us only', async () => {
  server = await startPostgres({ dataDir, port });
  expect(server.url).toMatch(new RegExp(`@127\\.0\\.0\\.1:${port}/slotkeeper$`));
  await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  expect((await stat(`${dataDir}.password`)).mode & 0o777).toBe(0o600);
  await expect(query(server.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  await server.stop();
  await server.stop();

  server = await startPostgres({ dataDir, port });
  expect(await query(server.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

it('takes over a server whose parent was killed, on the port that it has', async () => {
  const script = path.join(__dirname, 'leave-running.ts');
  const parent = execFile(process.execPath, ['--import', 'tsx', script, 'postgres', dir, String(port)]);
  expect(await once(parent, 'exit')).toEqual([null, 'SIGKILL']);
  const survivor = await postmasterPid();

  server = await startPostgres({ dataDir, port: port + 1 });
  expect(server.url).toContain(`:${port}/`);
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await postmasterPid()).toBe(survivor);
  await server.stop();
  expect(await holdsWithin(5_000, () => commandLineOf(survivor) === '')).toBe(true);
});

it('starts after a crash, even if the number in the stale pid file belongs to another process', async () => {
  server = await startPostgres({ dataDir, port });
  await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8')).split('\n');
  kill(await postmasterPid(), 'SIGKILL');
  await writeFile(pidFile, [process.pid, ...lines.slice(1)].join('\n'));

  server = await startPostgres({ dataDir, port: await freePort(port + 1) });
  expect(await query(server.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

it('says why it cannot start', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const taken = (busy.address() as AddressInfo).port;
  await expect(startPostgres({ dataDir, port: taken })).rejects.toThrow(
    /did not start[^]*Address already in use/,
  );
  busy.close();
});

it.runIf(process.getuid?.() === 0)(
  'as root in a private directory: moves the data where its user can enter',
  async () => {
    await chmod(dir, 0o700);
    server = await startPostgres({ dataDir, port });
    expect(existsSync(dataDir)).toBe(false);
    const place = path.dirname(server.logFile);
    expect(place).toMatch(/^\/var\/lib\/slotkeeper\/data-/);
    await server.stop();
    server = undefined;
    await rm(place, { recursive: true });
    await rm(`${place}.password`);
  },
);

it('for tests: starts empty and leaves nothing', async () => {
  const temporary = await startTestPostgres({ port });
  expect(await query(temporary.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
  await temporary.stop();
  expect(existsSync(path.resolve(temporary.logFile, '../..'))).toBe(false);
});
