/** A file on its way through the whole product: the API and the worker as processes, with Temporal between them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { watchMemory } from '../../bench/memory';
import { createPool } from '../../db/pool';
import type { ImportBody } from '../api/imports-world';
import { eventually, startSystem, type System } from '../support/system';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });
let system: System;
let pool: Pool;
beforeAll(async () => {
  system = await startSystem({ MAX_APPOINTMENTS_PER_KEY_PER_DAY: '100000' });
  pool = createPool(system.databaseUrl, { max: 2 });
});
afterAll(async () => {
  await pool.end();
  await system.stop();
});

/** Parts of a file, each made when it is sent. */
async function* file(lines: number, more = ''): AsyncGenerator<string> {
  yield 'External id,Name,Phone,Start,Notes\n';
  for (let n = 1; n <= lines; n++) {
    const phone = `+1212555${String(n % 10_000).padStart(4, '0')}`;
    yield `line-${n},Client ${n},${phone},2035-05-11 ${String(n % 24).padStart(2, '0')}:${String(n % 60).padStart(2, '0')},${more}\n`;
    if (n % 1_000 === 0) await sleep(0);
  }
}

async function upload(parts: AsyncGenerator<string>): Promise<number> {
  const encoder = new TextEncoder();
  const bytes = (async function* () {
    for await (const part of parts) yield encoder.encode(part);
  })();
  const response = await fetch(`${system.apiUrl}/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${system.apiKey}`, 'content-type': 'text/csv' },
    ...{ body: bytes as unknown as NonNullable<RequestInit['body']>, duplex: 'half' },
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as ImportBody).id;
}

const show = (id: number) => system.request<ImportBody>('GET', `/v1/imports/${id}`);
const reaches = (id: number, state: string) =>
  eventually(
    `import ${id} ${state}`,
    async () => {
      const found = await show(id);
      if (found.state === 'failed') throw new Error(found.error?.detail);
      return found.state === state && found;
    },
    120_000,
  );

async function count(what: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*) from ${what}`);
  return rows[0]?.count ?? -1;
}

it('passes through in bounded memory', async () => {
  // Of 40 MB, of which no process may hold more than a part. First of all, for appointments would wake the engine.
  const lines = 10_000;
  const more = 'x'.repeat(4_000);
  const processes = [system.api.pid, system.worker.pid].flatMap((pid) => pid ?? []);
  const watch = watchMemory(processes);
  await reaches(await upload(file(500, more)), 'checked');
  await sleep(500);
  const [apiBefore = NaN, workerBefore = NaN] = watch.takePeaksMb();
  await reaches(await upload(file(lines, more)), 'checked');
  const [api = NaN, worker = NaN] = watch.takePeaksMb();
  watch.stop();
  expect(api - apiBefore).toBeLessThan(100);
  expect(worker - workerBefore).toBeLessThan(100);
});

it('is applied once and as a whole, though the worker is killed in the midst of it', async () => {
  const lines = 6_000;
  const id = await upload(file(lines));
  expect((await reaches(id, 'checked')).counts).toMatchObject({ registers: lines });
  await system.request('POST', `/v1/imports/${id}/apply`, {});
  // Some parts are in, in a transaction that nobody sees.
  await eventually('progress', async () => (await show(id)).done > 0, 60_000);
  await system.worker.stop('SIGKILL');
  const { state, done } = await show(id);
  expect(state).toBe('applying');
  expect(done).toBeLessThan(lines);
  expect(await count('appointments')).toBe(0);

  await system.worker.start(() => Promise.resolve(true));
  const applied = await reaches(id, 'applied');
  expect(applied).toMatchObject({ done: lines, counts: { registers: lines, refused: 0 } });
  expect(await count('appointments')).toBe(lines);
  expect(await count('(select distinct external_id from appointments) a')).toBe(lines);
  expect(await count(`events where what = 'registered'`)).toBe(lines);
  const { rows } = await pool.query('select used from key_usage');
  expect(rows).toEqual([{ used: lines }]);
  // Asked for once more, it changes nothing.
  expect((await system.request<ImportBody>('POST', `/v1/imports/${id}/apply`, {})).state).toBe('applied');
});

it('tells Temporal nothing of what stands in a file', async () => {
  const texts: string[] = [];
  for await (const { workflowId, runId } of system.temporal.workflow.list({
    query: `WorkflowType = 'importFile'`,
  })) {
    const history = await system.temporal.workflow.getHandle(workflowId, runId).fetchHistory();
    texts.push(
      JSON.stringify(history, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString() : value,
      ),
    );
  }
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.join()).not.toMatch(/Client \d|line-\d|\+1212/);
});
