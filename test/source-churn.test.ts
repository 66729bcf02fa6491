/**
 * A clinic's table changes at random for a minute while it is read, clients answer, and the worker is killed at times: in
 * the end both databases agree, and nobody was called about a time that we could have known to be old.
 */
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPool } from '../db/pool';
import { localTime } from '../domain/zones';
import { exampleSql } from './activities/sync/clinic';
import { Random } from './faults/random';
import { createEmptyDatabase, type TestDatabase } from './support/database';
import { eventually, startSystem, type System } from './support/system';
import path from 'node:path';

const churnMs = 60_000;
/** So that the test says something about calls. */
const fewestCalls = 15;
const minuteMs = 60_000;
const zone = 'America/New_York';
const leadMs = 45 * minuteMs;
const seed = Number(process.env['SEED'] ?? 4711);

/** What the clinic's row says from `fromMs` on; null: it is off. */
interface Said {
  fromMs: number;
  startsAtMs: number | null;
}

let system: System;
let theirs: TestDatabase;
let ours: Pool;
beforeAll(async () => {
  theirs = await createEmptyDatabase();
  await theirs.pool.query(exampleSql('schema'));
  const example = (name: string) => path.join(__dirname, '../examples/clinic', `${name}.sql`);
  system = await startSystem({
    OFFICE_TIME_ZONE: zone,
    REMINDER_OFFSETS: 'PT45M',
    CONTACT_GAP: 'PT0S',
    MAX_CALLS_PER_DAY: '100',
    CALLS_PER_SECOND: '20',
    SOURCE_MISSING: 'cancel',
    SOURCE_DATABASE_URL: theirs.url,
    SOURCE_SQL: example('source'),
    SOURCE_WRITE_BACK_SQL: example('write-back'),
  });
  ours = createPool(system.databaseUrl);
}, 120_000);
afterAll(async () => {
  await ours.end();
  await system.stop();
  await theirs.drop();
});

it(
  `the clinic and we agree in the end, and no call told an old time (SEED=${seed})`,
  { timeout: 240_000 },
  async () => {
    const chance = new Random(seed);
    const history = new Map<number, Said[]>();
    const endMs = Date.now() + churnMs;
    let isOver = false;

    const looking = repeat(() => isOver, 500, look);
    const killing = repeat(
      () => isOver,
      15_000 + chance.below(5_000),
      async () => {
        await system.worker.stop('SIGKILL');
        await system.worker.start(ready);
      },
    );
    for (let n = 0; n < 12; n++) await book(history, 15_000 + chance.below(60_000), n);
    for (let n = 12; Date.now() < endMs; n++) {
      await edit(history, chance, n);
      await sleep(chance.below(250));
    }
    isOver = true;
    await Promise.all([looking, killing]);

    // A phone that rings, and an answer on its way, may take some seconds yet.
    let last: string[] = [];
    await eventually(
      'both databases agree',
      async () => {
        await look();
        await sleep(500);
        last = await disagreements();
        return last.length === 0;
      },
      90_000,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${last.join('\n')}`);
    });

    // Those that were booked last are called now, at the times that they have in the end.
    const calls = await eventually(
      'calls',
      async () => {
        const made = await callsMade();
        return made.length >= fewestCalls && made;
      },
      90_000,
    );
    const { rows: done } = await ours.query<{ state: string; count: number }>(
      'select state, count(*)::int from sync_runs group by state order by state',
    );
    console.log(
      `${history.size} rows, ${calls.length} calls heard, looks: ${done.map(({ state, count }) => `${count} ${state}`).join(', ')}`,
    );
    expect(calls.flatMap((call) => oldTimes(call, history))).toEqual([]);
  },
);

async function look(): Promise<void> {
  // The API has the schedule run at once; a look that would move too many asks, and here the answer is always yes.
  const { data } = await system.request<{ data: { isHeld: boolean }[] }>('GET', '/v1/sources');
  await system
    .request('POST', `/v1/sources/database/${data[0]?.isHeld ? 'approve' : 'sync'}`)
    .catch(() => undefined);
}

const ready = () =>
  fetch(`${system.apiUrl}/readyz`).then(
    (response) => response.ok,
    () => false,
  );

/** Its reminder falls due in `dueInMs`. Each client has a number of their own, and a fate. */
async function book(history: Map<number, Said[]>, dueInMs: number, n: number): Promise<void> {
  const phone = `+1212555${String(1000 + n)}`;
  const fate = (['1', '1', '2', '3', undefined] as const)[n % 5];
  await system.script(
    phone,
    fate
      ? { kind: 'answer', afterMs: 300, keys: [fate], keyDelayMs: 200 }
      : { kind: 'voicemail', afterMs: 300, greetingMs: 200 },
  );
  const startsAtMs = wholeSecond(Date.now() + leadMs + dueInMs);
  const { rows } = await theirs.pool.query<{ id: number }>(
    `with p as (insert into patients (first_name, last_name, mobile) values ('Client', $1, $2) returning id)
     insert into appointments (patient_id, starts_at) select id, $3 from p returning id`,
    [`No${n}`, phone, wallClock(startsAtMs)],
  );
  note(history, rows[0]?.id ?? 0, startsAtMs);
}

async function edit(history: Map<number, Said[]>, chance: Random, n: number): Promise<void> {
  const ids = [...history.keys()];
  const id = ids[chance.below(ids.length)] ?? 0;
  switch (chance.pick(['book', 'book', 'move', 'move', 'move', 'rename', 'cancel', 'vanish'])) {
    case 'book':
      return book(history, 15_000 + chance.below(60_000), n);
    case 'move': {
      const startsAtMs = wholeSecond(Date.now() + leadMs + 15_000 + chance.below(60_000));
      // As the clinic's program does: what was answered to the old time is void.
      const { rowCount } = await theirs.pool.query(
        `update appointments set starts_at = $2, status = 'booked' where id = $1`,
        [id, wallClock(startsAtMs)],
      );
      if (rowCount) note(history, id, startsAtMs);
      return;
    }
    case 'rename':
      await theirs.pool.query(
        `with a as (update appointments set room = $2 where id = $1 returning patient_id)
         update patients set last_name = $2 where id = (select patient_id from a)`,
        [id, `Renamed${n}`],
      );
      return;
    case 'cancel':
      await theirs.pool.query(`update appointments set status = 'cancelled' where id = $1`, [id]);
      note(history, id, null);
      return;
    case 'vanish':
      await theirs.pool.query('delete from appointments where id = $1', [id]);
      note(history, id, null);
      return;
  }
}

function note(history: Map<number, Said[]>, id: number, startsAtMs: number | null): void {
  history.set(id, [...(history.get(id) ?? []), { fromMs: Date.now(), startsAtMs }]);
}

/** Of the rows that are still there, each that is not here as it is there. */
async function disagreements(): Promise<string[]> {
  const { rows: there } = await theirs.pool.query<Row>(
    `select a.id::text as id, p.first_name || ' ' || p.last_name as name, p.mobile as phone,
       a.starts_at at time zone '${zone}' as "startsAtMs", a.status
     from appointments a join patients p on p.id = a.patient_id order by a.id`,
  );
  const { rows: here } = await ours.query<Row>(
    `select external_id as id, client_name as name, client_phone as phone, starts_at as "startsAtMs", status
     from appointments where status <> 'cancelled'`,
  );
  const ofHere = new Map(here.map((row) => [row.id, row]));
  const statuses: Record<string, string> = {
    scheduled: 'booked',
    confirmed: 'confirmed',
    reschedule_requested: 'rescheduling',
  };
  return there.flatMap((row) => {
    const own = ofHere.get(row.id);
    const [a, b] = [
      row.status === 'cancelled' ? 'off' : shown(row),
      own ? shown({ ...own, status: statuses[own.status] ?? own.status }) : 'off',
    ];
    return a === b ? [] : [`${row.id}: there ${a}, here ${b}`];
  });
}

interface Row {
  id: string;
  name: string;
  phone: string;
  startsAtMs: number;
  status: string;
}

function shown({ name, phone, startsAtMs, status }: Row): string {
  return [name, phone, localTime(startsAtMs, zone), status].join(' ');
}

interface Call {
  rowId: number;
  attempt: string;
  dialedAtMs: number;
  said: string;
  /** When the last look began that had come to its end before the call was dialled. */
  knownFromMs: number | null;
}

async function callsMade(): Promise<Call[]> {
  const { rows } = await ours.query<{
    rowId: string;
    attempt: string;
    dialed: number;
    said: string;
    known: number | null;
  }>(
    `select a.external_id as "rowId", t.id as attempt, t.dialed_at as dialed, t.said,
       (select max(started_at) from sync_runs where state = 'done' and ended_at <= t.dialed_at) as known
     from attempts t join appointments a on a.id = t.appointment_id
     where t.channel = 'call' and t.said is not null`,
  );
  return rows.map(({ rowId, attempt, dialed, said, known }) => ({
    rowId: Number(rowId),
    attempt,
    dialedAtMs: dialed,
    said,
    knownFromMs: known,
  }));
}

/** The times that the row had at any moment from the look on that we knew of to the end of the call's first words. */
function oldTimes(
  { rowId, attempt, dialedAtMs, said, knownFromMs }: Call,
  history: Map<number, Said[]>,
): string[] {
  const clock = /(\d{1,2}:\d\d)\s?([AP]M)/.exec(said);
  if (!clock) return [`${attempt} tells no time: ${said}`];
  const saids = history.get(rowId) ?? [];
  const toMs = dialedAtMs + 2_000;
  const current = saids.filter(({ fromMs }, index) => {
    const nextMs = saids[index + 1]?.fromMs ?? Infinity;
    return fromMs <= toMs && nextMs >= (knownFromMs ?? 0) - 1_000;
  });
  const times = current.flatMap(({ startsAtMs }) => (startsAtMs === null ? [] : [spoken(startsAtMs)]));
  const told = `${clock[1] ?? ''} ${clock[2] ?? ''}`;
  return times.includes(told)
    ? []
    : [`${attempt} told ${told}, but row ${rowId} had ${times.join(', ') || 'been off'}`];
}

function spoken(epochMs: number): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit' })
    .format(epochMs)
    .replace(/\u202F/g, ' ');
}

function wallClock(epochMs: number): string {
  return localTime(epochMs, zone).slice(0, 19);
}

function wholeSecond(epochMs: number): number {
  return Math.ceil(epochMs / 1_000) * 1_000;
}

async function repeat(isOver: () => boolean, everyMs: number, work: () => Promise<void>): Promise<void> {
  while (!isOver()) {
    await sleep(everyMs);
    if (!isOver()) await work();
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
