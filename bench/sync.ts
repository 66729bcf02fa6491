/** How long a look at the office's own database takes, and what it needs in memory. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { table } from './report';
import { until, type System } from './system';

const example = join(__dirname, '..', 'examples', 'clinic');

/** `rows` of a clinic's table, first all new, then none changed, then some moved. */
export async function sync(system: System, rows: number, moved: number): Promise<string> {
  const url = new URL(system.databaseUrl);
  url.pathname = '/clinic';
  const clinic = await open(system, url.href);
  await system.useWorkers(1, {
    SOURCE_DATABASE_URL: url.href,
    SOURCE_SQL: join(example, 'source.sql'),
    // Booked too late for any reminder, so that no workflow wakes for them.
    CONTACT_GAP: 'PT20000H',
  });
  // A worker's first workflow brings what all later ones use.
  await look(system);
  await fill(clinic, rows);
  const first = await look(system);
  // A look is measured, not fifty thousand deliveries.
  await system.pool.query('update appointments set delivered_revision = revision');
  const unchanged = await look(system);
  await clinic.query(
    `update appointments set starts_at = starts_at + interval '5 minutes' where id % $1 = 0`,
    [rows / moved],
  );
  const changed = await look(system);
  await clinic.end();
  console.log({ first, unchanged, changed });
  return [
    `A look at a table of ${rows} rows, from its first query to the last commit:`,
    table(
      ['', 'seconds', 'most memory of the worker, MB', 'of which before the look, MB'],
      [
        ['all new, and registered', ...cells(first)],
        ['none changed', ...cells(unchanged)],
        [`${moved} moved`, ...cells(changed)],
      ],
    ),
  ].join('\n\n');
}

async function open(system: System, url: string): Promise<Client> {
  await system.pool.query('create database clinic');
  const clinic = new Client({ connectionString: url });
  await clinic.connect();
  await clinic.query(await readFile(join(example, 'schema.sql'), 'utf8'));
  return clinic;
}

async function fill(clinic: Client, rows: number): Promise<void> {
  await clinic.query(
    `with p as (
       insert into patients (first_name, last_name, mobile)
       select 'Client', 'No' || n, '+1212' || (2000000 + n)::text from generate_series(1, $1::int) n returning id)
     insert into appointments (patient_id, starts_at)
     select id, date_trunc('day', now()) + interval '30 days 9 hours' + (id % 5000) * interval '10 minutes' from p`,
    [rows],
  );
}

interface Look {
  seconds: number;
  peakMb: number;
  beforeMb: number;
}

async function look({ pool, temporal, workerPid }: System): Promise<Look> {
  const status = `/proc/${workerPid()}`;
  // The kernel forgets the peak.
  await writeFile(`${status}/clear_refs`, '5');
  const beforeMb = await memoryMb(`${status}/status`, 'VmRSS');
  const { rows } = await pool.query<{ last: number }>('select coalesce(max(id), 0) as last from sync_runs');
  await temporal.schedule.getHandle('sync-database').trigger();
  let seconds = NaN;
  await until('a look has ended', 600_000, async () => {
    const ended = await pool.query<{ seconds: number; state: string; error: string | null }>(
      `select extract(epoch from ended_at - started_at)::float8 as seconds, state, error from sync_runs
       where id > $1 and state <> 'running' order by id limit 1`,
      [rows[0]?.last],
    );
    const [run] = ended.rows;
    if (run && run.state !== 'done') throw new Error(`The look is ${run.state}: ${run.error ?? ''}`);
    seconds = run?.seconds ?? NaN;
    return run !== undefined;
  });
  return { seconds, beforeMb, peakMb: await memoryMb(`${status}/status`, 'VmHWM') };
}

async function memoryMb(file: string, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(await readFile(file, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

function cells({ seconds, peakMb, beforeMb }: Look): (string | number)[] {
  return [seconds.toFixed(1), peakMb, beforeMb];
}
