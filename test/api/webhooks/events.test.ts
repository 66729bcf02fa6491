/** Which events are stored for what, through the doors by which things happen. */
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { beforeAll, afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordAnswer } from '../../../db/answers';
import { announce } from '../../../db/announce';
import { reserve } from '../../../db/attempts';
import { markNamed, setCompanions } from '../../../db/companions';
import { putOnDeskList } from '../../../db/desk-list';
import { transaction } from '../../../db/pool';
import { attemptId } from '../../../domain/attempt-id';
import { announcements, type Answer } from '../../../domain/words';
import { booking, freshPhone, startWorld, type World } from '../world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.pool.query('truncate webhook_endpoints, outgoing_events, jobs cascade');
  await world.call('POST', '/v1/webhook-endpoints', { url: 'https://hooks.example.com/a' });
});

interface Stored {
  type: string;
  data: { id?: number; version?: number } & Record<string, unknown>;
}

/** Since the last look. */
async function events(): Promise<Stored[]> {
  const { rows } = await world.pool.query<Stored>(
    `select type, data from outgoing_events order by created_at, (data ->> 'id')::int, (data ->> 'version')::int`,
  );
  await world.pool.query('truncate outgoing_events, jobs cascade');
  return rows;
}
/** In short: what, of whom, and the version that a look at the appointment shows as well. */
async function told(): Promise<unknown[]> {
  const all = await events();
  for (const { data } of all) {
    if (data.id === undefined) continue;
    const { body } = await world.call('GET', `/v1/appointments/${data.id}`);
    expect(data).toMatchObject({ version: body.version, revision: body.revision, status: body.status });
    expect(data).toMatchObject({ startsAt: body.startsAt, metadata: body.metadata, attended: body.attended });
  }
  return all.map(({ type, data }) => [type, data.id, data.version]);
}

async function registered(more: Record<string, unknown> = {}) {
  const { body } = await world.call('POST', '/v1/appointments', booking(more));
  await events();
  return body;
}

/** The client answers the call of reminder 1, or a text about it. */
async function answered(
  { id, client }: { id: number; client: { phone: string } },
  answer: Answer,
  channel: 'call' | 'sms' = 'call',
  companions: { id: number; revision: number; startsAtMs: number }[] = [],
) {
  const key = { appointmentId: id, revision: 1, reminder: 1, attempt: channel === 'call' ? 1 : 2 };
  return transaction(world.pool, async (tx) => {
    await reserve(tx, key, channel, 'reminder', client.phone);
    const attempt = { id: attemptId(key), appointmentId: id };
    await setCompanions(
      tx,
      attempt.id,
      companions.map((each) => ({ ...each, reminders: [] })),
    );
    await markNamed(
      tx,
      attempt,
      companions.map((each) => ({ ...each, confirmed: false })),
      world.clock.nowMs,
    );
    return recordAnswer(tx, attempt, answer, world.clock.nowMs);
  });
}

let lastSid = 0;
/** A text to us, as Twilio posts it. */
async function write(from: string, body: string): Promise<void> {
  const form = {
    MessageSid: `SM${String((lastSid += 1)).padStart(32, '0')}`,
    From: from,
    To: '+4930901820',
    Body: body,
  };
  const address = '/twilio/sms';
  const { publicUrl, twilio } = world.deps.config;
  const response = await fetch(world.url + address, {
    method: 'POST',
    headers: {
      'x-twilio-signature': getExpectedTwilioSignature(twilio.authTokens[0], publicUrl + address, form),
    },
    body: new URLSearchParams(form),
  });
  expect(response.status).toBe(200);
}

describe('an event is told once for', () => {
  it('registering, one or many', async () => {
    const { body } = await world.call('POST', '/v1/appointments', booking({ metadata: { room: '3' } }));
    expect(await told()).toEqual([['appointment.registered', body.id, 1]]);
    // The same again under an external id changes nothing, and tells nothing.
    const path = '/v1/appointments/by-external-id/e1';
    const named = booking();
    const { body: other } = await world.call('PUT', path, named);
    await world.call('PUT', path, named);
    expect(await told()).toEqual([['appointment.registered', other.id, 1]]);
  });

  it('a change, and for one that matters only to others', async () => {
    const { id } = await registered();
    const path = `/v1/appointments/${id}`;
    await world.call('PATCH', path, { startsAt: '2026-11-26T12:00' });
    expect(await told()).toEqual([['appointment.changed', id, 2]]);
    await world.call('PATCH', path, { metadata: { room: '4' } });
    expect(await told()).toEqual([['appointment.changed', id, 3]]);
    await world.call('PATCH', path, { metadata: { room: '4' } });
    expect(await told()).toEqual([]);
    await world.pool.query(`update appointments set starts_at = '2026-11-20' where id = $1`, [id]);
    await world.call('PATCH', path, { attended: true });
    expect(await told()).toEqual([['appointment.changed', id, 4]]);
  });

  it.each([
    ['confirm', 'appointment.confirmed'],
    ['cancel', 'appointment.cancelled'],
  ])('the office’s word: %s', async (verb, type) => {
    const { id } = await registered();
    await world.call('POST', `/v1/appointments/${id}/${verb}`);
    await world.call('POST', `/v1/appointments/${id}/${verb}`);
    const [event, ...others] = await events();
    expect([event?.type, event?.data.version, event?.data['answer']]).toEqual([type, 2, null]);
    expect(others).toEqual([]);
  });

  it.each([
    ['confirm', 'call', 'appointment.confirmed', 'confirmed'],
    ['reschedule', 'sms', 'appointment.reschedule_requested', 'reschedule_requested'],
    ['cancel', 'call', 'appointment.cancelled', 'cancelled'],
  ] as const)('the answer %s by %s, with when and how it came', async (answer, channel, type, status) => {
    const appointment = await registered();
    await answered(appointment, answer, channel);
    // Pressed again: the first one stands.
    await answered(appointment, 'cancel', channel);
    const stored = await events();
    expect(stored).toMatchObject([
      {
        type,
        data: {
          id: appointment.id,
          version: 2,
          revision: 1,
          status,
          answer: { answer, at: new Date(world.clock.nowMs).toISOString(), channel },
        },
      },
    ]);
  });

  it('each appointment that one key confirms', async () => {
    const phone = freshPhone();
    const one = await registered({ client: { name: 'Ada', phone } });
    const two = await registered({
      client: { name: 'Bea', phone },
      startsAt: '2026-11-26T11:00:00+01:00',
    });
    await answered(one, 'confirm', 'call', [
      { id: two.id, revision: 1, startsAtMs: Date.parse(two.startsAt) },
    ]);
    const stored = await events();
    expect(stored.map(({ type, data }) => [type, data.id, data.version, data['revision']])).toEqual([
      ['appointment.confirmed', one.id, 2, 1],
      ['appointment.confirmed', two.id, 2, 2],
    ]);
    for (const { data } of stored)
      expect(data['answer']).toMatchObject({ answer: 'confirm', channel: 'call' });
  });

  it('a client who could not be reached', async () => {
    const { id } = await registered();
    for (const reason of ['not_reached', 'not_reached', 'refused'] as const)
      await transaction(world.pool, (tx) => putOnDeskList(tx, id, reason));
    expect(await told()).toEqual([['appointment.not_reached', id, 1]]);
  });

  it('a number that opts out: by key, by text, by staff', async () => {
    const appointment = await registered();
    const { phone } = appointment.client;
    const another = await registered({ client: { name: 'Ada', phone } });
    const opted = { type: 'client.opted_out', data: { phone, since: expect.any(String) as unknown } };
    await answered(appointment, 'opt_out');
    expect(await events()).toEqual([opted]);
    // It has: whoever says so again tells nothing new.
    await answered(another, 'opt_out');
    await world.call('PUT', `/v1/opt-outs/${phone}`);
    expect(await events()).toEqual([]);
    await world.call('DELETE', `/v1/opt-outs/${phone}`);
    await world.call('PUT', `/v1/opt-outs/${phone}`);
    expect(await events()).toEqual([opted]);
    await world.call('DELETE', `/v1/opt-outs/${phone}`);
    await write(phone, 'STOP');
    await write(phone, 'STOP');
    expect(await events()).toEqual([opted]);
  });
});

it('the source of an appointment hears of an opt-out by staff or text too', async () => {
  const phone = freshPhone();
  const { id } = await registered({ client: { name: 'Ada', phone } });
  await world.pool.query(`insert into sources (name, writes_back) values ('database', true)`);
  await world.pool.query(
    `insert into source_rows (source, external_id, hash, appointment_id) values ('database', 'x', '', $1)`,
    [id],
  );
  const asked = async () =>
    (await world.pool.query<{ ref: number }>(`delete from jobs where kind = 'write_back' returning ref`))
      .rows;
  await world.call('PUT', `/v1/opt-outs/${phone}`);
  expect(await asked()).toEqual([{ ref: id }]);
  await world.call('DELETE', `/v1/opt-outs/${phone}`);
  expect(await asked()).toEqual([]);
  await write(phone, 'STOP');
  expect(await asked()).toEqual([{ ref: id }]);
});

describe('nothing is told', () => {
  it('of a transaction that is rolled back', async () => {
    const { id } = await registered();
    const failing = transaction(world.pool, async (tx) => {
      for (const what of announcements) await announce(tx, what, [id]);
      throw new Error('Something else failed.');
    });
    await expect(failing).rejects.toThrow('Something else failed.');
    expect(await events()).toEqual([]);
    expect((await world.pool.query('select from jobs')).rowCount).toBe(0);
  });

  it('of a request that is refused', async () => {
    await world.call('POST', '/v1/appointments', booking({ startsAt: 'tomorrow' }));
    const { id } = await registered();
    await world.call('PATCH', `/v1/appointments/${id}`, { attended: true, metadata: { a: 1 } });
    expect(await events()).toEqual([]);
  });

  it('where nobody listens, or not for this', async () => {
    await world.pool.query(`update webhook_endpoints set types = array['appointment.cancelled']`);
    await world.call('POST', '/v1/appointments', booking());
    await world.pool.query('delete from webhook_endpoints');
    const { body } = await world.call('POST', '/v1/appointments', booking());
    await world.call('POST', `/v1/appointments/${body.id}/cancel`);
    expect(await events()).toEqual([]);
  });
});

it('is on its way to each endpoint that wants it, with a job; for one that is off it is kept', async () => {
  await world.call('POST', '/v1/webhook-endpoints', {
    url: 'https://hooks.example.com/b',
    types: ['appointment.cancelled'],
  });
  const off = await world.call<{ id: number }>('POST', '/v1/webhook-endpoints', {
    url: 'https://hooks.example.com/c',
  });
  await world.call('PATCH', `/v1/webhook-endpoints/${off.body.id}`, { enabled: false });
  const { body } = await world.call('POST', '/v1/appointments', booking());
  await world.call('POST', `/v1/appointments/${body.id}/cancel`);
  const { rows } = await world.pool.query(
    `select p.url, e.type, d.state, j.ref is not null as job
     from webhook_deliveries d join outgoing_events e on e.id = d.event_id join webhook_endpoints p on p.id = d.endpoint_id
       left join jobs j on j.kind = 'webhook' and j.ref = d.id order by p.url, e.type desc`,
  );
  const row = (name: string, type: string, state: string) => ({
    url: `https://hooks.example.com/${name}`,
    type: `appointment.${type}`,
    state,
    job: state === 'waiting',
  });
  expect(rows).toEqual([
    row('a', 'registered', 'waiting'),
    row('a', 'cancelled', 'waiting'),
    row('b', 'cancelled', 'waiting'),
    row('c', 'registered', 'failed'),
    row('c', 'cancelled', 'failed'),
  ]);
});

it('takes two statements for a thousand appointments', async () => {
  const ids = await world.pool.query<{ id: number }>(
    `insert into appointments (client_name, client_phone, starts_at, booked_at)
     select 'Ada', '+4915123400000', now(), now() from generate_series(1, 1000) returning id`,
  );
  await transaction(world.pool, async (tx) => {
    const statements = vi.spyOn(tx, 'query');
    await announce(
      tx,
      'appointment.registered',
      ids.rows.map(({ id }) => id),
    );
    expect(statements).toHaveBeenCalledTimes(2);
    statements.mockRestore();
  });
  expect((await world.pool.query('select from webhook_deliveries')).rowCount).toBe(1000);
});
