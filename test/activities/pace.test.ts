/** Calls in a line: real database, real client, simulated Twilio, whose record counts. */
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Deps } from '../../activities/deps';
import { placeCall } from '../../activities/place-call';
import { parseCallingHours } from '../../domain/hours';
import { timeline } from '../../db/events';
import { pause, resume } from '../../db/holds';
import { transaction } from '../../db/pool';
import { loadMessages } from '../../messages/render';
import { createTelephony } from '../../telephony/client';
import type { CallRecord } from '../../simulator/state';
import { ACCOUNT, OWN, simulate, TOKEN } from '../simulator/helpers';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { noteReceipts } from '../support/receipts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.pool.query('truncate appointments restart identity cascade');
  await database.pool.query('delete from holds');
  await database.pool.query(`update pace set next_at = '-infinity', left_at = '{}'`);
});
afterAll(() => database.drop());

/** This many people with an appointment tomorrow, whose reminders are due now. */
async function world(people: number, callsPerSecond: number) {
  const { pool } = database;
  const twilio = await simulate({ numbers: [OWN] });
  const receipts = await noteReceipts(Number(new URL(twilio.url).port));
  onTestFinished(receipts.close);
  const deps: Deps = {
    pool,
    messages: loadMessages(),
    telephony: createTelephony({
      accountSid: ACCOUNT,
      authTokens: [TOKEN],
      fromNumber: OWN,
      apiUrl: receipts.url,
      // Nobody is there: all callbacks are lost.
      publicUrl: 'http://127.0.0.1:9',
      postTimeoutMs: 5_000,
    }),
    now: Date.now,
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
    callsPerSecond,
    resolveAfterMs: 90_000,
    postWebhook: () => Promise.reject(new Error('Nothing is posted here.')),
  };
  await pool.query(
    `insert into appointments (client_name, client_phone, starts_at, booked_at)
     select 'Ann', '+121255501' || lpad(n::text, 2, '0'), now() + interval '24 hours', now() - interval '2 days'
     from generate_series(1, $1::int) n`,
    [people],
  );
  await pool.query(
    `insert into reminders (appointment_id, revision, number, "offset", due_at)
     select id, 1, 1, 'P1D', now() from appointments`,
  );
  const place = placeCall(deps);
  return {
    deps,
    place: (appointmentId: number) => place({ appointmentId, revision: 1, reminder: 1, attempt: 1 }),
    receivedMs: receipts.receivedMs,
    /** When Twilio took each call, oldest first. */
    takenMs: async () => {
      const calls = (await (await twilio.control('GET', 'calls')).json()) as CallRecord[];
      return calls.map(({ createdAtMs }) => createdAtMs).sort((a, b) => a - b);
    },
  };
}

it('a herd leaves at the rate, over two processes', async () => {
  const { place, deps, receivedMs } = await world(24, 10);
  const second = placeCall(deps);
  const results = await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      n % 2 === 0 ? place(n + 1) : second({ appointmentId: n + 1, revision: 1, reminder: 1, attempt: 1 }),
    ),
  );
  expect(results.every(({ kind }) => kind === 'placed')).toBe(true);
  const atMs = await receivedMs();
  expect(atMs).toHaveLength(24);
  const most = Math.max(...atMs.map((from) => atMs.filter((ms) => ms >= from && ms < from + 1_000).length));
  expect(most).toBeLessThanOrEqual(10);
});

it('who cancels while the call waits for its turn is not called', async () => {
  const { place, deps, takenMs } = await world(2, 1);
  await place(1);
  const waiting = place(2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await deps.pool.query(`update appointments set status = 'cancelled', revision = 2 where id = 2`);
  expect(await waiting).toMatchObject({ kind: 'skipped' });
  expect(await takenMs()).toHaveLength(1);
});

it('a line that does not move gives the call back to the queue, unsent', async () => {
  const { place, deps, takenMs } = await world(1, 1);
  await deps.pool.query(`update pace set next_at = now() + interval '1 minute'`);
  await expect(place(1)).rejects.toMatchObject({ type: 'LongLine' });
  expect(await takenMs()).toEqual([]);
});

it('pause stops even who waits for a turn, and says who did; resume goes on', async () => {
  const { place, deps, takenMs } = await world(3, 1);
  await place(1);
  const waiting = place(2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await transaction(deps.pool, (tx) => pause(tx, 'staff:ann', 'Fire drill', Date.now()));
  await expect(waiting).rejects.toMatchObject({ type: 'HeldBack' });
  await expect(place(3)).rejects.toMatchObject({ type: 'HeldBack' });
  await expect(place(3)).rejects.toMatchObject({ type: 'HeldBack' });
  expect(await takenMs()).toHaveLength(1);
  const told = (await timeline(deps.pool, 3)).map(({ what, reason, detail }) => ({ what, reason, detail }));
  expect(told).toEqual([{ what: 'reminder_deferred', reason: 'paused', detail: { by: 'staff:ann' } }]);
  await transaction(deps.pool, resume);
  expect(await place(3)).toEqual({ kind: 'placed' });
  expect(await takenMs()).toHaveLength(2);
});

it('a call held back takes nobody’s turn', async () => {
  const { place, deps } = await world(1, 1);
  await transaction(deps.pool, (tx) => pause(tx, 'staff:ann', null, Date.now()));
  await expect(place(1)).rejects.toMatchObject({ type: 'HeldBack' });
  const { rows } = await deps.pool.query(`select from pace where next_at = '-infinity'`);
  expect(rows).toHaveLength(1);
});
