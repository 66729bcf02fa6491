import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type * as schemas from '../../api/schemas/day';
import { searchSql, searchValues } from '../../db/search';
import { searchTerms } from '../../domain/search-terms';
import { monday, startWorld, type ProblemBody, type World } from './world';

let world: World;
const ids: Record<string, number> = {};
const clients = [
  ['ada', 'Ada Lovelace', '+4915123450001', '2026-11-26T10:00', 'crm-4711'],
  ['ada later', 'Ada Lovelace', '+4915123450001', '2026-11-28T10:00', null],
  ['marie', 'Anne-Marie St.Clair', '+4915123450002', '2026-11-26T11:00', null],
  ['zoë', "Zoë O'Brien-Müller", '+4366012345673', '2026-11-26T12:00', null],
] as const;

beforeAll(async () => {
  world = await startWorld();
  for (const [key, name, phone, startsAt, externalId] of clients) {
    const body = { client: { name, phone }, startsAt, externalId };
    ids[key] = (await world.call('POST', '/v1/appointments', body)).body.id;
  }
});
afterAll(() => world.close());

async function search(q: string, limit?: number) {
  const query = new URLSearchParams({ q, ...(limit === undefined ? {} : { limit: String(limit) }) });
  const { body } = await world.call<z.output<typeof schemas.found>>('GET', `/v1/search?${query.toString()}`);
  return body.data.map(({ id }) => Object.keys(ids).find((key) => ids[key] === id));
}

describe('the search', () => {
  it.each([
    ['lovel', ['ada', 'ada later']],
    ['LOVELACE ada', ['ada', 'ada later']],
    ['clair', ['marie']],
    ['marie', ['marie']],
    ["o'brien", ['zoë']],
    ['müller zoë', ['zoë']],
    ['ada müller', []],
    ['+49 151 2345 0002', ['marie']],
    ['0151 23450002', ['marie']],
    ['0151 2345', ['ada', 'marie', 'ada later']],
    ['5673', ['zoë']],
    ['+43', ['zoë']],
    ['crm-4711', ['ada']],
    ["'; drop table appointments; --", []],
    ['%', []],
    ['\\', []],
    ["' | !", []],
  ])('finds %j', async (q, found) => {
    expect(await search(q)).toEqual(found);
  });

  it('finds an id, and no more than the limit', async () => {
    expect(await search(String(ids['marie'] ?? 0))).toContain('marie');
    expect(await search('lovelace', 1)).toEqual(['ada']);
  });

  it('shows those to come first, and of those that passed the last one', async () => {
    world.clock.nowMs = Date.parse('2026-11-27T09:00:00Z');
    expect(await search('0151 2345')).toEqual(['ada later', 'marie', 'ada']);
    world.clock.nowMs = monday;
  });

  it('refuses to search for nothing', async () => {
    const { status, body } = await world.call<ProblemBody>('GET', '/v1/search?q=%20');
    expect([status, body.errors?.[0]?.path]).toEqual([422, 'q']);
  });
});

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  Plans?: PlanNode[];
}

function nodes(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodes)];
}

describe('among 100,000 appointments', () => {
  beforeAll(async () => {
    // In parts, since on a busy machine all at once would take longer than a statement may.
    for (let from = 1; from < 100_000; from += 10_000)
      await world.pool.query(
        `insert into appointments (client_name, client_phone, starts_at, booked_at)
         select 'Client' || n % 5000 || ' Of' || n, '+4917' || lpad(n::text, 8, '0'), now() + n * interval '1 minute', now()
         from generate_series($1::int, $1 + 9999) n`,
        [from],
      );
    await world.pool.query('vacuum analyze appointments');
  }, 60_000);

  it.each(['lovel', '0151 23450001', '50001', 'crm-4711', '17'])(
    '%s reads no more than it finds',
    async (q) => {
      const { rows } = await world.pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, format json) ${searchSql}`,
        searchValues(searchTerms(q, 'DE'), { nowMs: monday, limit: 20 }),
      );
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      if (!plan) throw new Error('There is no plan.');
      const scans = nodes(plan).filter((node) => node['Relation Name'] === 'appointments');
      expect(scans.length).toBeGreaterThan(0);
      for (const scan of scans) {
        expect(scan['Node Type']).not.toBe('Seq Scan');
        expect(scan['Actual Rows']).toBeLessThan(200);
      }
    },
  );
});
