/** A clinic's own database beside ours, for `npm run dev -- --with-source`: see examples/clinic. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';

const example = join(__dirname, '..', '..', 'examples', 'clinic');

export interface ClinicDatabase {
  url: string;
  settings: Readonly<Record<string, string>>;
}

/** On the server of `databaseUrl`; what is in it stays from start to start. */
export async function openClinic(databaseUrl: string, timeZone: string): Promise<ClinicDatabase> {
  const url = new URL(databaseUrl);
  url.pathname = '/clinic';
  await on(databaseUrl, async (client) => {
    const { rowCount } = await client.query(`select from pg_database where datname = 'clinic'`);
    if (rowCount === 0) await client.query('create database clinic');
  });
  await on(url.href, async (client) => {
    await client.query(await readFile(join(example, 'schema.sql'), 'utf8'));
    const { rowCount } = await client.query('select from appointments limit 1');
    if (rowCount === 0) await client.query(samples, [timeZone]);
  });
  return {
    url: url.href,
    settings: {
      SOURCE_DATABASE_URL: url.href,
      SOURCE_SQL: join(example, 'source.sql'),
      SOURCE_WRITE_BACK_SQL: join(example, 'write-back.sql'),
    },
  };
}

/** Two who can be registered, and one whose number cannot be called: the settings page says why. */
const samples = `
  with p as (
    insert into patients (first_name, last_name, mobile) values
      ('Hedy', 'Lamarr', '+12125550161'), ('Mary', 'Jackson', '+12125550162'), ('Rosa', 'Parks', '555-0163')
    returning id, mobile)
  insert into appointments (patient_id, starts_at, room)
  select id, date_trunc('day', now() at time zone $1) + interval '3 days 9 hours' + row_number() over () * interval '30 minutes', '2'
  from p`;

async function on(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
