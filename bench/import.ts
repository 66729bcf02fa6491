/** A file with 100,000 lines, imported three times: new, the same again, and with every start moved. */
import { setTimeout as sleep } from 'node:timers/promises';
import { watchMemory } from './memory';
import { machine, table } from './report';
import { startSystem, type System } from './system';

interface ImportBody {
  id: number;
  state: string;
  counts: Record<string, number>;
  error?: { detail: string };
}

export async function importFile(quick: boolean): Promise<string> {
  const lines = quick ? 2_000 : 100_000;
  const system = await startSystem();
  try {
    await system.useWorkers(1, {});
    // Both have run for a moment, so that what they need in any case is there.
    await sleep(3_000);
    const watch = watchMemory(system.pids());
    await sleep(1_000);
    const [api = 0, worker = 0] = watch.takePeaksMb();
    const rows: (string | number)[][] = [];
    for (const [what, hour] of [
      ['registers all', 9],
      ['changes nothing', 9],
      ['moves all', 10],
    ] as const) {
      const begun = Date.now();
      const { id } = await upload(system, file(lines, hour));
      const uploadMs = Date.now() - begun;
      await settled(system, id, 'checking');
      const checkMs = Date.now() - begun - uploadMs;
      await ask(system, 'POST', `/v1/imports/${id}/apply`, {});
      const applied = await settled(system, id, 'applying');
      const applyMs = Date.now() - begun - uploadMs - checkMs;
      if (applied.state !== 'applied') throw new Error(applied.error?.detail ?? applied.state);
      const [apiMb = 0, workerMb = 0] = watch.takePeaksMb();
      const row = [what, seconds(uploadMs), seconds(checkMs), seconds(applyMs), apiMb, workerMb];
      console.log(row.join('  '), JSON.stringify(applied.counts));
      rows.push(row);
    }
    watch.stop();
    return [
      machine(),
      `${lines.toLocaleString('en')} lines; before, the API took ${api} MB and the worker ${worker} MB:`,
      table(['the file', 'upload, s', 'check, s', 'apply, s', 'API at most, MB', 'worker at most, MB'], rows),
    ].join('\n\n');
  } finally {
    await system.stop();
  }
}

/** Starts a year ahead, so that no engine has much to do. */
async function* file(lines: number, hour: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const day = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
  yield encoder.encode('External id;Name;Phone;Start;Duration\r\n');
  for (let from = 1; from <= lines; from += 1_000) {
    const part = Array.from({ length: Math.min(1_000, lines - from + 1) }, (_, at) => {
      const n = from + at;
      const phone = `+1${212 + (n % 3)}555${String(n % 10_000).padStart(4, '0')}`;
      return `bench-${n};"Client, ${n}";${phone};${day} ${String(hour).padStart(2, '0')}:${String(n % 60).padStart(2, '0')};30`;
    });
    // One text a part, for it is the reading that is measured.
    yield encoder.encode(`${part.join('\r\n')}\r\n`);
    await sleep(0);
  }
}

async function upload({ url, apiKey }: System, body: AsyncGenerator<Uint8Array>): Promise<ImportBody> {
  const response = await fetch(`${url}/v1/imports?fileName=bench.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv' },
    ...{ body: body as NonNullable<RequestInit['body']>, duplex: 'half' },
  });
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json()) as ImportBody;
}

async function ask(
  { url, apiKey }: System,
  method: string,
  path: string,
  body?: object,
): Promise<ImportBody> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as ImportBody;
}

async function settled(system: System, id: number, during: string): Promise<ImportBody> {
  for (;;) {
    const found = await ask(system, 'GET', `/v1/imports/${id}`);
    if (found.state !== during) return found;
    await sleep(100);
  }
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
