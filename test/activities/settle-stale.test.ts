/** No call keeps its number for ever, and none is given up unasked: real database, real client, simulated Twilio. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Deps } from '../../activities/deps';
import { placeCall } from '../../activities/place-call';
import { settleCall } from '../../activities/settle-call';
import { settleStale } from '../../activities/settle-stale';
import { withdrawCall } from '../../activities/withdraw-call';
import { attemptId, type AttemptKey } from '../../domain/attempt-id';
import { parseCallingHours } from '../../domain/hours';
import { hourMs, minuteMs } from '../../domain/policy';
import { findAttempt } from '../../db/attempts';
import { loadMessages } from '../../messages/render';
import { createTelephony } from '../../telephony/client';
import { ACCOUNT, CLIENT, OWN, simulate, TOKEN } from '../simulator/helpers';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** An appointment tomorrow whose first reminder is due, and activities whose clock the test turns. */
async function world() {
  await database.pool.query('truncate appointments restart identity cascade');
  const { pool } = database;
  const twilio = await simulate();
  let lateMs = 0;
  const deps: Deps = {
    pool,
    messages: loadMessages(),
    telephony: createTelephony({
      accountSid: ACCOUNT,
      authTokens: [TOKEN],
      fromNumber: OWN,
      apiUrl: twilio.url,
      // Nobody is there: all callbacks are lost.
      publicUrl: 'http://127.0.0.1:9',
      postTimeoutMs: 1_000,
    }),
    now: () => Date.now() + lateMs,
    office: { name: 'Office', phone: OWN, timeZone: 'UTC' },
    publicUrl: 'http://localhost',
    defaultCountry: 'US',
    sources: { missing: 'ignore' },
    rules: {
      offsets: ['P1D'],
      callingHours: parseCallingHours('24/7'),
      contactGapMs: 0,
      maxCallsPerDay: 5,
      allowedCountries: ['US'],
    },
    maxAppointmentsPerKeyPerDay: 100,
    callsPerSecond: 10,
    resolveAfterMs: 90_000,
    postWebhook: () => Promise.reject(new Error('Nothing is posted here.')),
  };
  const { rows } = await pool.query<{ id: number }>(
    `insert into appointments (client_name, client_phone, starts_at, booked_at)
     values ('Ann', $1, now() + interval '24 hours', now() - interval '2 days') returning id`,
    [CLIENT],
  );
  const appointmentId = rows[0]?.id ?? 0;
  const plan = (revision: number) =>
    pool.query(
      `insert into reminders (appointment_id, revision, number, "offset", due_at) values ($1, $2, 1, 'P1D', now())`,
      [appointmentId, revision],
    );
  await plan(1);
  const key = (revision: number, attempt = 1): AttemptKey => ({
    appointmentId,
    revision,
    reminder: 1,
    attempt,
  });
  return {
    deps,
    twilio,
    key,
    change: async () => {
      await pool.query('update appointments set revision = 2');
      await pool.query(`update reminders set state = 'skipped', reason = 'changed'`);
      await plan(2);
    },
    wait: (ms: number) => (lateMs += ms),
    stateOf: async (each: AttemptKey) => (await findAttempt(pool, attemptId(each)))?.state,
    settle: () =>
      settleStale(deps, (_, error) => {
        throw error;
      }),
  };
}

it('does not give up an unresolved call because of a change: Twilio is asked first', async () => {
  const { deps, twilio, key, change, wait, stateOf, settle } = await world();
  await twilio.script({ kind: 'answer', afterMs: 60_000, keys: [] });
  await twilio.faults({ kind: 'do_then_drop', on: 'calls.create' });
  expect(await placeCall(deps)(key(1))).toEqual({ kind: 'unresolved' });
  await change();
  await withdrawCall(deps)(key(1));
  expect(await stateOf(key(1))).toBe('unresolved');
  // It may ring: the new plan's call waits.
  expect(await placeCall(deps)(key(2))).toMatchObject({ kind: 'deferred', reason: 'number_busy' });
  wait(2 * minuteMs);
  expect(await settle()).toBe(1);
  expect(await stateOf(key(1))).toBe('placed');
});

it('frees the number of a call that its worker and its workflow have left behind', async () => {
  const { deps, key, change, wait, stateOf, settle } = await world();
  await deps.pool.query(
    `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, phone, state, dialed_at, dial_before)
     values ($1, $2, 1, 1, 1, 'call', 'reminder', $3, 'dialing', now(), now() + interval '5 seconds')`,
    [attemptId(key(1)), key(1).appointmentId, CLIENT],
  );
  await change();
  await withdrawCall(deps)(key(1));
  expect(await settle()).toBe(0);
  wait(2 * minuteMs);
  expect(await settle()).toBe(1);
  expect(await stateOf(key(1))).toBe('retired');
  expect(await placeCall(deps)(key(2))).toEqual({ kind: 'placed' });
});

it('frees the number of a call whose end was never told', async () => {
  const { deps, twilio, key, wait, stateOf, settle } = await world();
  await twilio.script({ kind: 'busy' });
  expect(await placeCall(deps)(key(1))).toEqual({ kind: 'placed' });
  const sid = (await findAttempt(deps.pool, attemptId(key(1))))?.sid ?? '';
  await twilio.callWhen(sid, (call) => call.endedAtMs !== null);
  expect(await stateOf(key(1))).toBe('placed');
  wait(hourMs);
  await settle();
  expect(await stateOf(key(1))).toBe('ended');
  expect(await settle()).toBe(0);
});

it('plans the redial of a call given up, however often it is asked and whoever gave it up', async () => {
  const { deps, key, wait, stateOf, settle } = await world();
  await deps.pool.query(
    `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, phone, state, dialed_at)
     values ($1, $2, 1, 1, 1, 'call', 'reminder', $3, 'unresolved', now())`,
    [attemptId(key(1)), key(1).appointmentId, CLIENT],
  );
  await deps.pool.query(`update reminders set state = 'calling'`);
  expect(await settleCall(deps)(key(1))).toMatchObject({ kind: 'check', attempt: 1 });
  wait(2 * minuteMs);
  await settle();
  expect(await stateOf(key(1))).toBe('retired');
  for (let tries = 0; tries < 2; tries++)
    expect(await settleCall(deps)(key(1))).toMatchObject({ kind: 'call', attempt: 2 });
  // A workflow that starts over, its history lost, comes to the same.
  expect(await placeCall(deps)(key(1))).toEqual({ kind: 'refused' });
});

it("does not take another attempt's call for its own", async () => {
  const { deps, twilio, key, wait, stateOf } = await world();
  await twilio.script({ kind: 'busy' });
  await placeCall(deps)(key(1));
  const sid = (await findAttempt(deps.pool, attemptId(key(1))))?.sid ?? '';
  await twilio.callWhen(sid, (call) => call.endedAtMs !== null);
  await deps.pool.query(`update attempts set state = 'ended', outcome = 'busy', ended_at = now()`);
  // Within the seconds that clocks may differ, and never accepted.
  await deps.pool.query(
    `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, phone, state, dialed_at)
     values ($1, $2, 1, 1, 2, 'call', 'reminder', $3, 'unresolved', now())`,
    [attemptId(key(1, 2)), key(1).appointmentId, CLIENT],
  );
  wait(2 * minuteMs);
  expect(await settleCall(deps)(key(1, 2))).toMatchObject({ kind: 'call', attempt: 3 });
  expect(await stateOf(key(1, 2))).toBe('retired');
});
