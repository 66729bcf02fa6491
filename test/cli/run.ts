/** The command as a person starts it: a process of its own, with nothing but the settings given. */
import { execFile } from 'node:child_process';
import path from 'node:path';

const bin = path.resolve(__dirname, '../../cli/slotkeeper.js');

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export function slotkeeper(
  args: readonly string[],
  env: Record<string, string> = {},
  input = '',
): Promise<Ran> {
  // This folder has no `.env`, and no `.slotkeeper` that a running `npm run dev` leaves.
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [bin, ...args],
      { cwd: __dirname, env, encoding: 'utf8' },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end(input);
  });
}
