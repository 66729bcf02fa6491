import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Connection } from '@temporalio/client';
import { isTaken } from './ports';
import { commandLineOf, kill, terminate } from './processes';
import { holdsWithin } from './waiting';

const START_TIMEOUT_MS = 30_000;
const REMEMBERED_LINES = 15;

export interface TemporalDevOptions {
  readonly cliPath: string;
  /** For gRPC. */
  readonly port: number;
  /** For the Web UI. */
  readonly uiPort: number;
  /** Where workflows survive a restart; without it they live in memory. */
  readonly dbFile?: string;
  readonly namespace?: string;
  /** Called with each line of the server's log, of level warn and above. */
  readonly onLog?: (line: string) => void;
}

export interface RunningTemporal {
  /** For TEMPORAL_ADDRESS. */
  readonly address: string;
  readonly uiUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts Temporal's development server on 127.0.0.1 and resolves when the namespace answers over gRPC. A server on the
 * same file that outlived its killed parent is stopped first.
 * @throws Error with the last lines of the server's log.
 */
export async function startTemporalDev(options: TemporalDevOptions): Promise<RunningTemporal> {
  const { cliPath, port, uiPort, namespace = 'default', onLog = () => undefined } = options;
  const dbFile = options.dbFile === undefined ? undefined : path.resolve(options.dbFile);
  if (dbFile !== undefined) {
    await mkdir(path.dirname(dbFile), { recursive: true });
    await stopSurvivor(dbFile);
    // The kernel forgets a process's command line a moment before it closes its port.
    await holdsWithin(2_000, async () => !(await isTaken(port)));
  }
  // Otherwise the other one's answer would pass for that of our own server.
  if (await isTaken(port))
    throw new Error(`Temporal did not start: port ${port} is in use by another program.`);
  // prettier-ignore
  const args = [
    'server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort),
    '--namespace', namespace, '--log-level', 'warn', '--log-format', 'pretty',
    // Calls leave strictly by priority only within one partition; here it can be set for all queues only.
    '--dynamic-config-value', 'matching.numTaskqueueReadPartitions=1',
    '--dynamic-config-value', 'matching.numTaskqueueWritePartitions=1',
    // Each step of a workflow is a write: without these, the disk's flushes halve the speed.
    ...(dbFile === undefined ? [] : ['--db-filename', dbFile,
      '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL']),
  ];
  // A process group of its own: Ctrl-C in the terminal reaches only us, and we stop the parts in order. Signals go to
  // the group, as `temporal` on PATH may be a version manager's wrapper.
  const server = spawn(cliPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const lastLines: string[] = [];
  let stopping = false;
  for (const stream of [server.stdout, server.stderr]) {
    createInterface(stream).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > REMEMBERED_LINES) lastLines.shift();
      if (!stopping) onLog(line);
    });
  }
  let ending: string | undefined;
  server.once('error', (error) => (ending = error.message));
  server.once('close', (code, signal) => (ending ??= `it ended with ${signal ?? `code ${String(code)}`}`));

  const { pid } = server;
  const stopAtExit = () => pid !== undefined && kill(-pid, 'SIGKILL');
  process.once('exit', stopAtExit);
  const stop = async () => {
    stopping = true; // An orderly end still fills the log with connections that broke.
    process.off('exit', stopAtExit);
    if (pid !== undefined) await terminate(-pid, () => ending !== undefined);
    if (dbFile !== undefined) await rm(pidFileOf(dbFile), { force: true });
  };
  if (dbFile !== undefined && pid !== undefined) await writeFile(pidFileOf(dbFile), String(pid));

  const address = `127.0.0.1:${port}`;
  try {
    await untilNamespaceAnswers(address, namespace, () => ending);
  } catch (error) {
    await stop();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Temporal did not start on ${address}: ${why}\n${lastLines.join('\n')}`, {
      cause: error,
    });
  }
  return { address, uiUrl: `http://127.0.0.1:${uiPort}`, stop };
}

async function untilNamespaceAnswers(address: string, namespace: string, ending: () => string | undefined) {
  // gRPC's own back-off begins at 1 s, far longer than the server takes.
  const channelArgs = { 'grpc.initial_reconnect_backoff_ms': 50, 'grpc.max_reconnect_backoff_ms': 200 };
  const connection = Connection.lazy({ address, channelArgs });
  try {
    const answered = await holdsWithin(START_TIMEOUT_MS, () => {
      const ended = ending();
      if (ended !== undefined) throw new Error(ended);
      return connection
        .withDeadline(Date.now() + 1_000, () => connection.workflowService.describeNamespace({ namespace }))
        .then(
          () => true,
          () => false,
        );
    });
    if (!answered) throw new Error(`no answer within ${START_TIMEOUT_MS / 1000} s`);
  } finally {
    await connection.close();
  }
}

function pidFileOf(dbFile: string): string {
  return `${dbFile}.pid`;
}

async function stopSurvivor(dbFile: string): Promise<void> {
  const pid = Number(await readFile(pidFileOf(dbFile), 'utf8').catch(() => ''));
  const isOurs = () => pid > 0 && commandLineOf(pid).includes(dbFile);
  if (isOurs()) await terminate(-pid, () => !isOurs());
}
