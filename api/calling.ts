import { findHolds, pause, resume, type Hold } from '../db/holds';
import type { Db } from '../db/pool';
import { utc } from './appointments/view';
import { change, read, type Operation } from './operation';
import { calling, pauseCalling } from './schemas/calling';
import { noBody, noParams, noQuery } from './schemas/fields';

const tag = 'Calling';

export const callingOperations: readonly Operation[] = [
  read({
    path: '/v1/calling',
    tag,
    summary: 'Whether calls and texts go out, or what holds them back',
    params: noParams,
    query: noQuery,
    replies: { 200: { description: 'What holds them back; null where nothing does.', schema: calling } },
    problems: [],
    run: async (db) => ({ status: 200, body: await callingView(db) }),
  }),
  change({
    method: 'post',
    path: '/v1/calling/pause',
    tag,
    summary: 'Hold all calls and texts back',
    description:
      'At once, over all workers, until `/v1/calling/resume`. What is due meanwhile waits; once too late, it is skipped with that reason. Repeating it changes nothing.',
    params: noParams,
    body: pauseCalling,
    replies: { 200: { description: 'Paused, by this request or an earlier one.', schema: calling } },
    problems: [422],
    run: async (tx, { body }, { caller, nowMs }) => {
      await pause(tx, caller.actor, body?.reason ?? null, nowMs);
      return { status: 200, body: await callingView(tx) };
    },
  }),
  change({
    method: 'post',
    path: '/v1/calling/resume',
    tag,
    summary: 'Let calls and texts go out again',
    description: 'Within a quarter of a minute, at the usual pace. Repeating it changes nothing.',
    params: noParams,
    body: noBody,
    replies: { 200: { description: 'Not paused.', schema: calling } },
    problems: [422],
    run: async (tx) => {
      await resume(tx);
      return { status: 200, body: await callingView(tx) };
    },
  }),
];

export async function callingView(db: Db) {
  const holds = await findHolds(db);
  const paused = holds.find(({ kind }) => kind === 'paused');
  const refused = holds.find(({ kind }) => kind === 'account_refused');
  return {
    paused: paused ? { since: utc(paused.sinceMs), by: paused.actor, reason: paused.detail } : null,
    accountRefused: refused ? refusalView(refused) : null,
  };
}

function refusalView({ sinceMs, code, detail }: Hold) {
  return { since: utc(sinceMs), code, detail };
}
