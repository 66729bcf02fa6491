/** Temporal for tests: a server whose clock jumps to the next timer, and the workflows as a worker runs them. */
import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { findTemporalCli, findTestServer } from '../../scripts/servers/temporal-cli';
import { registerSearchAttributes } from '../../worker/search-attributes';
import { searchAttributes } from '../../workflows/contract';

export const workflowsPath = path.resolve(__dirname, '../../workflows');

/** Its clock is one for all workflows, so that whoever uses it must run one test after the other. */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  silence();
  const server = { executable: { type: 'existing-path', path: await findTestServer() } } as const;
  return withSearchAttributes(await TestWorkflowEnvironment.createTimeSkipping({ server }));
}

/** Temporal's own server, in memory; its clock is ours. */
export async function startLocal(): Promise<TestWorkflowEnvironment> {
  silence();
  const server = {
    executable: { type: 'existing-path', path: await findTemporalCli() },
    log: { format: 'pretty', level: 'error' },
  } as const;
  return withSearchAttributes(await TestWorkflowEnvironment.createLocal({ server }));
}

async function withSearchAttributes(env: TestWorkflowEnvironment): Promise<TestWorkflowEnvironment> {
  const attributes = Object.values(searchAttributes).map(({ name, type }) => [name, type] as const);
  await registerSearchAttributes(env.connection, env.namespace ?? 'default', Object.fromEntries(attributes));
  return env;
}

export function bundleWorkflows(entry = workflowsPath): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({ workflowsPath: entry, logger: new DefaultLogger('ERROR') });
}

let silent = false;

/** Of the workers' log only errors; a process has one runtime, whose settings come before its first use. */
export function silence(): void {
  if (silent) return;
  silent = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'ERROR' } },
    shutdownSignals: [],
  });
}

/** Waits in real time until `get` gives something other than false or undefined. */
export async function eventually<T>(
  what: string,
  get: () => T | false | undefined | Promise<T | false | undefined>,
  withinMs = 10_000,
): Promise<T> {
  for (const deadline = Date.now() + withinMs; ;) {
    const value = await get();
    if (value !== false && value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
