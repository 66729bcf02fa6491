/** Twilio's stand-in, and the door before it, as processes of their own: what the bench does must not shift their times. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/servers/ports';
import { holdsWithin } from '../scripts/servers/waiting';
import type { CallRecord } from '../simulator/state';

export async function startTwilio(account: { sid: string; token: string; number: string }) {
  const simulatorPort = await freePort(34_010);
  const simulator = start(join('simulator', 'main.ts'), [
    ['--port', String(simulatorPort)],
    ['--account-sid', account.sid],
    ['--auth-token', account.token],
    ['--number', account.number],
    // Nobody picks up; a run begins when all phones of the one before are silent.
    ['--ringing-seconds', '5'],
  ]);
  const calls = () => fetch(`http://127.0.0.1:${simulatorPort}/simulator/calls`);
  const answers = () =>
    calls().then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await holdsWithin(30_000, answers))) throw new Error('The simulator did not start.');

  const port = await freePort(34_110);
  const door = start(join('bench', 'door.ts'), [[String(port), String(simulatorPort)]]);
  await once(door, 'message');
  // It must not wait for a processor that the measured ones keep busy; only root may say so.
  if (door.pid !== undefined && process.getuid?.() === 0)
    setPriority(door.pid, constants.priority.PRIORITY_HIGH);

  return {
    url: `http://127.0.0.1:${port}`,
    // The simulator's own shape, over its own interface.
    calls: async () => (await (await calls()).json()) as CallRecord[],
    /** When requests for calls arrived since this was last asked, epoch milliseconds. */
    arrivals: async (): Promise<number[]> => {
      door.send('arrivals');
      const [arrivals] = (await once(door, 'message')) as [number[]];
      return arrivals;
    },
    stop(): void {
      door.kill('SIGTERM');
      simulator.kill('SIGTERM');
    },
  };
}

function start(program: string, args: readonly string[][]): ChildProcess {
  const child = fork(join(__dirname, '..', program), args.flat(), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}
