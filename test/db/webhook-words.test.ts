/** The schema's closed lists of webhooks against those of `domain/words.ts`. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { webhookOffReasons, webhookOutcomes, webhookStates } from '../../domain/words';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it.each([
  ['webhook_endpoints', 'disabled_because', webhookOffReasons],
  ['webhook_deliveries', 'state', webhookStates],
  ['webhook_tries', 'outcome', webhookOutcomes],
] as const)('%s.%s', async (table, column, words) => {
  const { rows } = await database.pool.query<{ check: string }>(
    `select pg_get_constraintdef(oid) as check from pg_constraint where conname = $1`,
    [`${table}_${column}_check`],
  );
  const listed = [...(rows[0]?.check ?? '').matchAll(/'(\w+)'/g)].map(([, word]) => word);
  expect(listed.sort()).toEqual([...words].sort());
});
