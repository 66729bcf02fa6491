/** `sync`: looks at a source now, and says what came of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type * as schemas from '../api/schemas/sources';
import { CliError, type Api } from './api';
import { table } from './table';

type Source = z.output<typeof schemas.source>;
type Sources = z.output<typeof schemas.sources>;
type Rows = z.output<typeof schemas.rows>;

export interface SyncOptions {
  source?: Source['name'];
  approve?: true;
}

/** A look at a hundred thousand rows takes some seconds; a worker that is away never begins. */
const waitMs = 120_000;
const shownProblems = 20;

export async function sync(api: Api, { source, approve }: SyncOptions): Promise<string> {
  const before = await find(api, source);
  const path = `/v1/sources/${before.name}`;
  await api.post(`${path}/${approve ? 'approve' : 'sync'}`);
  const after = await nextLook(api, before);
  const { data: problems } = await api.get<Rows>(`${path}/rows?state=problem&limit=${shownProblems}`);
  return [outcome(after), ...problemLines(problems, after.problems), ...missingLine(after)].join('\n');
}

async function find(api: Api, wanted: SyncOptions['source']): Promise<Source> {
  const { data } = await api.get<Sources>('/v1/sources');
  const found = wanted === undefined ? data[0] : data.find(({ name }) => name === wanted);
  if (found) return found;
  throw new CliError(
    wanted === undefined
      ? 'There is no source: set SOURCE_DATABASE_URL or CALENDAR_URL for the worker and start it again.'
      : `The worker's settings name no ${wanted}.`,
  );
}

async function nextLook(api: Api, { name, lastRun }: Source): Promise<Source> {
  const untilMs = Date.now() + waitMs;
  while (Date.now() < untilMs) {
    const now = await find(api, name);
    if ((now.lastRun?.id ?? 0) > (lastRun?.id ?? 0)) return now;
    await sleep(300);
  }
  throw new CliError(
    `No look at the ${name} has ended within two minutes; does a worker run? slotkeeper doctor`,
  );
}

function outcome({ name, lastRun }: Source): string {
  const { state, counts, error } = lastRun ?? { state: 'failed', counts: {}, error: 'it is gone' };
  const { seen = 0, registered = 0, changed = 0, cancelled = 0, ahead = 0, moves = 0, cancels = 0 } = counts;
  switch (state) {
    case 'held':
      return `The ${name} was read (${seen} rows), and nothing was changed: it would move ${moves} and cancel ${cancels} of ${ahead} appointments ahead, which is more than a fifth. If that is right: slotkeeper sync --approve. If not, mend the query.`;
    case 'failed':
      throw new CliError(`The ${name} could not be read: ${error ?? 'no reason was given'}`);
    case 'done':
      return `The ${name} was read: ${seen} rows, ${registered} registered, ${changed} changed, ${cancelled} cancelled.`;
  }
}

function problemLines(problems: Rows['data'], all: number): string[] {
  if (all === 0) return [];
  const cells = problems.flatMap(({ externalId, problems: each }) =>
    each.map(({ column, value = '', message }) => [externalId, column, value, message]),
  );
  return [
    '',
    `${all === 1 ? 'One row' : `${all} rows`} could not be taken in:`,
    table(['ROW', 'COLUMN', 'VALUE', 'WHY'], cells),
    ...(all > problems.length ? [`and ${all - problems.length} more`] : []),
  ];
}

function missingLine({ missing }: Source): string[] {
  if (missing === 0) return [];
  return [
    '',
    `${missing === 1 ? 'One row' : `${missing} rows`} of appointments ahead are listed there no more; the page Settings shows which.`,
  ];
}
