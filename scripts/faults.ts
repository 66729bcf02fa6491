/**
 * `npm run faults`: the fault matrix of test/faults/, printed as tables at its end. `--write` puts them into
 * docs/reliability.md if all is right, `--seed N` repeats a run, `--json FILE` leaves vitest's report there for a program to read.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import type { TaskMeta } from 'vitest';
import { randomSeed, runFaults } from './faults-vitest';

type Cell = NonNullable<TaskMeta['cell']>;

const document = join(__dirname, '..', 'docs', 'reliability.md');
const [begin, end] = ['<!-- faults: written by npm run faults -- --write -->', '<!-- faults: end -->'];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const seed = values.seed === undefined ? randomSeed() : Number(values.seed);
  const startedMs = performance.now();
  const { passed, tests } = await runFaults(
    'test/faults/matrix/*.test.ts',
    { seed, soakMinutes: 0 },
    values.json,
  );
  const cells = tests.map((test) => test.meta().cell).filter((cell) => cell !== undefined);
  const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
  const right = tests.filter((test) => test.ok() && test.result().state === 'passed').length;
  const text = `${tables(cells)}

${right} of ${tests.length} cells right, in ${minutes} minutes, seed ${seed}; ${cpus().length} cores, Node ${process.version}.`;
  console.log(`\n${text}\n`);
  if (values.write && passed) await write(text);
  else if (values.write) console.error(`Not written to docs/reliability.md: not all is right.`);
  process.exitCode = passed ? 0 : 1;
}

/** One table a part: points down, faults across. */
function tables(cells: readonly Cell[]): string {
  const points = distinct(cells.map(({ point }) => point));
  return distinct(cells.map(({ group }) => group))
    .map((group) => {
      const parts = distinct(cells.filter((cell) => cell.group === group).map(({ part }) => part));
      const rows = points.map((point) => [
        point,
        ...parts.map((part) => textOf(cells.find((cell) => cell.point === point && cell.part === part))),
      ]);
      return [['', ...parts], parts.concat('').map(() => '---'), ...rows]
        .map((row) => `| ${row.join(' | ')} |`)
        .join('\n');
    })
    .join('\n\n');
}

function textOf(cell: Cell | undefined): string {
  if (!cell) return 'not run';
  const time = cell.settled === 'end_lost' ? '≤ 5 min' : `${cell.seconds.toFixed(1)} s`;
  return `${cell.rang} · ${answerOf(cell)} · ${time}`;
}

function answerOf({ pressed, thanked, status }: Cell): string {
  if (!pressed) return '–';
  if (status !== 'confirmed') return thanked ? 'LOST' : 'not taken';
  return thanked ? 'kept' : 'kept, not thanked';
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

async function write(text: string): Promise<void> {
  const before = readFileSync(document, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${document} lacks the lines "${begin}" and "${end}".`);
  const after = `${before.slice(0, from)}${begin}\n\n${text}\n\n${before.slice(to)}`;
  writeFileSync(document, await format(after, { ...(await resolveConfig(document)), filepath: document }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
