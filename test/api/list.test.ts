import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booking, startWorld, type AppointmentBody, type ProblemBody, type World } from './world';

interface Page {
  data: AppointmentBody[];
  nextCursor: string | null;
}

let world: World;
const starts = [
  '2026-11-26T10:00',
  '2026-11-26T10:00',
  '2026-11-27T00:00',
  '2026-11-25T23:59',
  '2026-11-26T00:00',
];
beforeAll(async () => {
  world = await startWorld();
  for (const [index, startsAt] of starts.entries())
    await world.call('POST', '/v1/appointments', booking({ startsAt, externalId: `list-${index}` }));
});
afterAll(() => world.close());

async function list(query: string) {
  return (await world.call<Page>('GET', `/v1/appointments?${query}`)).body;
}

function names({ data }: Page) {
  return data.map(({ externalId }) => externalId);
}

describe('the list of appointments', () => {
  it('goes by start, then id, with the plan and last event of each', async () => {
    const page = await list('');
    expect(names(page)).toEqual(['list-3', 'list-4', 'list-0', 'list-1', 'list-2']);
    expect(page.nextCursor).toBeNull();
    const one = await world.call('GET', `/v1/appointments/${page.data[0]?.id ?? 0}`);
    expect(page.data[0]).toEqual(one.body);
  });

  it('takes a day of the office: from inclusive, to exclusive', async () => {
    expect(names(await list('from=2026-11-26&to=2026-11-27'))).toEqual(['list-4', 'list-0', 'list-1']);
    expect(names(await list('from=2026-11-26T09:00:00Z'))).toEqual(['list-0', 'list-1', 'list-2']);
  });

  it('pages by a cursor, through equal starts, without a gap or a repeat', async () => {
    const seen: (string | null)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = await list(`limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...names(page));
      cursor = page.nextCursor;
      expect(seen.length).toBeLessThan(10);
    }
    expect(seen).toEqual(['list-3', 'list-4', 'list-0', 'list-1', 'list-2']);
  });

  it('filters by status and externalId', async () => {
    const [first] = (await list('externalId=list-2')).data;
    expect(first?.externalId).toBe('list-2');
    await world.call('POST', `/v1/appointments/${first?.id ?? 0}/cancel`);
    expect(names(await list('status=cancelled'))).toEqual(['list-2']);
    expect(names(await list('status=scheduled&from=2026-11-27'))).toEqual([]);
  });

  it.each([
    ['status=done', 'status'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['from=yesterday', 'from'],
    ['to=2026-11-26T10:00:00+01:00', 'to'],
    ['cursor=made-up', 'cursor'],
    ['sort=name', 'sort'],
  ])('refuses %s by name', async (query, path) => {
    const { status, body } = await world.call<ProblemBody>('GET', `/v1/appointments?${query}`);
    expect(status).toBe(422);
    expect(body.errors?.map((error) => error.path)).toEqual([path]);
  });
});
