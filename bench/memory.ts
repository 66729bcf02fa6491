/** What processes take, looked at from outside. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const everyMs = 100;

export interface Watch {
  /** The most that each took so far, in MB; from now on it counts anew. */
  takePeaksMb(): number[];
  stop(): void;
}

/** Resident memory of processes, ten times a second. */
export function watchMemory(pids: readonly number[]): Watch {
  let peaks = pids.map(() => 0);
  const timer = setInterval(() => {
    void Promise.all(pids.map(residentMb)).then((now) => {
      peaks = peaks.map((peak, at) => Math.max(peak, now[at] ?? 0));
    });
  }, everyMs);
  return {
    takePeaksMb() {
      const taken = peaks.map(Math.round);
      peaks = pids.map(() => 0);
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}

async function residentMb(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({ stdout: '0' }));
  return Number(stdout) / 1024;
}
