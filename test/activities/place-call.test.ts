import { afterAll, beforeAll, expect, test } from 'vitest';
import { reserve, startDialing } from '../../db/attempts';
import { optOut } from '../../db/opt-outs';
import { transaction } from '../../db/pool';
import { hourMs, minuteMs, numberBusyMs } from '../../domain/policy';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { openOffice, type Booked, type Office } from './office';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('places one call, and a retry places no other', async () => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'placed' });
  const [call] = await office.callsTo(booked);
  expect(await office.attempt(booked.key)).toMatchObject({
    state: 'placed',
    sid: call?.sid,
    phone: booked.phone,
  });
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'placed' });
  expect(await office.callsTo(booked)).toHaveLength(1);
  expect(await office.story(booked)).toEqual(['call_placed']);
});

test('two workers with the same call: one POST', async () => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  await Promise.allSettled([office.placeCall(booked.key), office.placeCall(booked.key)]);
  expect(await office.callsTo(booked)).toHaveLength(1);
});

test('an answer of Twilio that got lost leaves the call unresolved, and is never asked for again', async () => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  await office.simulator.faults({ on: 'calls.create', kind: 'do_then_drop' });
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'unresolved' });
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'unresolved' });
  expect(await office.callsTo(booked)).toHaveLength(1);
});

test('a worker that died before or after its POST, nobody knows: unresolved, without a POST', async () => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  await transaction(database.pool, async (tx) => {
    const { id, phone } = await reserve(tx, booked.key, 'call', 'reminder', booked.phone);
    await startDialing(tx, id, phone, office.clock.nowMs, office.clock.nowMs + 5_000);
  });
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'unresolved' });
  expect(await office.callsTo(booked)).toEqual([]);
  expect(await office.story(booked)).toEqual(['call_unresolved']);
});

test('whoever is held up for five seconds after the decision does not send any more, but decides anew', async () => {
  const office = await openOffice(database.pool);
  const [called, texted] = [await office.book(), await office.book()];
  await database.pool.query(`
    create function hold_up() returns trigger language plpgsql as 'begin perform pg_sleep(5.1); return new; end';
    create trigger hold_up before update on attempts
      for each row when (new.state = 'dialing') execute function hold_up()`);
  const held = await Promise.allSettled([office.placeCall(called.key), office.sendReminderText(texted.key)]);
  await database.pool.query('drop trigger hold_up on attempts');
  const lapsed: unknown = expect.objectContaining({ type: 'TurnLapsed' });
  expect(held).toEqual([
    { status: 'rejected', reason: lapsed },
    { status: 'rejected', reason: lapsed },
  ]);
  expect(await office.callsTo(called)).toEqual([]);
  expect(await office.textsTo(texted)).toEqual([]);
  expect(await office.placeCall(called.key)).toEqual({ kind: 'placed' });
  expect(await office.sendReminderText(texted.key)).toEqual({ kind: 'over' });
  expect(await office.textsTo(texted)).toHaveLength(1);
});

test('a number that Twilio refuses is refused for good', async () => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  await office.simulator.faults({ on: 'calls.create', kind: 'answer', status: 400, code: 21211 });
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'refused' });
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'refused' });
  expect(await office.callsTo(booked)).toEqual([]);
  expect(await office.attempt(booked.key)).toMatchObject({ state: 'refused', errorCode: '21211' });
  expect(await office.story(booked)).toEqual(['call_refused: refused']);
});

test('what Twilio certainly did not take is tried again, when it says', async () => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  await office.simulator.faults({ on: 'calls.create', kind: 'answer', status: 429, code: 20429 });
  await expect(office.placeCall(booked.key)).rejects.toMatchObject({
    type: 'NotAccepted',
    nextRetryDelay: 5_000,
  });
  expect(await office.attempt(booked.key)).toMatchObject({ state: 'reserved' });
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'placed' });
  expect(await office.callsTo(booked)).toHaveLength(1);
});

test('nobody is called twice at once: the second call waits', async () => {
  const office = await openOffice(database.pool);
  const first = await office.book();
  const second = await office.book({ phone: first.phone, leadMs: 72 * hourMs });
  await office.placeCall(first.key);
  const untilMs = office.clock.nowMs + numberBusyMs;
  expect(await office.placeCall(second.key)).toEqual({ kind: 'deferred', untilMs, reason: 'number_busy' });
  expect(await office.callsTo(first)).toHaveLength(1);
  expect(await office.story(second)).toEqual(['reminder_deferred: number_busy']);
});

const set =
  (sql: string) =>
  (_: Office, { id }: Booked) =>
    database.pool.query(sql, [id]);

test.each<[reason: string, desk: string[], make: (office: Office, booked: Booked) => unknown]>([
  ['cancelled', [], set(`update appointments set status = 'cancelled' where id = $1`)],
  ['answered', [], set(`update appointments set status = 'confirmed' where id = $1`)],
  ['opted_out', [], (_, { phone }) => transaction(database.pool, (tx) => optOut(tx, phone, 'client'))],
  ['too_late', ['too_late'], ({ clock }) => (clock.nowMs += 13 * hourMs)],
])('%s: skipped, with that reason on reminder and timeline', async (reason, desk, make) => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  await make(office, booked);
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'skipped', reason });
  expect(await office.callsTo(booked)).toEqual([]);
  expect(await office.reminder(booked)).toMatchObject({ state: 'skipped', reason });
  expect(await office.attempt(booked.key)).toMatchObject({ state: 'retired' });
  expect((await office.story(booked))[0]).toBe(`reminder_skipped: ${reason}`);
  expect(await office.desk(booked)).toEqual(desk);
});

test('a number that may not be dialled is skipped, and the desk told', async () => {
  const office = await openOffice(database.pool, { dialOnly: ['+12125559999'] });
  const booked = await office.book();
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'skipped', reason: 'not_in_dial_only' });
  expect(await office.desk(booked)).toEqual(['not_in_dial_only']);
});

test('an appointment that was changed is not called under its old plan', async () => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  await set('update appointments set revision = 2 where id = $1')(office, booked);
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'skipped', reason: 'changed' });
  expect(await office.callsTo(booked)).toEqual([]);
});

test('no more than two calls a day go to a number', async () => {
  const office = await openOffice(database.pool);
  const booked = await office.book();
  for (const attempt of [1, 2]) {
    await office.placeCall({ ...booked.key, attempt });
    await database.pool.query(
      `update attempts set state = 'ended', outcome = 'busy' where appointment_id = $1`,
      [booked.id],
    );
  }
  office.clock.nowMs += minuteMs;
  const other = await office.book({ phone: booked.phone, leadMs: 72 * hourMs });
  expect(await office.placeCall(other.key)).toEqual({ kind: 'skipped', reason: 'cap_reached' });
  expect(await office.callsTo(booked)).toHaveLength(2);
});
