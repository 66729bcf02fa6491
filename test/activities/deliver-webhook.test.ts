/** Deliveries on the real database to a receiver on a real port; the clock is the test's. */
import { ApplicationFailure } from '@temporalio/activity';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createJobActivities } from '../../activities';
import { createPostWebhook } from '../../activities/post-webhook';
import { storeOptOutEvent, storeTestEvent } from '../../db/outgoing-events';
import { transaction } from '../../db/pool';
import { findWebhookDelivery, redeliver, webhookTriesOf } from '../../db/webhook-deliveries';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  findWebhookEndpoint,
  rotateWebhookSecret,
  switchOff,
  switchOn,
} from '../../db/webhook-endpoints';
import { newWebhookSecret } from '../../db/secrets';
import { hourMs, minuteMs, webhookFailingMs } from '../../domain/policy';
import { announce } from '../../db/announce';
import { announcements } from '../../domain/words';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startReceiver, type Receiver } from '../support/receiver';
import { openOffice, type Office } from './office';

let database: TestDatabase;
let receiver: Receiver;
let office: Office;
let endpoint: { id: number; secret: string };
beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await database.drop();
});
beforeEach(async () => {
  await database.pool.query('truncate webhook_endpoints, outgoing_events, jobs cascade');
  receiver.received.length = 0;
  receiver.will();
  office = await openOffice(database.pool, {
    postWebhook: createPostWebhook({ allowPrivate: true, limitMs: 500 }),
  });
  endpoint = await addEndpoint(receiver.url);
});

async function addEndpoint(url: string) {
  const secret = newWebhookSecret();
  const made = await transaction(database.pool, (tx) =>
    createWebhookEndpoint(tx, { url, types: announcements, secret, createdBy: 'staff:ana' }, 20),
  );
  return { id: made?.id ?? 0, secret };
}

/** A test event on its way to the endpoint. */
const sent = () => transaction(database.pool, (tx) => storeTestEvent(tx, endpoint.id));
const state = async (id: number) => (await findWebhookDelivery(database.pool, id))?.state;
const log = async (id: number) =>
  (await webhookTriesOf(database.pool, id, 50)).map(({ outcome, status }) => [outcome, status]).reverse();
const found = () => findWebhookEndpoint(database.pool, endpoint.id);

async function failure(work: Promise<void>): Promise<ApplicationFailure> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApplicationFailure))
    throw new Error(`It did not fail as it should: ${String(error)}`);
  return error;
}

describe('an event', () => {
  it('comes signed, with what the appointment is, and with nothing of the client', async () => {
    const { id, startsAtMs, phone } = await office.book();
    await transaction(database.pool, (tx) => announce(tx, 'appointment.confirmed', [id]));
    const { rows } = await database.pool.query<{ ref: number }>('select ref from jobs');
    const [job] = rows;
    await office.deliverWebhook(job?.ref ?? 0);

    const [received] = receiver.received;
    if (!received) throw new Error('Nothing has come.');
    const { headers, body, event } = received;
    expect(receiver.verified(endpoint.secret, received)).toEqual(event);
    expect(() => receiver.verified(newWebhookSecret(), received)).toThrow('No matching signature');
    expect(() => receiver.verified(endpoint.secret, { ...received, body: `${body} ` })).toThrow();
    expect(headers).toMatchObject({ 'webhook-id': event.id, 'content-type': 'application/json' });
    expect(event).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      type: 'appointment.confirmed',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      data: {
        id,
        externalId: null,
        version: 1,
        revision: 1,
        status: 'scheduled',
        startsAt: new Date(startsAtMs).toISOString(),
        startsAtLocal: expect.stringMatching(/-0[45]:00$/) as unknown,
        attended: null,
        answer: null,
        metadata: {},
      },
    });
    expect(Date.parse(String(event.data['startsAtLocal']))).toBe(Math.floor(startsAtMs / 1000) * 1000);
    expect(body).not.toContain('Ana');
    expect(body).not.toContain(phone);
  });

  it('about an opt-out names the number, for nothing else would', async () => {
    const phone = '+12125550199';
    await database.pool.query(`insert into opt_outs (phone, actor) values ($1, 'client')`, [phone]);
    await transaction(database.pool, (tx) => storeOptOutEvent(tx, phone));
    const { rows } = await database.pool.query<{ ref: number }>('select ref from jobs');
    await office.deliverWebhook(rows[0]?.ref ?? 0);
    expect(receiver.received[0]?.event.data).toEqual({ phone, since: expect.any(String) as unknown });
  });

  it('is signed with both secrets for a day after a rotation, so that either is good', async () => {
    const next = newWebhookSecret();
    await rotateWebhookSecret(database.pool, endpoint.id, next, office.clock.nowMs + 24 * hourMs);
    await office.deliverWebhook(await sent());
    office.clock.nowMs += 24 * hourMs;
    await office.deliverWebhook(await sent());
    const [during, after] = receiver.received;
    if (!during || !after) throw new Error('Two were to come.');
    expect(during.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(after.headers['webhook-signature']?.split(' ')).toHaveLength(1);
    for (const secret of [endpoint.secret, next]) receiver.verified(secret, during);
  });
});

describe('a try that fails', () => {
  it('is noted, and fails the activity without a word about where or what', async () => {
    const id = await sent();
    receiver.will(503, 'never', 'hang up', 302);
    for (const why of ['rejected 503', 'timed_out', 'connection_failed', 'rejected 302']) {
      const { message, type } = await failure(office.deliverWebhook(id));
      expect([message, type]).toEqual([`Webhook delivery ${id}: ${why}`, 'NotDelivered']);
    }
    expect(await state(id)).toBe('waiting');
    await office.deliverWebhook(id);
    expect(await state(id)).toBe('delivered');
    expect(await log(id)).toEqual([
      ['rejected', 503],
      ['timed_out', null],
      ['connection_failed', null],
      ['rejected', 302],
      ['delivered', 204],
    ]);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([...new Set(ids)]).toEqual([receiver.received[0]?.event.id]);
    expect(ids).toHaveLength(5);
  });

  it('has its answer forgotten', async () => {
    await office.deliverWebhook(await sent());
    const { rows } = await database.pool.query('select * from webhook_tries');
    expect(Object.keys(rows[0] as object).sort()).toEqual(
      ['at', 'delivery_id', 'duration_ms', 'id', 'outcome', 'status'].sort(),
    );
  });
});

describe('nothing is posted', () => {
  it.each([
    ['twice, once it has arrived', async (id: number) => office.deliverWebhook(id), 1],
    ['to an endpoint that was removed', () => deleteWebhookEndpoint(database.pool, endpoint.id), 0],
    [
      'to one that was switched off',
      () => transaction(database.pool, (tx) => switchOff(tx, endpoint.id, 'staff', office.clock.nowMs)),
      0,
    ],
  ])('%s', async (_, before, posts) => {
    const id = await sent();
    await before(id);
    await office.deliverWebhook(id);
    await office.deliverWebhook(id);
    expect(receiver.received).toHaveLength(posts);
  });
});

describe('an endpoint is switched off', () => {
  it('when every try has failed for three days, not a moment before', async () => {
    const id = await sent();
    const other = await sent();
    receiver.will(...Array<number>(9).fill(500));
    await failure(office.deliverWebhook(id));
    office.clock.nowMs += webhookFailingMs - minuteMs;
    await failure(office.deliverWebhook(id));
    expect(await found()).toMatchObject({ disabledAtMs: null, missed: 0 });
    office.clock.nowMs += minuteMs;
    // Quietly: there is nothing more to try.
    await office.deliverWebhook(id);
    expect(await found()).toMatchObject({
      disabledAtMs: office.clock.nowMs,
      disabledBecause: 'failing',
      missed: 2,
    });
    expect([await state(id), await state(other)]).toEqual(['failed', 'failed']);

    await transaction(database.pool, (tx) => switchOn(tx, endpoint.id));
    for (const each of [id, other]) await transaction(database.pool, (tx) => redeliver(tx, each));
    receiver.will(500);
    // A failure now is the first one.
    await failure(office.deliverWebhook(id));
    await office.deliverWebhook(other);
    expect(await found()).toMatchObject({ disabledAtMs: null, failingSinceMs: null });
  });

  it('not when one try in between has not failed', async () => {
    receiver.will(500, 204, 500);
    const id = await sent();
    await failure(office.deliverWebhook(id));
    office.clock.nowMs += webhookFailingMs;
    await office.deliverWebhook(id);
    await failure(office.deliverWebhook(await sent()));
    expect(await found()).toMatchObject({ disabledAtMs: null, failingSinceMs: office.clock.nowMs });
  });

  it('at once when it says that it is gone', async () => {
    receiver.will(410);
    const id = await sent();
    await office.deliverWebhook(id);
    expect(await state(id)).toBe('failed');
    expect(await found()).toMatchObject({ disabledBecause: 'gone', disabledAtMs: office.clock.nowMs });
  });
});

it('one that arrives although it was given up meanwhile has arrived', async () => {
  const id = await sent();
  const activities = createJobActivities({
    ...office.deps,
    postWebhook: async (...args) => {
      await transaction(database.pool, (tx) => switchOff(tx, endpoint.id, 'staff', office.clock.nowMs));
      return office.deps.postWebhook(...args);
    },
  });
  await activities.deliverWebhook(id);
  expect(await state(id)).toBe('delivered');
});

it('one whose endpoint is removed during the try ends', async () => {
  const id = await sent();
  const activities = createJobActivities({
    ...office.deps,
    postWebhook: async (...args) => {
      await deleteWebhookEndpoint(database.pool, endpoint.id);
      return office.deps.postWebhook(...args);
    },
  });
  await activities.deliverWebhook(id);
  expect(receiver.received).toHaveLength(1);
});

it('is not given up when staff has just asked for it, or when it has arrived', async () => {
  const asked = await sent();
  const late = await sent();
  const arrived = await sent();
  await office.deliverWebhook(arrived);
  office.clock.nowMs += 2 * hourMs;
  await database.pool.query(
    `update webhook_deliveries set waiting_since = now() + interval '2 hours' where id = $1`,
    [asked],
  );
  for (const id of [asked, late, arrived]) await office.giveUpWebhook(id);
  expect([await state(asked), await state(late), await state(arrived)]).toEqual([
    'waiting',
    'failed',
    'delivered',
  ]);
});
