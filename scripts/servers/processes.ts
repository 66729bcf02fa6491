import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { holdsWithin } from './waiting';

/**
 * The command line of a process, or '' if there is none. A pid file alone proves nothing: its number may belong to
 * another process by now, and after the restart of a container it usually does.
 */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    if (process.platform === 'linux') return '';
  }
  try {
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Sends the signal; a negative pid means its process group. One that has gone already is no error. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** SIGTERM, and SIGKILL if that does not end it within 10 s. */
export async function terminate(pid: number, hasEnded: () => boolean): Promise<void> {
  if (hasEnded()) return;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    kill(pid, signal);
    if (await holdsWithin(10_000, hasEnded)) return;
  }
  throw new Error(`Process ${Math.abs(pid)} cannot be ended.`);
}
