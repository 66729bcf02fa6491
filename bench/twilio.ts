/** Twilio's stand-in as a process of its own: what the bench does meanwhile must not shift the times that it notes. */
import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/servers/ports';
import { holdsWithin } from '../scripts/servers/waiting';
import type { CallRecord } from '../simulator/state';

export async function startTwilio(account: { sid: string; token: string; number: string }) {
  const port = await freePort(34_010);
  const url = `http://127.0.0.1:${port}`;
  const child = fork(
    join(__dirname, '..', 'simulator', 'main.ts'),
    [
      ['--port', String(port)],
      ['--account-sid', account.sid],
      ['--auth-token', account.token],
      ['--number', account.number],
      // Nobody picks up; a run begins when all phones of the one before are silent.
      ['--ringing-seconds', '5'],
    ].flat(),
    { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  // Nor must it wait for a processor that the measured ones keep busy.
  if (child.pid !== undefined && process.getuid?.() === 0)
    setPriority(child.pid, constants.priority.PRIORITY_HIGH);
  process.once('exit', () => child.kill('SIGKILL'));
  const calls = () => fetch(`${url}/simulator/calls`);
  const answers = () =>
    calls().then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await holdsWithin(30_000, answers))) throw new Error('The simulator did not start.');
  return {
    url,
    // The simulator's own shape, over its own interface.
    calls: async () => (await (await calls()).json()) as CallRecord[],
    stop(): void {
      child.kill('SIGTERM');
    },
  };
}
