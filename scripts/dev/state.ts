/** What `npm run dev` leaves for the next start, and for the `slotkeeper` command. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { devStateFile, isSetting } from '../../config';
import { placeForPostgres } from '../servers/postgres-place';
import { commandLineOf, kill } from '../servers/processes';

export const stateDir = join(__dirname, '..', '..', '.slotkeeper');
const pidFile = join(stateDir, 'dev.pids');
const keyFile = join(stateDir, 'api-key');
const marks = ['scripts/dev/main.ts', 'api/main.ts', 'worker/main.ts'];

/**
 * Makes sure that nothing else runs on these data: a second `npm run dev` is refused, and what a killed one left
 * behind is ended.
 */
export async function claimState(): Promise<void> {
  await mkdir(stateDir, { recursive: true });
  const [own, ...children] = (await readFile(pidFile, 'utf8').catch(() => ''))
    .split('\n')
    .filter(Boolean)
    .map(Number);
  if (own !== undefined && own !== process.pid && isOurs(own))
    throw new Error(`npm run dev is running already, as process ${own}. Stop it first: kill ${own}`);
  for (const pid of children) if (isOurs(pid)) kill(pid, 'SIGKILL');
  await rememberPids([]);
}

/** Forgets all people, appointments and timelines. */
export async function startOver(): Promise<void> {
  // As root, PostgreSQL's data may lie elsewhere.
  const { dataDir } = await placeForPostgres(join(stateDir, 'postgres'));
  const temporal = ['temporal.db', 'temporal.db-shm', 'temporal.db-wal'].map((name) => join(stateDir, name));
  for (const each of [dataDir, `${dataDir}.password`, ...temporal])
    await rm(each, { recursive: true, force: true });
}

export async function rememberPids(children: readonly (number | undefined)[]): Promise<void> {
  await writeFile(pidFile, [process.pid, ...children.filter((pid) => pid !== undefined)].join('\n'));
}

export async function releaseState(): Promise<void> {
  await Promise.all([rm(pidFile, { force: true }), rm(devStateFile, { force: true })]);
}

/** The first API key, made once. */
export async function ownApiKey(): Promise<string> {
  const known = await readFile(keyFile, 'utf8').catch(() => undefined);
  if (known) return known.trim();
  const key = randomBytes(24).toString('hex');
  await writeFile(keyFile, `${key}\n`, { mode: 0o600 });
  return key;
}

/** Where the `slotkeeper` command finds this API, and its doctor the other parts. */
export async function announce(settings: Readonly<Record<string, string | undefined>>): Promise<void> {
  const lines = Object.entries(settings).flatMap(([name, value]) => {
    if (!isSetting(name) || value === undefined) return [];
    // dotenv knows no escapes; it takes what stands between quotes as it is.
    const quote = [`'`, '`', '"'].find((each) => !value.includes(each)) ?? '';
    return [`${name}=${quote}${value}${quote}`];
  });
  await writeFile(devStateFile, `${lines.join('\n')}\n`, { mode: 0o600 });
}

function isOurs(pid: number): boolean {
  const commandLine = commandLineOf(pid);
  return marks.some((mark) => commandLine.includes(mark));
}
