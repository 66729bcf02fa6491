import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { freePort } from '../../../scripts/servers/ports';
import { commandLineOf } from '../../../scripts/servers/processes';
import { registerSearchAttributes } from '../../../worker/search-attributes';
import { findTemporalCli } from '../../../scripts/servers/temporal-cli';
import { type RunningTemporal, startTemporalDev } from '../../../scripts/servers/temporal-dev';

vi.setConfig({ testTimeout: 30_000 });
let cliPath: string;
let dir: string;
let dbFile: string;
let port: number;
let uiPort: number;
let server: RunningTemporal | undefined;

beforeAll(async () => {
  cliPath = await findTemporalCli();
}, 120_000);
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'slotkeeper-temporal-test-'));
  dbFile = path.join(dir, 'temporal.db');
  port = await freePort(17_233);
  uiPort = await freePort(port + 1000);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(dir, { recursive: true, force: true });
});

async function connected<T>(address: string, use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

it('keeps workflows and search attributes over a restart', async () => {
  server = await startTemporalDev({ cliPath, port, uiPort, dbFile });
  expect((await fetch(server.uiUrl)).status).toBe(200);
  await connected(server.address, async (connection) => {
    await registerSearchAttributes(connection, 'default', { Appointment: 'INT' });
    await new Client({ connection }).workflow.start('sleeper', { taskQueue: 'nobody', workflowId: 'kept' });
  });
  await server.stop();
  await server.stop();

  const lines: string[] = [];
  server = await startTemporalDev({ cliPath, port, uiPort, dbFile, onLog: (line) => lines.push(line) });
  await connected(server.address, async (connection) => {
    const { status } = await new Client({ connection }).workflow.getHandle('kept').describe();
    expect(status.name).toBe('RUNNING');
    await registerSearchAttributes(connection, 'default', { Appointment: 'INT', Office: 'KEYWORD' });
    const outcome = registerSearchAttributes(connection, 'default', { Appointment: 'TEXT' });
    await expect(outcome).rejects.toThrow(/Appointment.*_INT.*_TEXT is needed/);
  });
  await vi.waitFor(() => expect(lines.join('\n')).toContain(dbFile), 10_000);
});

it('stops a server on the same file whose parent was killed', async () => {
  const script = path.join(__dirname, 'leave-running.ts');
  const args = ['--import', 'tsx', script, 'temporal', dir, String(port), cliPath];
  expect(await once(execFile(process.execPath, args), 'exit')).toEqual([null, 'SIGKILL']);
  const survivor = Number(await readFile(`${dbFile}.pid`, 'utf8'));
  expect(commandLineOf(survivor)).toContain(dbFile);

  server = await startTemporalDev({ cliPath, port, uiPort, dbFile });
  expect(commandLineOf(survivor)).toBe('');
  await server.stop();
  expect(existsSync(`${dbFile}.pid`)).toBe(false);
});

it('does not take another server for its own', async () => {
  server = await startTemporalDev({ cliPath, port, uiPort });
  await expect(startTemporalDev({ cliPath, port, uiPort: uiPort + 1 })).rejects.toThrow(
    `port ${port} is in use`,
  );
});

it('says why it did not start', async () => {
  await expect(startTemporalDev({ cliPath: path.join(dir, 'absent'), port, uiPort })).rejects.toThrow(
    /did not start.*ENOENT/,
  );
  await expect(startTemporalDev({ cliPath, port, uiPort, dbFile: dir })).rejects.toThrow(
    /did not start.*ended with code 1\n[^]*database/,
  );
});
