import { randomBytes } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { inject } from 'vitest';
import { createPool } from '../../db/pool';
import { databaseUrl, templateDatabase } from './global-setup';

export interface TestDatabase {
  url: string;
  pool: Pool;
  /** Ends the pool and deletes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A database of one's own, with all migrations: for each file that needs one, in `beforeAll`. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(templateDatabase);
}

/** Somebody else's, with nothing in it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0');
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name} template ${template}`);
  const url = databaseUrl(inject('postgresUrl'), name);
  const pool = createPool(url);
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
}

async function asAdmin(sql: string): Promise<void> {
  const admin = new Client(inject('postgresUrl'));
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}
