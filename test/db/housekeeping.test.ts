import { afterAll, beforeAll, expect, it } from 'vitest';
import { tidyUp } from '../../db/housekeeping';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into api_keys (name, hash) values ('test', 'x')`);
});
afterAll(() => database.drop());

const now = '2026-11-24 09:00:00Z';
const nowMs = Date.parse(now);
const rows = async (sql: string) =>
  (await database.pool.query<[unknown]>({ text: sql, rowMode: 'array' })).rows.flat();

it('keeps replies for a day, counts and links for a month, and sessions until they end', async () => {
  const { pool } = database;
  await pool.query(
    `insert into idempotency_keys (api_key_id, key, request_hash, status, headers, body, created_at)
     values (1, 'old', '', 201, '{}', '{}', $1::timestamptz - interval '25 h'),
       (1, 'young', '', 201, '{}', '{}', $1::timestamptz - interval '23 h')`,
    [now],
  );
  await pool.query(
    `insert into inbound_texts (sid, at) values ('old', $1::timestamptz - interval '25 h'),
       ('young', $1::timestamptz - interval '23 h')`,
    [now],
  );
  await pool.query(
    `insert into key_usage (api_key_id, day, used) values (1, '2026-10-23', 1), (1, '2026-10-24', 2), (1, '2026-11-24', 3)`,
  );
  await pool.query(
    `insert into sessions (hash, api_key_id, expires_at) values ('old', 1, $1::timestamptz - interval '1 s'),
       ('young', 1, $1::timestamptz + interval '1 s')`,
    [now],
  );
  await pool.query(
    `with events as (
       insert into outgoing_events (type, data, created_at)
       values ('slotkeeper.test', '"old"', $1::timestamptz - interval '31 days'),
         ('slotkeeper.test', '"young"', $1::timestamptz - interval '29 days') returning id),
     endpoint as (
       insert into webhook_endpoints (url, types, secret, created_by) values ('', '{x}', '', '') returning id),
     deliveries as (
       insert into webhook_deliveries (event_id, endpoint_id, state)
       select events.id, endpoint.id, 'delivered' from events, endpoint returning id)
     insert into webhook_tries (delivery_id, at, outcome, duration_ms)
     select id, $1, 'timed_out', 1 from deliveries`,
    [now],
  );
  await pool.query(
    `with made as (
       insert into appointments (client_name, client_phone, starts_at, booked_at)
       select 'Ada', '+4930901820', $1::timestamptz - days * interval '1 d', now() from (values (32), (30)) d (days)
       returning id, starts_at)
     insert into appointment_links select id, 'of ' || starts_at::date from made`,
    [now],
  );
  expect(await tidyUp(pool, nowMs)).toBe(6);
  expect(await rows('select token from appointment_links')).toEqual(['of 2026-10-25']);
  expect(await rows('select key from idempotency_keys')).toEqual(['young']);
  expect(await rows('select sid from inbound_texts')).toEqual(['young']);
  expect(await rows('select data from outgoing_events')).toEqual(['young']);
  expect(await rows('select count(*) from webhook_tries')).toEqual([1]);
  expect(await rows('select used from key_usage order by used')).toEqual([2, 3]);
  expect(await rows('select convert_from(hash, $$utf8$$) from sessions')).toEqual(['young']);
});

it('goes on until nothing old is left', async () => {
  await database.pool.query(
    `insert into inbound_texts (sid, at) select 'old' || n, '2026-11-01' from generate_series(1, 12000) n`,
  );
  expect(await tidyUp(database.pool, nowMs)).toBe(12_000);
});
