/** The stream of changes over real connections, from a real database. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Changes, type ChangesLimits } from '../../api/changes/changes';
import { putOnDeskList } from '../../db/desk-list';
import { addEvent } from '../../db/events';
import { transaction } from '../../db/pool';
import { endSession, startSession } from '../../db/sessions';
import { openStream, until, type OpenStream } from './event-stream';
import { apiKey, booking, startWorld, type ProblemBody, type World } from './world';

let world: World;
let id: number;
let streams: OpenStream[] = [];
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  id = (await world.call('POST', '/v1/appointments', booking())).body.id;
});
afterEach(() => {
  for (const stream of streams) stream.leave();
  streams = [];
  world.deps.changes.close();
});

/** The heads of a stream that has begun. */
async function listen(headers: Record<string, string> = { authorization: `Bearer ${apiKey}` }) {
  const stream = await openStream(world.url, headers);
  streams.push(stream);
  await until(() => stream.told.length > 0);
  return stream;
}

function start(limits: Partial<ChangesLimits> = {}) {
  world.deps.changes = new Changes(world.pool, { lookMs: 50, awayMs: 50, ...limits });
}

const happen = (appointmentId = id) =>
  addEvent(world.pool, { appointmentId, actor: 'twilio', what: 'call_picked_up' });

it('tells every reader within a second, by ids alone', async () => {
  world.deps.changes = new Changes(world.pool);
  const [one, two] = [await listen(), await listen()];
  expect(one.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(one.response.headers.get('cache-control')).toBe('no-store');
  expect(one.response.headers.get('x-accel-buffering')).toBe('no');
  expect([one.told, two.told]).toEqual([[{ event: 'resync', data: {} }], [{ event: 'resync', data: {} }]]);

  await happen();
  await until(() => one.told.length > 1 && two.told.length > 1, 1_000);
  const told = { event: 'appointments', data: { ids: [id] } };
  expect([one.told[1], two.told[1]]).toEqual([told, told]);
});

it('tells of the desk list, with its appointment, and of what holds calls back', async () => {
  start();
  const stream = await listen();
  const since = () => stream.told.slice(1).map(({ event }) => event);
  await transaction(world.pool, (tx) => putOnDeskList(tx, id, 'not_reached'));
  await until(() => since().length >= 2);
  expect(since()).toEqual(['appointments', 'desk']);
  await world.call('POST', '/v1/calling/pause');
  await until(() => since().length >= 3);
  await world.call('POST', '/v1/calling/resume');
  await until(() => since().length >= 4);
  await world.call(
    'PUT',
    `/v1/opt-outs/${(await world.call('GET', `/v1/appointments/${id}`)).body.client.phone}`,
  );
  await until(() => since().length >= 5);
  expect(since()).toEqual(['appointments', 'desk', 'calling', 'calling', 'appointments']);
});

it('gathers what comes together, and lists no herd', async () => {
  start({ lookMs: 300, idsAtOnce: 40 });
  const stream = await listen();
  const others = await Promise.all(
    Array.from({ length: 40 }, async () => (await world.call('POST', '/v1/appointments', booking())).body.id),
  );
  await until(() => others.every((other) => stream.ids().includes(other)), 2_000);
  expect(stream.ids()).toEqual(expect.arrayContaining(others));
  expect(stream.told.length).toBeLessThan(12);

  stream.told.length = 0;
  await world.pool.query(
    `insert into events (appointment_id, actor, what) select id, 'system', 'changed' from appointments`,
  );
  await until(() => stream.told.length > 0);
  expect(stream.told).toEqual([{ event: 'resync', data: {} }]);
});

it('loses nothing when its connections are cut, and has all read anew when the database was away', async () => {
  start();
  const stream = await listen();
  for (let round = 0; round < 5; round++) {
    const { body } = await world.call('POST', '/v1/appointments', booking());
    await world.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const heard = () =>
      stream.ids().includes(body.id) || stream.told.slice(1).some(({ event }) => event === 'resync');
    await until(heard, 2_000);
    expect(heard()).toBe(true);
  }

  stream.told.length = 0;
  await world.pool.query('alter table events rename to events_away');
  await sleep(200);
  await world.pool.query('alter table events_away rename to events');
  await until(() => stream.told.length > 0, 2_000);
  expect(stream.told[0]).toEqual({ event: 'resync', data: {} });
  await happen();
  await until(() => stream.ids().includes(id));
  expect(stream.ids()).toContain(id);
});

it('keeps the line open with comments', async () => {
  start({ heartbeatMs: 30 });
  const stream = await listen();
  await until(() => stream.comments() > 2);
  expect(stream.comments()).toBeGreaterThan(2);
});

async function signedIn() {
  const secret = await startSession(world.pool, 'key:1');
  return { secret, stream: await listen({ cookie: `slotkeeper_session=${secret}` }) };
}

it('ends at once when its reader signs out, and not for others', async () => {
  start();
  const other = await listen();
  const { secret, stream } = await signedIn();
  expect(stream.response.status).toBe(200);
  // Another's coming hides nothing.
  await sleep(100);
  await startSession(world.pool, 'key:1');
  await endSession(world.pool, secret);
  await until(stream.ended);
  expect([stream.ended(), other.ended()]).toEqual([true, false]);
});

it('asks again and again whether its reader may still read', async () => {
  start({ recheckMs: 100 });
  const { stream } = await signedIn();
  await sleep(300);
  expect(stream.ended()).toBe(false);
  await world.pool.query(`update sessions set expires_at = now() - interval '1 second'`);
  await until(stream.ended);
  expect(stream.ended()).toBe(true);
});

it('does not take a database that is away for a reader who may not read', async () => {
  start({ recheckMs: 50 });
  const { stream } = await signedIn();
  await world.pool.query('alter table sessions rename to sessions_away');
  await sleep(300);
  await world.pool.query('alter table sessions_away rename to sessions');
  expect(stream.ended()).toBe(false);
});

it('needs somebody who is signed in', async () => {
  start();
  const { response } = await openStream(world.url, {});
  expect(response.status).toBe(401);
});

it('takes so many of one caller and so many in all, and more once one has left', async () => {
  start({ perCaller: 2, inAll: 3 });
  const first = await listen();
  await listen();
  const refused = await world.call<ProblemBody>('GET', '/v1/changes');
  expect([refused.status, refused.body.code]).toEqual([429, 'too_many_streams']);
  expect(refused.headers.get('retry-after')).toBe('30');
  first.leave();
  await sleep(50);
  expect((await listen()).response.status).toBe(200);
});

it('ends all streams when the process is to end, and takes no more', async () => {
  start();
  const [one, two] = [await listen(), await listen()];
  world.deps.changes.close();
  await until(() => one.ended() && two.ended());
  expect([one.ended(), two.ended()]).toEqual([true, true]);
  expect((await world.call('GET', '/v1/changes')).status).toBe(503);
});
