import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleWorkflows, silence } from '../support/temporal';
import { localScenarios, scenarios } from '../workflows/scenarios';
import { readSaved, savedHistories } from './histories';

let workflows: WorkflowBundleWithSourceMap;
let changed: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  silence();
  workflows = await bundleWorkflows();
  changed = await bundleWorkflows(path.join(__dirname, 'changed'));
});

const saved = savedHistories();

test('every scenario has a saved history: npm run histories', () => {
  const names = Object.keys({ ...scenarios, ...localScenarios });
  expect([...new Set(saved.map(({ scenario }) => scenario))].sort()).toEqual(names.sort());
});

describe.each(saved)('$file', ({ file }) => {
  const { history, text, workflowId } = readSaved(file);

  test('replays: workflows that began with earlier code go on with this one', async () => {
    await Worker.runReplayHistory({ workflowBundle: workflows }, history, workflowId);
  });

  test('does not replay with a workflow that does things in another order', async () => {
    const replayed = Worker.runReplayHistory({ workflowBundle: changed }, history, workflowId);
    await expect(replayed).rejects.toThrow(DeterminismViolationError);
  });

  test('holds nothing personal, and nothing of the machine that it was made on', () => {
    const payloads: string[] = [];
    const rest = text.replaceAll(/"data": "([^"]+)"/g, (_, data: string) => {
      payloads.push(Buffer.from(data, 'base64').toString());
      return '';
    });
    expect(payloads.length).toBeGreaterThan(3);
    // A telephone number, an address, a host, a path.
    for (const content of [rest, ...payloads])
      expect(content).not.toMatch(/\+[1-9]\d{6}|\w@[a-z]|localhost|node_modules|file:|"\/\w/);
  });
});
