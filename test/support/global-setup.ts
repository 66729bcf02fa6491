/** What a whole run of the tests shares. Each server: start, provide its address, push its stop. */
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate';
import { buildPages } from '../../scripts/pages';
import { freePort } from '../../scripts/servers/ports';
import { startTestPostgres } from '../../scripts/servers/postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the server, as superuser; `test/support/database.ts` makes a database for each file. */
    postgresUrl: string;
  }
}

export const templateDatabase = 'migrated';

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  await buildPagesAsForPeople();

  const postgres = await startTestPostgres({ port: await freePort(15_432) });
  stops.push(() => postgres.stop());
  const admin = new Client(postgres.url);
  await admin.connect();
  await admin.query(`create database ${templateDatabase}`);
  await admin.end();
  await migrate(databaseUrl(postgres.url, templateDatabase));
  provide('postgresUrl', postgres.url);

  return async () => {
    for (const stop of stops.reverse()) await stop();
  };
}

/** Under vitest's NODE_ENV=test the pages would have React's development checks in them, and be larger by half. */
async function buildPagesAsForPeople(): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  await buildPages();
  process.env['NODE_ENV'] = NODE_ENV;
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
