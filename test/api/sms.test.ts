/** Texts from clients, as Twilio posts them: signed, now and then twice. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listDesk, putOnDeskList } from '../../db/desk-list';
import { findOptOut } from '../../db/opt-outs';
import { createPool, transaction } from '../../db/pool';
import type { Workflows } from '../../delivery/workflows';
import type { Answered } from '../../workflows/contract';
import {
  booking,
  env,
  monday,
  startWorld,
  type AppointmentBody,
  type TimelineBody,
  type World,
} from './world';

let world: World;
const answered: Answered[] = [];
const workflows: Workflows = {
  deliverPlan: () => Promise.resolve(),
  deliverAnswer: (_, answer) => {
    answered.push(answer);
    return Promise.resolve();
  },
  deliverEnd: () => Promise.resolve(),
  startJob: () => Promise.resolve(),
  lookNow: () => Promise.resolve(),
};
beforeAll(async () => {
  world = await startWorld({ workflows });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.nowMs = monday;
  answered.length = 0;
});

let lastSid = 0;
const newSid = () => `SM${String(++lastSid).padStart(32, '0')}`;

async function write(from: string, body: string, more: Record<string, string> = {}, url = world.url) {
  const form = { MessageSid: newSid(), From: from, To: env.TWILIO_FROM_NUMBER, Body: body, ...more };
  const { publicUrl } = world.deps.config;
  const response = await fetch(`${url}/twilio/sms`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(
        env.TWILIO_AUTH_TOKEN,
        `${publicUrl}/twilio/sms`,
        form,
      ),
    },
    body: new URLSearchParams(form).toString(),
  });
  const xml = await response.text();
  return { status: response.status, reply: /<Message>(.*)<\/Message>/.exec(xml)?.[1], xml };
}

/** An appointment about which a text has gone out. */
async function texted(more: Record<string, unknown> = {}, dialedAtMs = monday): Promise<AppointmentBody> {
  const { body } = await world.call('POST', '/v1/appointments', booking(more));
  await world.pool.query(
    `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, phone, state, sid, dialed_at)
     values ($1, $2, 1, 1, 2, 'sms', 'reminder', $3, 'ended', $4, $5)`,
    [`${body.id}-1-1-2`, body.id, body.client.phone, newSid(), new Date(dialedAtMs)],
  );
  return body;
}
const speaking = (locale: string, phone: string) => ({ client: { name: 'Ada', phone, locale } });
const get = async (id: number) => (await world.call('GET', `/v1/appointments/${id}`)).body;
const story = async (id: number) =>
  (await world.call<TimelineBody>('GET', `/v1/appointments/${id}/timeline`)).body.data.map(
    ({ what }) => what,
  );

describe('a client who answers a text', () => {
  it.each([
    ['1', 'confirmed', 'confirmed, see you on Thu, Nov 26 at 10:00 AM!'],
    [' 1. ', 'confirmed', 'confirmed, see you on'],
    ['1️⃣', 'confirmed', 'confirmed, see you on'],
    ['Yes!', 'confirmed', 'confirmed, see you on'],
    ['2', 'reschedule_requested', 'to find a new time'],
    ['3', 'cancelled', 'is cancelled'],
    ['cancel', 'cancelled', 'is cancelled'],
  ])('with "%s" has it %s, and reads so', async (body, status, reply) => {
    const { id, client } = await texted();
    const taken = await write(client.phone, body);
    expect(taken.status).toBe(200);
    expect(taken.reply).toContain('Praxis Sonne: ');
    expect(taken.reply).toContain(reply);
    expect((await get(id)).status).toBe(status);
    expect(await story(id)).toContain('answer_recorded');
    // The workflow sleeps until the next reminder: it is woken.
    expect(answered).toMatchObject([{ attempt: `${id}-1-1-2`, recorded: true }]);
  });

  it.each([
    ['de', 'Bestätigen', 'ist bestätigt'],
    ['de-AT', 'JA', 'ist bestätigt'],
    ['es', '¡Sí!', 'confirmada. Agenda'],
    ['fr', 'D’accord', 'confirmé. Agenda'],
    ['de', 'yes', 'nicht verstanden'],
  ])('in %s with "%s" reads "%s"', async (locale, body, reply) => {
    const { client } = await texted(speaking(locale, `+4915199${String(++lastSid).padStart(6, '0')}`));
    expect((await write(client.phone, body)).reply).toContain(reply);
  });

  it('with something else is told what can be answered, and nothing changes', async () => {
    const { id, client } = await texted();
    expect((await write(client.phone, 'who is this?')).reply).toMatch(
      /sorry, we did not understand\. Reply 1/,
    );
    expect((await get(id)).status).toBe('scheduled');
    expect(answered).toEqual([]);
    expect((await write(client.phone, '1')).reply).toContain('confirmed, see you on');
  });

  it('answers once a text: the first word stands, and the reply says so', async () => {
    const { id, client } = await texted();
    await write(client.phone, '1');
    expect((await write(client.phone, '3')).reply).toContain('confirmed, see you on');
    expect((await get(id)).status).toBe('confirmed');
  });

  it('whose text Twilio posts twice gets the same reply, and it acts once', async () => {
    const { id, client } = await texted();
    const MessageSid = newSid();
    const [one, two] = await Promise.all([
      write(client.phone, '1', { MessageSid }),
      write(client.phone, '1', { MessageSid }),
    ]);
    await world.call('POST', `/v1/appointments/${id}/cancel`);
    const three = await write(client.phone, '1', { MessageSid });
    expect([two.xml, three.xml]).toEqual([one.xml, one.xml]);
    expect((await story(id)).filter((what) => what === 'answer_recorded')).toHaveLength(1);
    expect(answered).toHaveLength(1);
  });

  it('is about the appointment that the number was last messaged about', async () => {
    const first = await texted({}, monday);
    const last = await texted(
      { ...speaking('en', first.client.phone), startsAt: '2026-11-27T10:00' },
      monday + 2_000,
    );
    await texted({ ...speaking('en', first.client.phone), startsAt: '2026-11-28T10:00' }, monday + 1_000);
    await write(first.client.phone, '1');
    expect((await get(first.id)).status).toBe('scheduled');
    expect((await get(last.id)).status).toBe('confirmed');
  });

  it('takes back by the confirming text what a key said', async () => {
    const { id, client } = await texted();
    await world.pool.query(`update appointments set status = 'confirmed' where id = $1`, [id]);
    expect((await write(client.phone, '3')).reply).toContain('is cancelled');
    expect((await get(id)).status).toBe('cancelled');
  });

  it('is told when the appointment has changed since', async () => {
    const { id, client } = await texted();
    await world.call('PATCH', `/v1/appointments/${id}`, { startsAt: '2026-11-27T15:00' });
    expect((await write(client.phone, '1')).reply).toContain(
      'has changed, it is on Fri, Nov 27 at 3:00 PM now',
    );
    expect((await get(id)).status).toBe('scheduled');
  });

  it('after the appointment, or without one, is told that there is none', async () => {
    const { id, client } = await texted();
    world.clock.nowMs = monday + 7 * 86_400_000;
    for (const body of ['1', 'hello']) {
      expect((await write(client.phone, body)).reply).toContain('we found no upcoming appointment');
      expect((await write('+4915188888888', body)).reply).toContain('we found no upcoming appointment');
    }
    expect((await get(id)).status).toBe('scheduled');
  });

  it('who was not reached leaves the desk list', async () => {
    const { id, client } = await texted();
    await transaction(world.pool, (tx) => putOnDeskList(tx, id, 'not_reached'));
    await write(client.phone, '2');
    const reasons = async () =>
      (await listDesk(world.pool)).filter((item) => item.appointmentId === id).map(({ reason }) => reason);
    expect(await reasons()).toEqual(['reschedule_requested']);
    // And who finds the old time fits after all leaves it altogether.
    await world.pool.query('update attempts set answer = null where appointment_id = $1', [id]);
    await write(client.phone, '1');
    expect(await reasons()).toEqual([]);
  });
});

it.each([
  [120, []],
  [119, ['cancelled_late']],
])('a cancellation %i minutes before the start: the desk list has %j', async (minutes, expected) => {
  const { id, client, startsAt } = await texted();
  world.clock.nowMs = Date.parse(startsAt) - minutes * 60_000;
  expect((await write(client.phone, '3')).reply).toContain('is cancelled');
  expect((await get(id)).status).toBe('cancelled');
  const desk = (await listDesk(world.pool)).filter(({ appointmentId }) => appointmentId === id);
  expect(desk.map(({ reason }) => reason)).toEqual(expected);
});

describe('STOP and START', () => {
  it.each([
    ['Stop', {}],
    ['UNSUBSCRIBE', {}],
    ['please leave me alone', { OptOutType: 'STOP' }],
  ])('"%s" %j ends every channel, for every appointment, without a reply', async (body, more) => {
    const { id, client } = await texted();
    const other = await world.call('POST', '/v1/appointments', booking(speaking('en', client.phone)));
    expect((await write(client.phone, body, more)).reply).toBeUndefined();
    expect(await findOptOut(world.pool, client.phone)).toMatchObject({ actor: 'client' });
    for (const appointment of [id, other.body.id]) {
      expect((await get(appointment)).status).toBe('scheduled');
      expect(await story(appointment)).toContain('opted_out');
      const now = await world.call<{ code: string }>('POST', `/v1/appointments/${appointment}/remind`);
      expect(now.body.code).toBe('opted_out');
    }
    // Their answers still count, but nothing is written to them.
    expect(await write(client.phone, '1')).toMatchObject({ status: 200, reply: undefined });
    expect((await get(id)).status).toBe('confirmed');

    expect((await write(client.phone, 'START')).reply).toBeUndefined();
    expect(await findOptOut(world.pool, client.phone)).toBeUndefined();
    expect(await story(id)).toContain('opted_in');
  });

  it('CANCEL, on which Twilio opts out, cancels too; YES, on which it opts in, confirms too', async () => {
    const cancelled = await texted();
    await write(cancelled.client.phone, 'CANCEL', { OptOutType: 'STOP' });
    expect((await get(cancelled.id)).status).toBe('cancelled');
    expect(await findOptOut(world.pool, cancelled.client.phone)).toBeDefined();
    const confirmed = await texted();
    expect((await write(confirmed.client.phone, 'YES', { OptOutType: 'START' })).reply).toContain(
      'confirmed, see you on',
    );
  });

  it('HELP is answered by Twilio', async () => {
    const { client } = await texted();
    expect((await write(client.phone, 'HELP', { OptOutType: 'HELP' })).reply).toBeUndefined();
  });

  it('in German, STOPP', async () => {
    const { client } = await texted(speaking('de', '+4915177777777'));
    await write(client.phone, 'Stopp!');
    expect(await findOptOut(world.pool, client.phone)).toBeDefined();
  });
});

describe('while PostgreSQL is away', () => {
  // One listens but says nothing, as behind a network that drops what it gets.
  const silent = createServer();
  beforeAll(() => once(silent.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => silent.close());

  it.each([
    ['refuses', () => 9],
    ['is silent', () => (silent.address() as AddressInfo).port],
  ])('and %s, the sender is asked to call the office, and not thanked', async (_, port) => {
    const pool = createPool(`postgres://nobody@127.0.0.1:${port()}/nothing`);
    const cutOff = await startWorld({ pool, workflows });
    try {
      for (const body of ['1', 'STOP', 'hello']) {
        const taken = await write('+4915112345678', body, {}, cutOff.url);
        expect(taken.status).toBe(200);
        expect(taken.reply).toBe(
          'Praxis Sonne: sorry, we could not take your message. Please call +49 30 901820.',
        );
      }
    } finally {
      await pool.end();
      await cutOff.close();
    }
    expect(answered).toEqual([]);
  });
});

it('takes nothing that is not signed, and nothing that is no text', async () => {
  const { id, client } = await texted();
  const forged = await fetch(`${world.url}/twilio/sms`, {
    method: 'POST',
    body: new URLSearchParams({ MessageSid: newSid(), From: client.phone, To: '+1', Body: '3' }),
  });
  expect(forged.status).toBe(403);
  expect((await write(client.phone, '3', { MessageSid: 'x' })).status).toBe(400);
  expect((await get(id)).status).toBe('scheduled');
});
