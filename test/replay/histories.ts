/** Saved histories of workflows: `<scenario>-<number>.json`, the highest number being the newest. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJSON, historyToJSON, type History } from '@temporalio/common/lib/proto-utils';

const dir = path.join(__dirname, 'histories');

export interface Saved {
  file: string;
  scenario: string;
  number: number;
}

export function savedHistories(): Saved[] {
  return readdirSync(dir).flatMap((file) => {
    const [, scenario, number] = /^(.+)-(\d+)\.json$/.exec(file) ?? [];
    return scenario === undefined ? [] : [{ file, scenario, number: Number(number) }];
  });
}

export function readSaved(file: string): { text: string; history: History; workflowId: string } {
  const text = readFileSync(path.join(dir, file), 'utf8');
  const history = historyFromJSON(JSON.parse(text));
  const workflowId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId;
  if (!workflowId) throw new Error(`${file} does not name its workflow: is it a whole history?`);
  return { text, history, workflowId };
}

/**
 * Saves a history beside those that the scenario has, since workflows that began with older code may still sleep.
 * Returns the new file's name; undefined when the newest one has the same events already.
 * @param replace deletes the older ones: only when no workflow that began with them can still run.
 */
export function save(
  scenario: string,
  { workflowId, history }: { workflowId: string; history: History },
  replace: boolean,
): string | undefined {
  mkdirSync(dir, { recursive: true });
  const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
  // The time-skipping server leaves it out; the workflow takes its appointment from it.
  if (started) started.workflowId = workflowId;
  const before = savedHistories()
    .filter((saved) => saved.scenario === scenario)
    .sort((a, b) => a.number - b.number);
  const newest = before.at(-1);
  if (newest && !replace && events(readSaved(newest.file).history) === events(history)) return undefined;
  if (replace) for (const { file } of before) rmSync(path.join(dir, file));
  const file = `${scenario}-${replace ? 1 : (newest?.number ?? 0) + 1}.json`;
  const json: unknown = JSON.parse(historyToJSON(history), anonymous);
  writeFileSync(path.join(dir, file), `${JSON.stringify(json, undefined, 1)}\n`);
  return file;
}

function events({ events }: History): string {
  return JSON.stringify(events?.map(({ eventType }) => eventType));
}

/** Which machine and which folders it ran in is nobody's business. */
function anonymous(key: string, value: unknown): unknown {
  if (key === 'stackTrace') return '';
  // Workers call themselves, and their own task queues, after process and host.
  return typeof value === 'string' ? value.replace(/^\d+@[\w.-]+/, 'worker') : value;
}
