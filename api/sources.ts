/** Where appointments live already: how the last look went, what it could not take in, and whether it asks. */
import type { z } from 'zod';
import type { Db } from '../db/pool';
import { countRows, listRows, type ListedRow } from '../db/source-rows';
import { findSources, type Source } from '../db/sources';
import { approveRun, heldRun, lastEndedRun, type SyncRun } from '../db/sync-runs';
import type { SourceName } from '../domain/words';
import { utc } from './appointments/view';
import { change, read, type Operation } from './operation';
import { notFound, Problem } from './problem';
import { noBody, noParams, noQuery } from './schemas/fields';
import { rows, rowsQuery, source, sourceParams, sources } from './schemas/sources';

const tag = 'Sources';

const list = read({
  path: '/v1/sources',
  tag,
  summary: 'The sources of the settings, and how the last look at each went',
  params: noParams,
  query: noQuery,
  replies: { 200: { description: 'None, one or more.', schema: sources } },
  problems: [],
  run: async (db) => ({ status: 200, body: { data: await sourceViews(db) } }),
});

const listOfRows = read({
  path: '/v1/sources/{name}/rows',
  tag,
  summary: 'Rows that cannot be taken in, or that are listed no more',
  params: sourceParams,
  query: rowsQuery,
  replies: { 200: { description: 'By external id; `nextAfter` is null on the last page.', schema: rows } },
  problems: [422],
  run: async (db, { params, query }) => {
    const { state, limit, after } = query;
    const found = await listRows(db, params.name, { state, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    return {
      status: 200,
      body: {
        data: page.map(rowView),
        nextAfter: found.length > limit ? (page.at(-1)?.externalId ?? null) : null,
      },
    };
  },
});

const look = change({
  method: 'post',
  path: '/v1/sources/{name}/sync',
  tag,
  summary: 'Look at a source now, instead of within a minute',
  description: 'A look that is under way is not overtaken.',
  params: sourceParams,
  body: noBody,
  replies: { 202: { description: 'It begins as soon as a worker is free.', schema: source } },
  problems: [404, 422],
  run: async (tx, { params: { name } }, { deps }) => ({
    status: 202,
    body: await sourceView(tx, name),
    afterCommit: () => deps.workflows.lookNow(name),
  }),
});

const approve = change({
  method: 'post',
  path: '/v1/sources/{name}/approve',
  tag,
  summary: 'Let the look that asks go through',
  description: 'As many moves and cancellations as it has shown, once; repeating it changes nothing.',
  params: sourceParams,
  body: noBody,
  replies: { 202: { description: 'The next look, at once, goes through.', schema: source } },
  problems: [404, 409, 422],
  run: async (tx, { params: { name } }, { deps, caller, nowMs }) => {
    await sourceView(tx, name);
    const held = await heldRun(tx, name);
    if (!held) throw new Problem(409, 'nothing_held', `The last look at the ${name} asks for nothing.`);
    await approveRun(tx, held.id, caller.actor, nowMs);
    return {
      status: 202,
      body: await sourceView(tx, name),
      afterCommit: () => deps.workflows.lookNow(name),
    };
  },
});

async function sourceView(db: Db, name: SourceName) {
  const found = (await sourceViews(db)).find((each) => each.name === name);
  if (!found) throw notFound(`The settings of the worker name no ${name} as a source.`);
  return found;
}

export async function sourceViews(db: Db): Promise<z.input<typeof source>[]> {
  const views = [];
  for (const each of await findSources(db)) views.push(await view(db, each));
  return views;
}

async function view(db: Db, { name, writesBack, error }: Source): Promise<z.input<typeof source>> {
  const lastRun = await lastEndedRun(db, name);
  return {
    name,
    lastRun: lastRun ? runView(lastRun) : null,
    isHeld: (await heldRun(db, name)) !== undefined,
    ...(await countRows(db, name)),
    writesBack,
    writeBackError: error,
  };
}

function runView({ id, startedAtMs, endedAtMs, state, counts, error, approvedBy }: SyncRun) {
  return {
    id,
    startedAt: utc(startedAtMs),
    endedAt: utc(endedAtMs),
    state,
    counts,
    error,
    approvedBy,
  };
}

function rowView({ externalId, appointmentId, problem, missingSinceMs }: ListedRow) {
  return {
    externalId,
    appointmentId,
    problems: problem ?? [],
    missingSince: missingSinceMs === null ? null : utc(missingSinceMs),
  };
}

export const sourceOperations: readonly Operation[] = [list, listOfRows, look, approve];
