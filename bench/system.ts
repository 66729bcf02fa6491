/** The product as it runs in production, with as many workers as a bench asks for; Twilio is the simulator. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { migrate } from '../db/migrate';
import { createPool } from '../db/pool';
import { Program } from '../scripts/dev/programs';
import { freePort } from '../scripts/servers/ports';
import { startPostgres } from '../scripts/servers/postgres';
import { kill } from '../scripts/servers/processes';
import { findTemporalCli } from '../scripts/servers/temporal-cli';
import { startTemporalDev } from '../scripts/servers/temporal-dev';
import { holdsWithin } from '../scripts/servers/waiting';
import { startTwilio } from './twilio';

const officeNumber = '+12025550100';
const account = {
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'a-token-for-the-bench',
  TWILIO_FROM_NUMBER: officeNumber,
};
const apiKey = 'a-key-for-the-bench-of-slotkeeper';

export type System = Awaited<ReturnType<typeof startSystem>>;

export async function startSystem() {
  const dir = await mkdtemp(join(tmpdir(), 'slotkeeper-bench-'));
  const postgres = await startPostgres({ dataDir: join(dir, 'postgres'), port: await freePort(35_432) });
  const temporal = await startTemporalDev({
    cliPath: await findTemporalCli(),
    port: await freePort(37_233),
    uiPort: await freePort(38_233),
  });
  const twilio = await startTwilio({
    sid: account.TWILIO_ACCOUNT_SID,
    token: account.TWILIO_AUTH_TOKEN,
    number: officeNumber,
  });
  await migrate(postgres.url);
  const pool = createPool(postgres.url, { max: 4 });
  const connection = await Connection.connect({ address: temporal.address });
  const port = await freePort(33_000);
  const apiUrl = `http://127.0.0.1:${port}`;
  const environment = {
    PATH: process.env['PATH'],
    ...account,
    PORT: String(port),
    PUBLIC_URL: apiUrl,
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    TWILIO_API_URL: twilio.url,
    SLOTKEEPER_API_KEY: apiKey,
    CALLING_HOURS: '24/7',
    REQUESTS_PER_MINUTE: '1000000',
    CONTACT_GAP: 'PT0S',
    MAX_CALLS_PER_DAY: '100',
    MAX_APPOINTMENTS_PER_KEY_PER_DAY: '1000000',
  };
  const program = (name: 'api' | 'worker', settings: Record<string, string>, log: string) =>
    new Program(
      name,
      { ...environment, ...settings },
      (ended) =>
        void ended.lastLines().then((lines) => console.error(`The ${log} ended by itself:\n${lines}`)),
      join(dir, log),
    );
  const answers = (path: string) => () =>
    fetch(apiUrl + path).then(
      (response) => response.ok,
      () => false,
    );
  const api = program('api', {}, 'api');
  await api.start(answers('/healthz'));
  let workers: Program[] = [];
  // A worker that outlives us would take the calls of the next run.
  process.once('exit', () => {
    for (const { pid } of [api, ...workers]) if (pid !== undefined) kill(pid, 'SIGKILL');
  });

  async function post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(apiUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    // What the API's document promises for this address.
    return (await response.json()) as T;
  }

  return {
    pool,
    temporal: new Client({ connection }),
    databaseUrl: postgres.url,
    post,
    async undelivered(): Promise<number> {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*) from appointments where delivered_revision < revision',
      );
      return rows[0]?.count ?? NaN;
    },
    /** The first one's. */
    workerPid: () => workers[0]?.pid ?? 0,
    register: (body: unknown) => post<{ id: number }>('/v1/appointments', body),
    /** Other workers in place of those that run. */
    async useWorkers(count: number, settings: Record<string, string>): Promise<void> {
      await Promise.all(workers.map((worker) => worker.stop('SIGTERM')));
      workers = Array.from({ length: count }, (_, n) => program('worker', settings, `worker-${n + 1}`));
      // Not by /readyz: Temporal still lists the pollers of workers that have just stopped.
      await Promise.all(
        workers.map((worker) =>
          worker.start(async () => (await worker.lastLines()).includes('Worker ready')),
        ),
      );
    },
    url: apiUrl,
    apiKey,
    /** Of the API, then of the workers. */
    pids: () => [api, ...workers].flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
    calls: twilio.calls,
    arrivals: twilio.arrivals,
    async stop(): Promise<void> {
      await Promise.all(workers.map((worker) => worker.stop('SIGTERM')));
      await api.stop('SIGTERM');
      await connection.close();
      await pool.end();
      twilio.stop();
      await temporal.stop();
      await postgres.stop();
      const dataDir = dirname(postgres.logFile);
      for (const left of [dir, dataDir, `${dataDir}.password`])
        await rm(left, { recursive: true, force: true });
    },
  };
}

export async function until(what: string, limitMs: number, check: () => Promise<boolean>): Promise<void> {
  if (!(await holdsWithin(limitMs, check))) throw new Error(`Not within ${limitMs / 1_000} s: ${what}`);
}
