import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binary } from './temporal-binaries';

const REACH_TIMEOUT_MS = 4_000;
const FETCH_TIMEOUT_MS = 300_000;

/**
 * The download that the SDK itself uses, from temporal.download. The SDK has no time-out for reaching the site,
 * cannot be interrupted and starts its native runtime, hence the knock beforehand and the process of its own.
 */
export async function fetchBySdk(binary: Binary, dir: string): Promise<string> {
  await fetch('https://temporal.download/', {
    method: 'HEAD',
    signal: AbortSignal.timeout(REACH_TIMEOUT_MS),
  }).catch(() => Promise.reject(new Error('temporal.download cannot be reached')));
  const script = path.join(__dirname, 'sdk-download.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, binary.name, `v${binary.version}`, dir],
    { timeout: FETCH_TIMEOUT_MS, cwd: __dirname },
  );
  return path.join(dir, stdout.trim());
}
