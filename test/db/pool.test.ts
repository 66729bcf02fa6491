import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../db/pool';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('When the connection of a transaction is lost between two of its statements', () => {
  it('then the transaction fails, and the process goes on', async () => {
    const { pool } = database;
    const lost = transaction(pool, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await tx.query('select 1');
    });
    await expect(lost).rejects.toThrow();
    await expect(pool.query('select 1')).resolves.toMatchObject({ rowCount: 1 });
  });
});
