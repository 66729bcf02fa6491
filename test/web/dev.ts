/** `npm run dev` in a copy of the project of its own, as on a newcomer's machine: nothing is left of earlier starts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { root } from '../support/compose';
import { eventually } from '../support/system';

/** What a clean clone has not. */
const leftOut = new Set(['node_modules', '.git', '.slotkeeper', 'dist', '.env']);

export type Dev = Awaited<ReturnType<typeof startDev>>;

export async function startDev() {
  const dir = await mkdtemp(join(tmpdir(), 'slotkeeper-dev-'));
  // PostgreSQL may have to run as another user, who must get in; else its data would lie elsewhere.
  await chmod(dir, 0o755);
  await cp(root, dir, {
    recursive: true,
    filter: (file) => !leftOut.has(relative(root, file).split(sep).at(-1) ?? ''),
  });
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));

  const startedAtMs = Date.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join('scripts', 'dev', 'main.ts')], {
    cwd: dir,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });

  const seen = (what: RegExp, from: number) => {
    const found = what.exec(output.slice(from));
    if (!found && child.exitCode !== null) throw new Error('npm run dev has ended');
    return Promise.resolve(found ?? undefined);
  };

  /** Waits for something that the terminal shows, after `from` characters. */
  const shows = (what: RegExp, { from = 0, withinMs = 60_000 } = {}) =>
    eventually(`${what} in:\n${output}`, () => seen(what, from), withinMs).catch((error: unknown) => {
      throw new Error(`The terminal shows:\n${output}`, { cause: error });
    });

  return {
    startedAtMs,
    shows,
    output: () => output,
    press: (key: string) => child.stdin.write(key),
    async stop() {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGINT');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
