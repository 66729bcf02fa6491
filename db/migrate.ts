import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runner } from 'node-pg-migrate';
import type { Db } from './pool';

const dir = join(__dirname, 'migrations');

/** Brings the schema up to date; several processes at once wait for each other. Returns what was applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const applied = await runner({
    databaseUrl,
    dir,
    migrationsTable: 'migrations',
    direction: 'up',
    // A second process waits on the advisory lock instead of failing.
    advisoryLockMode: 'wait',
    log: () => undefined,
  });
  return applied.map((migration) => migration.name);
}

/** Migrations that this code brings and the database lacks. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const known = readdirSync(dir)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''))
    .sort();
  const exists = await db.query<{ there: boolean }>(`select to_regclass('migrations') is not null as there`);
  if (!exists.rows[0]?.there) return known;
  const { rows } = await db.query<{ name: string }>('select name from migrations');
  const done = new Set(rows.map((row) => row.name));
  return known.filter((name) => !done.has(name));
}
