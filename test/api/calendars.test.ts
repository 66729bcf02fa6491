/** Calendars that programs read without signing in: the office's feed, and the client's one appointment. */
import { sync } from 'node-ical';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { linkTo } from '../../db/calendar-entries';
import { transaction } from '../../db/pool';
import { addUser, signedIn } from './signing-in';
import { booking, monday, startWorld, type ProblemBody, type World } from './world';

interface Feed {
  id: number;
  name: string;
  url: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

const hourMs = 3_600_000;
const logged: string[] = [];
let world: World;
beforeAll(async () => {
  world = await startWorld({
    env: { PUBLIC_URL: 'http://reminders.example.com' },
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.nowMs = monday;
  logged.length = 0;
  await world.pool.query('truncate appointments, calendar_feeds restart identity cascade');
});

async function made(name = 'Tablet'): Promise<Feed> {
  const { status, body } = await world.call<Feed>('POST', '/v1/calendar-feeds', { name });
  expect(status).toBe(201);
  return body;
}

/** As a calendar program would: no key, no cookie. */
async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(world.url + path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const pathOf = ({ url }: Feed) => new URL(url).pathname;
const eventsIn = (text: string) =>
  Object.values(sync.parseICS(text)).flatMap((each) => (each?.type === 'VEVENT' ? [each] : []));

describe('the office’s feed', () => {
  it('shows today and the next 7 days, with what came of each', async () => {
    const { id } = (await world.call('POST', '/v1/appointments', booking({ durationMinutes: 45 }))).body;
    await world.call('POST', `/v1/appointments/${id}/confirm`);
    const gone = (await world.call('POST', '/v1/appointments', booking())).body;
    await world.call('POST', `/v1/appointments/${gone.id}/cancel`);
    await world.call('POST', '/v1/appointments', booking({ startsAt: '2026-11-30T23:30:00+01:00' }));
    await world.call('POST', '/v1/appointments', booking({ startsAt: '2026-12-01T00:00:00+01:00' }));

    const feed = await made();
    const { status, headers, text } = await get(pathOf(feed));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const events = eventsIn(text);
    expect(
      events.map(({ summary, status: is, start, end }) => [
        summary,
        is,
        start.toISOString(),
        end?.toISOString(),
      ]),
    ).toEqual([
      ['Ada Lovelace (confirmed)', 'CONFIRMED', '2026-11-26T09:00:00.000Z', '2026-11-26T09:45:00.000Z'],
      ['Ada Lovelace (cancelled)', 'CANCELLED', '2026-11-26T09:00:00.000Z', '2026-11-26T09:30:00.000Z'],
      [
        'Ada Lovelace (not confirmed yet)',
        'TENTATIVE',
        '2026-11-30T22:30:00.000Z',
        '2026-11-30T23:00:00.000Z',
      ],
    ]);
    expect(events[0]).toMatchObject({ uid: `appointment-${id}@reminders.example.com`, sequence: 2 });
    expect(text).toContain(`http://reminders.example.com/appointments/${id}`);
  });

  it('is 304 until something changes', async () => {
    const { id } = (await world.call('POST', '/v1/appointments', booking())).body;
    const path = pathOf(await made());
    const etag = (await get(path)).headers.get('etag') ?? '';
    expect(await get(path, { 'if-none-match': etag })).toMatchObject({ status: 304, text: '' });
    await world.call('POST', `/v1/appointments/${id}/confirm`);
    const after = await get(path, { 'if-none-match': etag });
    expect([after.status, after.headers.get('etag')]).toEqual([200, expect.not.stringContaining(etag)]);
  });

  it('holds what names may hold, in lines of its own', async () => {
    const name = 'Ada; "Countess", \\ BEGIN:VEVENT Ünïcode 🦊'.padEnd(95, '.');
    const { client } = booking();
    await world.call('POST', '/v1/appointments', booking({ client: { ...client, name } }));
    const [event, ...others] = eventsIn((await get(pathOf(await made()))).text);
    expect([event?.summary, others]).toEqual([`${name} (not confirmed yet)`, []]);
  });

  it('ends when it is revoked, and strangers learn nothing', async () => {
    const feed = await made();
    expect((await get(pathOf(feed))).status).toBe(200);
    const listed = await world.call<{ data: Feed[] }>('GET', '/v1/calendar-feeds');
    expect(listed.body.data).toMatchObject([{ id: feed.id, name: 'Tablet', revokedAt: null }]);
    expect(listed.body.data[0]?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(listed.body)).not.toContain(pathOf(feed));

    await world.call('DELETE', `/v1/calendar-feeds/${feed.id}`);
    for (const path of [
      pathOf(feed),
      '/calendar/x.ics',
      `/calendar/${'x'.repeat(32)}.ics`,
      '/calendar/%00.ics',
    ])
      expect((await get(path)).status).toBe(404);
    expect((await world.call<ProblemBody>('DELETE', '/v1/calendar-feeds/99')).status).toBe(404);
    const { rows } = await world.pool.query<{ text: string }>('select f::text as text from calendar_feeds f');
    expect(JSON.stringify(rows)).not.toContain(pathOf(feed).slice(10, 42));
  });

  it('is an admin’s to make, and its address is in no line of the log', async () => {
    const desk = await signedIn(world, await addUser(world, 'Desk', 'desk'));
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['DELETE', '/1'],
    ] as const)
      expect(
        (await desk(method, `/v1/calendar-feeds${path}`, method === 'POST' ? { name: 'x' } : undefined))
          .status,
      ).toBe(403);
    expect((await world.call('POST', '/v1/calendar-feeds', { name: '' })).status).toBe(422);
    const feed = await made();
    await get(pathOf(feed));
    const lines = logged.join('');
    expect(lines).toContain('"/calendar/[secret]"');
    expect(lines).toContain('calendar_feed_created');
    expect(lines).not.toContain(pathOf(feed).slice(10, 42));
  });
});

describe('the client’s link', () => {
  const link = (id: number) => transaction(world.pool, (tx) => linkTo(tx, id));

  it('is one for each appointment, and shows neither name nor number', async () => {
    const { id, client } = (await world.call('POST', '/v1/appointments', booking())).body;
    const token = await link(id);
    expect(token).toMatch(/^[\w-]{16}$/);
    expect(await link(id)).toBe(token);
    const { status, headers, text } = await get(`/i/${token}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('appointment.ics');
    expect(eventsIn(text)).toMatchObject([
      {
        summary: 'Praxis Sonne',
        description: '+4930901820',
        status: 'TENTATIVE',
        start: new Date('2026-11-26T09:00:00Z'),
      },
    ]);
    expect(text).not.toMatch(/Ada|Lovelace/);
    expect(text).not.toContain(client.phone);
    expect(logged.join('')).toContain('"/i/[secret]"');
    expect(logged.join('')).not.toContain(token);
  });

  it('follows its appointment, and ends days after it', async () => {
    const { id } = (await world.call('POST', '/v1/appointments', booking())).body;
    const path = `/i/${await link(id)}`;
    await world.call('PATCH', `/v1/appointments/${id}`, { startsAt: '2026-11-27T15:00:00+01:00' });
    expect(eventsIn((await get(path)).text)).toMatchObject([
      { sequence: 2, start: new Date('2026-11-27T14:00:00Z') },
    ]);
    await world.call('POST', `/v1/appointments/${id}/cancel`);
    expect(eventsIn((await get(path)).text)).toMatchObject([{ status: 'CANCELLED' }]);
    world.clock.nowMs = Date.parse('2026-11-27T14:00:00Z') + 72 * hourMs;
    expect((await get(path)).status).toBe(200);
    world.clock.nowMs += 1;
    const ended = await get(path);
    expect([ended.status, ended.text]).toEqual([410, expect.stringContaining('Praxis Sonne: +4930901820')]);
    expect((await get('/i/AAAAAAAAAAAAAAAA')).status).toBe(404);
    expect((await get('/i/%00')).status).toBe(404);
  });

  it('is not asked for without end from one address', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 70; n++) statuses.add((await get('/i/AAAAAAAAAAAAAAAA')).status);
    expect([...statuses]).toEqual([404, 429]);
  });
});
