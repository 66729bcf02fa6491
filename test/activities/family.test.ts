/** One number, one call: the activities and the API's webhooks on a real database, with the simulator's phones. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../api/app';
import { Changes } from '../../api/changes/changes';
import { findAppointment, updateAppointment } from '../../db/appointments';
import { currentPlan } from '../../db/delivery';
import { putOnDeskList } from '../../db/desk-list';
import { findReminders, type Reminder } from '../../db/reminders';
import { transaction } from '../../db/pool';
import { attemptId } from '../../domain/attempt-id';
import { hourMs, minuteMs } from '../../domain/policy';
import { TOKEN } from '../simulator/helpers';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { openOffice, type Booked, type Office } from './office';

let database: TestDatabase;
let office: Office;
let server: Server;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  office = await openOffice(database.pool, { publicUrl });
  const { config, deps, clock } = office;
  const workflows = {
    deliverPlan: () => Promise.resolve(),
    deliverAnswer: () => Promise.resolve(),
    deliverEnd: () => Promise.resolve(),
    startJob: () => Promise.resolve(),
    lookNow: () => Promise.resolve(),
  };
  const log = pino({ level: 'silent' });
  const changes = new Changes(deps.pool);
  server.on(
    'request',
    createApp({ ...deps, config, workflows, changes, log, readiness: {}, now: () => clock.nowMs }),
  );
  return () => {
    server.closeAllConnections();
    server.close();
  };
});

/** A number of its own for each test. */
let lastPhone = 3_125_550_100;
/** Minutes from tomorrow's noon: on one office day whenever the tests run. Each has one reminder, due now. */
async function family(
  ...members: (number | { at: number; reminder: Partial<Reminder> })[]
): Promise<Booked[]> {
  const phone = `+1${++lastPhone}`;
  const noon = Temporal.Instant.fromEpochMilliseconds(office.clock.nowMs)
    .toZonedDateTimeISO('America/New_York')
    .add({ days: 1 })
    .with({ hour: 12, minute: 0, second: 0, millisecond: 0 }).epochMilliseconds;
  const booked: Booked[] = [];
  for (const member of members) {
    const { at: minutes, reminder } = typeof member === 'number' ? { at: member, reminder: {} } : member;
    const leadMs = noon + minutes * minuteMs - office.clock.nowMs;
    booked.push(await office.book({ phone, leadMs, reminder }));
  }
  return booked;
}

const status = async ({ id }: Booked) => (await findAppointment(database.pool, id))?.status;
const states = async (all: readonly Booked[]) =>
  Promise.all(
    all.map(async ({ id }) => {
      const appointment = await findAppointment(database.pool, id);
      const [reminder] = await findReminders(database.pool, id, appointment?.revision ?? 0);
      return [reminder?.state, reminder?.reason].filter(Boolean).join(' ');
    }),
  );
const over = (booked: Booked) =>
  vi.waitFor(async () => expect((await office.attempt(booked.key))?.state).toBe('ended'), { timeout: 5_000 });
const said = async (booked: Booked) =>
  (await office.callsTo(booked)).map((call) => call.said.map(({ text }) => text).join(' '));

describe('a mother’s call', () => {
  it('names her children’s appointments, 1 confirms all, and nobody is called again', async () => {
    const [first, second, third] = (await family(0, 30, 60)) as [Booked, Booked, Booked];
    await transaction(database.pool, (tx) => putOnDeskList(tx, third.id, 'not_reached'));
    await office.script(first, { kind: 'answer', keys: ['1'] });
    expect(await office.placeCall(first.key)).toEqual({ kind: 'placed' });
    await over(first);

    const [words = ''] = await said(first);
    expect(words).toContain('at 12:00 PM, 12:30 PM, and 1:00 PM. Press 1 to confirm all of them.');
    expect(words).toContain('Thank you for confirming your appointments.');
    for (const each of [first, second, third]) expect(await status(each)).toBe('confirmed');
    for (const each of [second, third]) {
      expect(await office.story(each)).toContain('answer_recorded: combined');
      // Their workflows are told that nothing is ahead any more.
      expect(await currentPlan(database.pool, each.id)).toMatchObject({
        revision: 2,
        status: 'confirmed',
        reminders: [],
      });
      expect(await office.placeCall(each.key)).toMatchObject({ kind: 'skipped' });
    }
    expect(await states([second, third])).toEqual(['skipped answered', 'skipped answered']);
    expect(await office.desk(third)).toEqual([]);
    await office.sendConfirmation({ answered: attemptId(first.key) });
    expect(await office.textsTo(first)).toEqual([
      expect.stringMatching(/your appointments on .* at 12:00 PM, 12:30 PM, and 1:00 PM are confirmed/),
    ]);
    expect(await office.callsTo(first)).toHaveLength(1);
  });

  it.each(['2', '3'])(
    'key %s changes nothing, and says so; the others are not called for that day',
    async (key) => {
      const [first, second] = (await family(0, 30)) as [Booked, Booked];
      await office.script(first, { kind: 'answer', keys: [key] });
      await office.placeCall(first.key);
      await over(first);
      expect((await said(first))[0]).toContain('Nothing has been changed. To change or cancel one');
      expect([await status(first), await status(second)]).toEqual(['scheduled', 'scheduled']);
      expect(await office.placeCall(second.key)).toEqual({ kind: 'skipped', reason: 'combined' });
      expect(await states([second])).toEqual(['skipped combined']);
      expect(await office.story(second)).toEqual(['named_together: combined', 'reminder_skipped: combined']);
      expect(await office.settleCall(first.key)).toEqual({ kind: 'over' });
    },
  );

  it('in other words: a day before is 24 hours before, an hour before is something else', async () => {
    const [first, second, third] = (await family(
      0,
      { at: 30, reminder: { offset: 'PT24H' } },
      { at: 60, reminder: { offset: 'PT1H', dueAtMs: office.clock.nowMs + 3 * hourMs } },
    )) as [Booked, Booked, Booked];
    await office.script(first, { kind: 'answer', keys: [] });
    await office.placeCall(first.key);
    await over(first);
    expect(await office.placeCall(second.key)).toEqual({ kind: 'skipped', reason: 'combined' });
    office.clock.nowMs += 3 * hourMs;
    expect(await office.placeCall(third.key)).toEqual({ kind: 'placed' });
  });

  it('in a mailbox names all too', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    await office.script(first, { kind: 'voicemail' });
    await office.placeCall(first.key);
    await over(first);
    expect((await said(first))[0]).toContain('your appointments scheduled for');
    expect(await office.placeCall(second.key)).toEqual({ kind: 'skipped', reason: 'combined' });
  });

  it('that is not answered leaves the others their own', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    await office.script(first, { kind: 'busy' }, { kind: 'answer', keys: ['1'] });
    // Both are due: the later one waits for the earlier one, before it, and while it is called.
    expect(await office.placeCall(second.key)).toMatchObject({ kind: 'deferred', reason: 'combined' });
    await office.placeCall(first.key);
    expect(await office.placeCall(second.key)).toMatchObject({ kind: 'deferred', reason: 'combined' });
    await over(first);
    expect(await office.story(second)).toEqual(['reminder_deferred: combined']);
    await database.pool.query(`update reminders set state = 'not_reached' where appointment_id = $1`, [
      first.id,
    ]);
    expect(await office.placeCall(second.key)).toEqual({ kind: 'placed' });
    await over(second);
    // It names the first one as well: 1 makes up for the call that was missed.
    expect([await status(first), await status(second)]).toEqual(['confirmed', 'confirmed']);
  });

  it('that is called off leaves the others their own', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    expect(await office.placeCall(second.key)).toMatchObject({ kind: 'deferred' });
    await transaction(database.pool, async (tx) => {
      const before = await findAppointment(tx, first.id, 'update');
      if (before) await updateAppointment(tx, first.id, { ...before, status: 'cancelled' }, 'revision');
    });
    await office.script(second, { kind: 'answer', keys: ['1'] });
    expect(await office.placeCall(second.key)).toEqual({ kind: 'placed' });
    await over(second);
    expect((await said(second))[0]).toContain('your appointment scheduled for');
  });

  it('does not confirm what has changed since it was dialled', async () => {
    const [first, second, third] = (await family(0, 30, 60)) as [Booked, Booked, Booked];
    const change = ({ id }: Booked, startsAtMs: number) =>
      transaction(database.pool, async (tx) => {
        const before = await findAppointment(tx, id, 'update');
        if (before) await updateAppointment(tx, id, { ...before, startsAtMs }, 'revision');
      });
    await office.script(first, { kind: 'answer', afterMs: 120, keys: ['1'], keyDelayMs: 500 });
    await office.placeCall(first.key);
    // While it rings …
    await change(second, second.startsAtMs + 15 * minuteMs);
    await vi.waitFor(
      async () => expect((await office.attempt(first.key))?.pickedUpAtMs).not.toBeNull(),
      5_000,
    );
    // … and while it is spoken.
    await change(third, third.startsAtMs + 15 * minuteMs);
    await over(first);
    const [words = ''] = await said(first);
    expect(words).toContain('at 12:00 PM and 1:00 PM.');
    expect(await status(first)).toBe('confirmed');
    expect(await status(second)).toBe('scheduled');
    expect(await status(third)).toBe('scheduled');
  });

  it('is about one day, one number, and what is still open', async () => {
    const [answered, first, tomorrow] = (await family(-30, 0, 24 * 60)) as [Booked, Booked, Booked];
    // Its reminder is not skipped yet, but nobody will speak about it.
    await database.pool.query(`update appointments set status = 'confirmed' where id = $1`, [answered.id]);
    const [stranger] = (await family(30)) as [Booked];
    await office.script(first, { kind: 'answer', keys: ['1'] });
    await office.placeCall(first.key);
    await over(first);
    expect((await said(first))[0]).toContain('This is a reminder about your appointment scheduled for');
    expect([await status(tomorrow), await status(stranger)]).toEqual(['scheduled', 'scheduled']);
    expect(await office.placeCall(stranger.key)).toEqual({ kind: 'placed' });
  });

  it('confirms nobody who was not named, such as while the database was away', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    await office.placeCall(first.key);
    // No webhook has asked what to say: a text without names was spoken.
    const atMs = office.clock.nowMs;
    await office.recordAnswer({ attempt: attemptId(first.key), answer: 'confirm', atMs });
    expect([await status(first), await status(second)]).toEqual(['confirmed', 'scheduled']);
  });

  it('thanks for nobody who was not named', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    await office.placeCall(first.key);
    const { publicUrl } = office.config;
    // The key comes without the question before it, as after one that was asked while the database was away.
    const url = `${publicUrl}/twilio/calls/${attemptId(first.key)}/key`;
    const form = {
      CallSid: (await office.attempt(first.key))?.sid ?? '',
      CallStatus: 'in-progress',
      Digits: '1',
    };
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { 'x-twilio-signature': getExpectedTwilioSignature(TOKEN, url, form) },
    });
    expect(await response.text()).toContain('Thank you for confirming your appointment.');
    expect([await status(first), await status(second)]).toEqual(['confirmed', 'scheduled']);
  });

  it('in several calls, answered at one moment: nobody waits for locks in a circle', async () => {
    const all = await family(0, 30, 60, 90);
    for (const { key, id, phone } of all) {
      await database.pool.query(
        `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, phone, state)
         values ($1, $2, 1, 1, 1, 'call', 'reminder', $3, 'ended')`,
        [attemptId(key), id, phone],
      );
      // As if each one's call had named all the others.
      await database.pool.query(
        `insert into companions (attempt_id, appointment_id, revision, named_at)
         select $1, other, 1, now() from unnest($3::int[]) other where other <> $2`,
        [attemptId(key), id, all.map((each) => each.id)],
      );
    }
    const atMs = office.clock.nowMs;
    await Promise.all(
      all.map(({ key }) => office.recordAnswer({ attempt: attemptId(key), answer: 'confirm', atMs })),
    );
    for (const each of all) expect(await status(each)).toBe('confirmed');
  });
});

describe('a call that staff asks for now', () => {
  const now: Partial<Reminder> = { number: 0, offset: null };

  it('names all of the day too, whichever of them it is about', async () => {
    const [first, second] = (await family(0, { at: 30, reminder: now })) as [Booked, Booked];
    await office.script(first, { kind: 'answer', keys: ['1'] });
    // The earlier one's own call is due, but staff has not asked to wait for it.
    expect(await office.placeCall(second.key)).toEqual({ kind: 'placed' });
    await over(second);
    expect((await said(second))[0]).toContain('at 12:00 PM and 12:30 PM. Press 1 to confirm all of them.');
    expect([await status(first), await status(second)]).toEqual(['confirmed', 'confirmed']);
  });

  it('uses up what is due within the gap, of all that it named', async () => {
    const laterMs = office.clock.nowMs + 5 * hourMs;
    const [first, second, third] = (await family({ at: 0, reminder: now }, 30, {
      at: 60,
      reminder: { dueAtMs: laterMs },
    })) as [Booked, Booked, Booked];
    await office.script(first, { kind: 'voicemail' });
    await office.placeCall(first.key);
    await over(first);
    expect(await office.placeCall(second.key)).toEqual({ kind: 'skipped', reason: 'combined' });
    office.clock.nowMs = laterMs;
    expect(await office.placeCall(third.key)).toEqual({ kind: 'placed' });
  });

  it('goes out although another call has just named it', async () => {
    const [first, second] = (await family(0, { at: 30, reminder: now })) as [Booked, Booked];
    await office.script(first, { kind: 'answer', keys: [] });
    await office.placeCall(first.key);
    await over(first);
    expect(await office.placeCall(second.key)).toEqual({ kind: 'placed' });
  });
});

describe('9 pressed twice', () => {
  it('stops every channel, for every appointment of the number, at once', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    const [later] = (await family(0)) as [Booked];
    await database.pool.query('update appointments set client_phone = $1 where id = $2', [
      first.phone,
      later.id,
    ]);
    await office.script(first, { kind: 'answer', keys: ['9', '9'] });
    await office.placeCall(first.key);
    await over(first);
    expect((await said(first))[0]).toContain('You will get no more reminders');
    expect(await office.settleCall(first.key)).toMatchObject({ kind: 'answered', answer: 'opt_out' });
    await office.sendConfirmation({ answered: attemptId(first.key) });

    for (const each of [second, later]) {
      expect(await office.placeCall(each.key)).toEqual({ kind: 'skipped', reason: 'opted_out' });
      await office.sendReminderText({ ...each.key, attempt: 2 });
      expect(await office.story(each)).toContain('text_refused: opted_out');
    }
    await office.sendReminderText({ ...first.key, attempt: 3 });
    expect(await office.callsTo(first)).toHaveLength(1);
    expect(await office.textsTo(first)).toEqual([]);
    // Their appointments stand.
    for (const each of [first, second, later]) expect(await status(each)).toBe('scheduled');
  });
});

describe('a client who was not reached', () => {
  it('answers the text on the phone, reads one reply, and is off the desk list', async () => {
    const [booked] = (await family(0)) as [Booked];
    const { publicUrl } = office.config;
    await office.simulator.control('PUT', 'numbers/default', { smsUrl: `${publicUrl}/twilio/sms` });
    const text = { ...booked.key, attempt: 2 };
    await office.sendReminderText(text);
    expect(await office.desk(booked)).toEqual(['not_reached']);

    await office.simulator.control('POST', 'sms', { from: booked.phone, body: 'Yes please' });
    expect(await status(booked)).toBe('confirmed');
    expect(await office.desk(booked)).toEqual([]);
    // As the workflow does after every answer.
    await office.sendConfirmation({ answered: attemptId(text) });
    expect(await office.textsTo(booked)).toEqual([
      expect.stringContaining('Reply 1 to confirm'),
      expect.stringContaining('confirmed, see you on'),
    ]);
    expect(await office.placeCall(booked.key)).toMatchObject({ kind: 'skipped' });
  });

  it('reads of all in one text, and 1 confirms all that it names', async () => {
    const [first, second, third] = (await family(0, 30, 60)) as [Booked, Booked, Booked];
    const { publicUrl } = office.config;
    await office.simulator.control('PUT', 'numbers/default', { smsUrl: `${publicUrl}/twilio/sms` });
    await office.sendReminderText({ ...first.key, attempt: 2 });
    expect((await office.textsTo(first))[0]).toMatch(
      /appointments are on .* at 12:00 PM, 12:30 PM, and 1:00 PM\. Reply 1 to confirm all\./,
    );
    // The last one changes meanwhile: it is not confirmed unseen.
    await transaction(database.pool, async (tx) => {
      const before = await findAppointment(tx, third.id, 'update');
      if (before) await updateAppointment(tx, third.id, before, 'revision');
    });
    const write = (body: string) => office.simulator.control('POST', 'sms', { from: first.phone, body });
    for (const body of ['2', '3']) await write(body);
    for (const each of [first, second, third]) expect(await status(each)).toBe('scheduled');
    await write('1');
    expect([await status(first), await status(second)]).toEqual(['confirmed', 'confirmed']);
    expect(await status(third)).toBe('scheduled');
    expect((await office.textsTo(first)).slice(1)).toEqual([
      expect.stringContaining('nothing has been changed. To change or cancel one'),
      expect.stringContaining('nothing has been changed. To change or cancel one'),
      expect.stringMatching(/appointments on .* at 12:00 PM and 12:30 PM are confirmed/),
    ]);
    expect(await office.story(second)).toContain('answer_recorded: combined');
  });

  it('has heard of all once the text is delivered, not when it is sent', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    const ended = async () => (await office.attempt({ ...first.key, attempt: 2 }))?.state === 'ended';
    await office.simulator.faults({
      on: 'webhook',
      event: 'message-status',
      kind: 'delay',
      ms: 300,
      times: 2,
    });
    await office.sendReminderText({ ...first.key, attempt: 2 });
    expect(await ended()).toBe(false);
    expect(await office.story(second)).toEqual([]);
    await vi.waitFor(async () => expect(await ended()).toBe(true), 5_000);
    expect(await office.story(second)).toEqual(['named_together: combined']);
    expect(await office.placeCall(second.key)).toEqual({ kind: 'skipped', reason: 'combined' });
  });

  it('has heard of nobody in a text that did not arrive', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    await office.script(first, { kind: 'fail' });
    await office.sendReminderText({ ...first.key, attempt: 2 });
    await vi.waitFor(
      async () => expect((await office.attempt({ ...first.key, attempt: 2 }))?.outcome).toBe('failed'),
      5_000,
    );
    expect(await office.placeCall(second.key)).toEqual({ kind: 'placed' });
  });

  it('who answers the confirming text of a family cancels none of it unseen', async () => {
    const [first, second] = (await family(0, 30)) as [Booked, Booked];
    const { publicUrl } = office.config;
    await office.simulator.control('PUT', 'numbers/default', { smsUrl: `${publicUrl}/twilio/sms` });
    await office.script(first, { kind: 'answer', keys: ['1'] });
    await office.placeCall(first.key);
    await over(first);
    await office.sendConfirmation({ answered: attemptId(first.key) });
    const write = (body: string) => office.simulator.control('POST', 'sms', { from: first.phone, body });
    await write('3');
    await write('1');
    expect([await status(first), await status(second)]).toEqual(['confirmed', 'confirmed']);
    expect((await office.textsTo(first)).slice(1)).toEqual([
      expect.stringContaining('nothing has been changed'),
      expect.stringMatching(/at 12:00 PM and 12:30 PM are confirmed/),
    ]);
  });

  it.each([
    ['in a later call', { kind: 'answer', keys: ['1'] }, 'confirmed', []],
    ['with another wish', { kind: 'answer', keys: ['2'] }, 'reschedule_requested', ['reschedule_requested']],
    ['by cancelling in time', { kind: 'answer', keys: ['3'] }, 'cancelled', []],
    ['with nothing', { kind: 'busy' }, 'scheduled', ['not_reached']],
  ])('and answers %s', async (_, script, becomes, desk) => {
    const [booked] = (await family(0)) as [Booked];
    await transaction(database.pool, (tx) => putOnDeskList(tx, booked.id, 'not_reached'));
    await office.script(booked, script);
    await office.placeCall(booked.key);
    await over(booked);
    expect(await status(booked)).toBe(becomes);
    expect(await office.desk(booked)).toEqual(desk);
  });
});
