import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * The command line of a process, or '' if there is none. A pid file alone proves nothing: its number may belong to
 * another process by now, and after the restart of a container it usually does.
 */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // macOS has no /proc, small Linux images have no ps.
    const { stdout } = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return (stdout as string | null) ?? '';
  }
}

/** Sends the signal; a process that has gone already is no error. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** SIGTERM, and SIGKILL if that does not end it within 10 s. */
export async function terminate(pid: number, hasEnded: () => boolean): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    kill(pid, signal);
    for (const deadlineMs = Date.now() + 10_000; Date.now() < deadlineMs; await wait(20)) {
      if (hasEnded()) return;
    }
  }
  throw new Error(`Process ${pid} cannot be ended.`);
}
