import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { condition } from '../../api/schemas/overview';
import type * as schemas from '../../api/schemas/sources';
import { transaction } from '../../db/pool';
import { storeRows } from '../../db/source-rows';
import { setSourceError, setUpSource } from '../../db/sources';
import { approvedCount, endRun, startRun } from '../../db/sync-runs';
import type { SourceName } from '../../domain/words';
import { monday, startWorld, type ProblemBody, type World } from './world';

type Sources = z.output<typeof schemas.sources>;
type Source = z.output<typeof schemas.source>;
type Rows = z.output<typeof schemas.rows>;

let world: World;
const looks: SourceName[] = [];
beforeAll(async () => {
  world = await startWorld();
  world.deps.workflows.lookNow = (source) => {
    looks.push(source);
    return Promise.resolve();
  };
});
afterAll(() => world.close());
beforeEach(async () => {
  looks.length = 0;
  await world.pool.query('truncate sources cascade');
});

const held = { ahead: 10, moves: 2, cancels: 3, seen: 12 };

async function run(state: 'done' | 'held' | 'failed', error?: string) {
  const id = await startRun(world.pool, 'database', monday);
  await endRun(world.pool, id, { state, counts: held, ...(error ? { error } : {}) }, monday);
}

async function row(externalId: string, problem: unknown) {
  const nothing = {
    startsAtMs: null,
    cancelled: false,
    changedAtMs: null,
    content: null,
    appointmentId: null,
  };
  await transaction(world.pool, (tx) =>
    storeRows(tx, 'database', [{ ...nothing, externalId, hash: Buffer.from('x'), problem }], monday),
  );
}

it('tells of none where there is none', async () => {
  expect((await world.call<Sources>('GET', '/v1/sources')).body).toEqual({ data: [] });
  expect(await world.call<ProblemBody>('POST', '/v1/sources/database/sync')).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});

describe('with a database', () => {
  beforeEach(() => setUpSource(world.pool, 'database', true));

  it('tells how the last look went, and has one begin', async () => {
    await run('done');
    // One whose worker died has no end.
    await startRun(world.pool, 'database', monday);
    expect((await world.call<Sources>('GET', '/v1/sources')).body.data).toEqual([
      {
        name: 'database',
        lastRun: {
          id: expect.any(Number) as number,
          startedAt: '2026-11-23T09:00:00.000Z',
          endedAt: '2026-11-23T09:00:00.000Z',
          state: 'done',
          counts: held,
          error: null,
          approvedBy: null,
        },
        isHeld: false,
        problems: 0,
        missing: 0,
        writesBack: true,
        writeBackError: null,
      },
    ]);
    expect((await world.call<Source>('POST', '/v1/sources/database/sync')).status).toBe(202);
    expect(looks).toEqual(['database']);
  });

  it('lists rows that cannot be taken in, page by page', async () => {
    const problem = [{ column: 'phone', value: '12', message: 'is too short' }];
    for (const id of ['a', 'b', 'c']) await row(id, problem);
    const first = await world.call<Rows>('GET', '/v1/sources/database/rows?state=problem&limit=2');
    expect(first.body).toMatchObject({
      data: [{ externalId: 'a', problems: problem, missingSince: null }, { externalId: 'b' }],
      nextAfter: 'b',
    });
    const rest = await world.call<Rows>('GET', '/v1/sources/database/rows?state=problem&limit=2&after=b');
    expect(rest.body).toMatchObject({ data: [{ externalId: 'c' }], nextAfter: null });
    expect((await world.call<Rows>('GET', '/v1/sources/database/rows?state=missing')).body.data).toEqual([]);
    expect(await world.call<ProblemBody>('GET', '/v1/sources/database/rows?state=odd')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'state', message: 'must be problem or missing' }] },
    });
  });

  it('approves what the last look asks, once, and has the next one begin', async () => {
    await run('done');
    expect(await world.call<ProblemBody>('POST', '/v1/sources/database/approve')).toMatchObject({
      status: 409,
      body: { code: 'nothing_held' },
    });
    await run('held');
    expect(await approvedCount(world.pool, 'database')).toBe(0);
    const approved = await world.call<Source>('POST', '/v1/sources/database/approve');
    expect(approved).toMatchObject({
      status: 202,
      body: { isHeld: true, lastRun: { approvedBy: 'staff:test' } },
    });
    expect(looks).toEqual(['database']);
    expect(await approvedCount(world.pool, 'database')).toBe(5);
    await run('done');
    expect(await approvedCount(world.pool, 'database')).toBe(0);
  });

  it.each([
    ['well', () => run('done'), "The office's database is read every minute."],
    ['unwell', () => run('held'), 'would move 2 and cancel 3 of 10 appointments ahead'],
    ['unwell', () => run('failed', 'It is away.'), "The office's database could not be read. It is away."],
    [
      'unwell',
      () => setSourceError(world.pool, 'database', 'No rights.'),
      "Answers do not reach the office's database. No rights.",
    ],
  ])('all pages know that it is %s', async (state, prepare, words) => {
    await prepare();
    const { body } = await world.call<z.output<typeof condition>>('GET', '/v1/condition');
    expect(body.parts.find(({ part }) => part === 'source')).toEqual({
      part: 'source',
      state,
      words: expect.stringContaining(words) as string,
    });
  });
});
