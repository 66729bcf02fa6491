import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approveRun, lastEndedRun } from '../../../db/sync-runs';
import { openClinic, type Clinic } from './clinic';

const minuteMs = 60_000;
let clinic: Clinic;
beforeEach(async () => {
  clinic = await openClinic();
});
afterEach(() => clinic.close());

async function counts() {
  const result = await clinic.sync();
  if (result.state !== 'done') throw new Error(JSON.stringify(result));
  return result.counts;
}

test('what the clinic books is registered, on its own clock, with its plan', async () => {
  const id = await clinic.book('Ada Lovelace', '2030-12-02 09:30', '0151 23412345');
  expect(await counts()).toMatchObject({ seen: 1, registered: 1 });
  expect(await clinic.registered(id)).toMatchObject({
    externalId: String(id),
    client: { name: 'Ada Lovelace', phone: '+4915123412345' },
    startsAtMs: Date.parse('2030-12-02T09:30:00+01:00'),
    durationMinutes: 30,
    metadata: { room: null },
  });
  const { rows } = await clinic.pool.query('select due_at as "dueAtMs" from reminders order by due_at');
  expect(rows).toEqual([
    { dueAtMs: Date.parse('2030-12-01T09:30:00+01:00') },
    { dueAtMs: Date.parse('2030-12-02T08:30:00+01:00') },
  ]);
});

test('what has not changed costs nothing: no row is written', async () => {
  for (let n = 0; n < 5; n++) await clinic.book('Ada', '2030-12-02 09:30');
  await clinic.sync();
  const versions = () =>
    clinic.pool.query(
      `select xmin::text from source_rows union all select xmin::text from appointments order by 1`,
    );
  const before = (await versions()).rows;
  expect(await counts()).toMatchObject({ seen: 5, registered: 0, changed: 0 });
  expect((await versions()).rows).toEqual(before);
});

test('moved, renamed and cancelled there is moved, renamed and cancelled here', async () => {
  const [moved, renamed, cancelled] = [
    await clinic.book('Ada', '2030-12-02 09:30'),
    await clinic.book('Grace', '2030-12-02 10:00'),
    await clinic.book('Emmy', '2030-12-02 10:30'),
  ];
  for (let n = 0; n < 12; n++) await clinic.book('Rest', '2030-12-03 09:30');
  await clinic.sync();
  const old = await clinic.registered(cancelled);
  await clinic.change(moved, `starts_at = '2030-12-03 11:00'`);
  await clinic.theirs.query(`update patients set first_name = 'Gracia' where first_name = 'Grace'`);
  await clinic.change(cancelled, `status = 'cancelled'`);
  expect(await counts()).toMatchObject({ changed: 2, cancelled: 1, moves: 1, cancels: 1, ahead: 15 });
  expect((await clinic.registered(moved)).startsAtMs).toBe(Date.parse('2030-12-03T11:00:00+01:00'));
  expect((await clinic.registered(renamed)).client.name).toBe('Gracia Muster');
  expect(await clinic.live(cancelled)).toBeUndefined();
  expect(await clinic.story(old.id)).toContain('cancelled by source:database');
});

test('booked again after the clinic had cancelled: registered anew, at the same time', async () => {
  const id = await clinic.book('Ada', '2030-12-02 09:30');
  await clinic.sync();
  const first = await clinic.registered(id);
  await clinic.change(id, `status = 'cancelled'`);
  await clinic.sync();
  await clinic.change(id, `status = 'booked'`);
  await clinic.sync();
  const second = await clinic.registered(id);
  expect(second.id).not.toBe(first.id);
  expect(second).toMatchObject({ status: 'scheduled', startsAtMs: first.startsAtMs });
});

test('what is over, or was cancelled before it came here, is never registered', async () => {
  await clinic.book('Over', '2030-11-25 09:59');
  await clinic.change(await clinic.book('Off', '2030-12-02 09:30'), `status = 'cancelled'`);
  expect(await counts()).toMatchObject({ seen: 2, registered: 0, problems: 0 });
});

describe('rows that cannot be taken in are listed with column, value and reason, and the rest goes on', () => {
  test.each([
    [
      'a number that is none',
      { phone: '12' },
      { column: 'phone', value: '12', message: /not one that its country/ },
    ],
    ['no number', { phone: null }, { column: 'phone', message: /must not be empty/ }],
    [
      'a premium number',
      { phone: '0900 1234567' },
      { column: 'phone', value: '0900 1234567', message: /premium/ },
    ],
    ['no name', { first: '', last: '' }, { column: 'client_name', message: /must not be empty/ }],
    [
      'a time that a clock change skips',
      { startsAt: '2031-03-30 02:30' },
      { column: 'starts_at', value: '2031-03-30 02:30:00', message: /does not exist/ },
    ],
    [
      'a language that is none',
      { language: '??' },
      { column: 'locale', value: '??', message: /language tag/ },
    ],
  ])(
    '%s',
    async (
      _,
      {
        first = 'Ada',
        last = 'L',
        phone = '0151 23499999',
        startsAt = '2030-12-02 09:30',
        language = null,
      }: {
        first?: string;
        last?: string;
        phone?: string | null;
        startsAt?: string;
        language?: string | null;
      },
      problem,
    ) => {
      const good = await clinic.book('Good', '2030-12-02 10:30');
      await clinic.theirs.query(
        `with p as (insert into patients (first_name, last_name, mobile, language) values ($1, $2, $3, $4) returning id)
       insert into appointments (patient_id, starts_at) select id, $5 from p`,
        [first, last, phone, language, startsAt],
      );
      expect(await counts()).toMatchObject({ seen: 2, registered: 1, problems: 1 });
      await clinic.registered(good);
      expect(await clinic.problems()).toEqual([
        {
          id: '2',
          problem: [
            expect.objectContaining({
              ...problem,
              message: expect.stringMatching(problem.message) as string,
            }),
          ],
        },
      ]);
    },
  );

  test('rows without a name are listed too', async () => {
    const sql = `select null as external_id, 'Ada' as client_name, '0151 23412345' as phone, now() as starts_at`;
    clinic.sources.database = { url: clinic.sources.database?.url ?? '', sql };
    expect(await counts()).toMatchObject({ seen: 1, problems: 1 });
    expect(await clinic.problems()).toMatchObject([
      { id: '', problem: [{ column: 'external_id', message: 'must not be empty' }] },
    ]);
  });

  test('one that is mended is taken in, and the list is empty again', async () => {
    const id = await clinic.book('Ada', '2030-12-02 09:30', '12');
    await clinic.sync();
    await clinic.theirs.query(`update patients set mobile = '0151 23412345'`);
    expect(await counts()).toMatchObject({ registered: 1 });
    expect(await clinic.problems()).toEqual([]);
    await clinic.registered(id);
  });

  test('one that breaks later leaves its appointment as it was', async () => {
    const id = await clinic.book('Ada', '2030-12-02 09:30');
    await clinic.sync();
    await clinic.theirs.query(`update patients set mobile = 'call me'`);
    expect(await counts()).toMatchObject({ problems: 1, changed: 0 });
    expect((await clinic.registered(id)).status).toBe('scheduled');
  });

  test('two rows of one name: neither is taken, until one is gone', async () => {
    clinic.sources.database = {
      url: clinic.sources.database?.url ?? '',
      sql: `
      select coalesce(room, a.id::text) as external_id, first_name as client_name, mobile as phone, starts_at
      from appointments a join patients p on p.id = patient_id`,
    };
    const [a, b] = [
      await clinic.book('Ada', '2030-12-02 09:30'),
      await clinic.book('Bea', '2030-12-02 10:30'),
    ];
    await clinic.change(a, `room = 'x'`);
    await clinic.change(b, `room = 'x'`);
    expect(await counts()).toMatchObject({ seen: 2, registered: 0, problems: 1 });
    expect(await clinic.problems()).toMatchObject([
      { id: 'x', problem: [{ message: expect.stringMatching(/more than once/) as string }] },
    ]);
    await clinic.change(a, `room = 'y'`);
    expect(await counts()).toMatchObject({ registered: 2, problems: 0 });
  });
});

describe('a run that would move or cancel more than a fifth of what is ahead', () => {
  async function tenAhead(): Promise<number[]> {
    const ids: number[] = [];
    for (let n = 0; n < 10; n++) ids.push(await clinic.book(`P${n}`, `2030-12-0${n < 5 ? 2 : 3} 09:30`));
    await clinic.sync();
    return ids;
  }

  test.each([
    [2, 'done'],
    [3, 'held'],
  ])('%s of ten: %s', async (count, state) => {
    const ids = await tenAhead();
    for (const id of ids.slice(0, count)) await clinic.change(id, `starts_at = '2030-12-04 09:30'`);
    expect((await clinic.sync()).state).toBe(state);
  });

  test('changes nothing, new ones included, until it is approved; then it goes through once', async () => {
    const ids = await tenAhead();
    await clinic.theirs.query(`update appointments set status = 'cancelled'`);
    const late = await clinic.book('New', '2030-12-05 09:30');
    expect(await clinic.sync()).toMatchObject({
      state: 'held',
      counts: { ahead: 10, cancels: 10, registered: 0 },
    });
    expect(await clinic.live(late)).toBeUndefined();
    expect((await clinic.live(ids[0] ?? 0))?.status).toBe('scheduled');

    const held = await lastEndedRun(clinic.pool, 'database');
    await approveRun(clinic.pool, held?.id ?? 0, 'staff:ana', clinic.clock.nowMs);
    expect(await clinic.sync()).toMatchObject({ state: 'done', counts: { cancelled: 10, registered: 1 } });
    // The approval was for that, not for what comes after.
    for (let n = 0; n < 5; n++) await clinic.book('More', '2030-12-05 10:30');
    await clinic.sync();
    await clinic.theirs.query(
      `update appointments set starts_at = '2030-12-06 09:30' where status <> 'cancelled'`,
    );
    expect((await clinic.sync()).state).toBe('held');
  });

  test('an approval does not cover more than was shown', async () => {
    const ids = await tenAhead();
    for (const id of ids.slice(0, 3)) await clinic.change(id, `starts_at = '2030-12-04 09:30'`);
    await clinic.sync();
    const held = await lastEndedRun(clinic.pool, 'database');
    await approveRun(clinic.pool, held?.id ?? 0, 'staff:ana', clinic.clock.nowMs);
    await clinic.change(ids[3] ?? 0, `starts_at = '2030-12-04 09:30'`);
    expect((await clinic.sync()).state).toBe('held');
  });
});

describe('rows that vanish', () => {
  test('are listed and left alone by default, and forgotten as missing when they come back', async () => {
    const ids = [await clinic.book('Ada', '2030-12-02 09:30'), await clinic.book('Bea', '2030-12-02 10:30')];
    await clinic.sync();
    const sql = clinic.sources.database?.sql ?? '';
    const database = { url: clinic.sources.database?.url ?? '', sql: `${sql} and a.id <> 1` };
    clinic.sources.database = database;
    expect(await counts()).toMatchObject({ missing: 1, cancelled: 0 });
    expect(await counts()).toMatchObject({ missing: 0 });
    expect((await clinic.registered(ids[0] ?? 0)).status).toBe('scheduled');
    clinic.sources.database = { ...database, sql };
    await clinic.sync();
    const { rows } = await clinic.pool.query('select from source_rows where missing_since is not null');
    expect(rows).toEqual([]);
  });

  test('are cancelled with SOURCE_MISSING=cancel, and registered anew when they come back', async () => {
    clinic.sources.missing = 'cancel';
    const id = await clinic.book('Ada', '2030-12-02 09:30');
    await clinic.book('Bea', '2030-12-02 10:30');
    await clinic.sync();
    const sql = clinic.sources.database?.sql ?? '';
    const database = { url: clinic.sources.database?.url ?? '', sql: `${sql} and a.id <> 1` };
    clinic.sources.database = database;
    expect(await counts()).toMatchObject({ missing: 1, cancelled: 1, cancels: 1 });
    expect(await clinic.live(id)).toBeUndefined();
    clinic.sources.database = { ...database, sql };
    expect(await counts()).toMatchObject({ registered: 1 });
    await clinic.registered(id);
  });

  test('because they are over are neither missing nor cancelled', async () => {
    clinic.sources.missing = 'cancel';
    const id = await clinic.book('Ada', '2030-11-25 12:00');
    await clinic.sync();
    clinic.clock.nowMs += 26 * 60 * minuteMs;
    clinic.sources.database = {
      url: clinic.sources.database?.url ?? '',
      sql: `${clinic.sources.database?.sql ?? ''} and false`,
    };
    expect(await counts()).toMatchObject({ missing: 0, cancelled: 0 });
    expect((await clinic.registered(id)).status).toBe('scheduled');
  });
});

describe('a source that cannot be read', () => {
  test.each([
    ['a column is missing', 'select 1 as external_id', /no column client_name, phone, starts_at/],
    [
      'a column is unknown',
      `select '1' as external_id, 'a' as client_name, '1' as phone, now() as starts_at, 1 as colour`,
      /colour, which is not known/,
    ],
    ['it does not parse', 'selec 1', /42601/],
    [
      'it would write',
      `with d as (delete from appointments returning id) select id::text as external_id, 'a' as client_name, '1' as phone, now() as starts_at from d`,
      /25006/,
    ],
    ['it holds two statements', 'select 1; delete from appointments', /42601/],
    [
      'it divides by zero',
      `select (1/0)::text as external_id, 'a' as client_name, '1' as phone, now() as starts_at`,
      /22012/,
    ],
  ])('%s: the run fails with words for the operator, and nothing changes', async (_, sql, words) => {
    const id = await clinic.book('Ada', '2030-12-02 09:30');
    await clinic.sync();
    clinic.sources.database = { url: clinic.sources.database?.url ?? '', sql };
    const result = await clinic.sync();
    expect(result).toMatchObject({ state: 'failed', error: expect.stringMatching(words) as string });
    await clinic.registered(id);
    expect((await clinic.row(id)).status).toBe('booked');
    expect(await lastEndedRun(clinic.pool, 'database')).toMatchObject({ state: 'failed' });
  });

  test('nobody answers there', async () => {
    clinic.sources.database = { url: 'postgres://nobody@127.0.0.1:9/x', sql: 'select 1' };
    expect(await clinic.sync()).toEqual({
      state: 'failed',
      error: expect.stringMatching(/cannot be reached \(ECONNREFUSED\)/) as string,
    });
  });
});

test('two runs at once: one of them has nothing to do', async () => {
  await clinic.book('Ada', '2030-12-02 09:30');
  const slow = `${clinic.sources.database?.sql ?? ''} and pg_sleep(0.5) is not null`;
  clinic.sources.database = { url: clinic.sources.database?.url ?? '', sql: slow };
  const states = (await Promise.all([clinic.sync(), clinic.sync()])).map(({ state }) => state).sort();
  expect(states).toEqual(['busy', 'done']);
});
