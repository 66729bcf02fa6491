import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { holdsWithin } from '../servers/waiting';

const root = join(__dirname, '..', '..');
const usualLogDir = join(root, '.slotkeeper', 'logs');

export type Environment = Readonly<Record<string, string | undefined>>;

/** The API or the worker as a process of its own, started and killed as on a real machine. */
export class Program {
  #child: ChildProcess | undefined;
  readonly #logFile: string;

  constructor(
    readonly name: 'api' | 'worker',
    private readonly environment: Environment,
    private readonly onUnexpectedEnd: (program: Program) => void,
    logDir = usualLogDir,
  ) {
    this.#logFile = join(logDir, `${name}.log`);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get runs(): boolean {
    return this.#child !== undefined;
  }

  /** Resolves when `ready` does; rejects, with the last lines of its log, when the process ends before. */
  async start(ready: () => Promise<boolean>): Promise<void> {
    await mkdir(dirname(this.#logFile), { recursive: true });
    const log = createWriteStream(this.#logFile, { flags: 'w' });
    const child = spawn(process.execPath, ['--import', 'tsx', join(root, this.name, 'main.ts')], {
      cwd: root,
      env: { ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C reaches the whole group of the terminal; the order of stopping is ours.
      detached: true,
    });
    this.#child = child;
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    child.once('exit', () => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.onUnexpectedEnd(this);
    });
    const ended = () => this.#child !== child;
    const isReady = await holdsWithin(60_000, async () => ended() || (await ready()));
    if (ended() || !isReady) throw new Error(`did not start:\n${await this.lastLines()}`);
  }

  /** SIGTERM lets it finish what is in hand; SIGKILL is what a crash looks like. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 25_000);
    await exited;
    clearTimeout(timer);
  }

  async lastLines(): Promise<string> {
    const text = await readFile(this.#logFile, 'utf8').catch(() => '');
    return text.trimEnd().split('\n').slice(-8).join('\n');
  }
}
