import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyImport } from '../../activities/imports/apply';
import { checkImport } from '../../activities/imports/check';
import { tidyUp } from '../../db/housekeeping';
import { startImports, type ImportBody, type Imports } from './imports-world';
import { monday, type ProblemBody } from './world';

let world: Imports;
beforeAll(async () => {
  world = await startImports();
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const german = [
  'Terminnummer;Nachname;Vorname;Handynummer;Datum;Uhrzeit',
  'T-1;Müller;Anna;0151 12345678;24.11.2026;09:00',
  'T-2;"Groß; Söhne";Max;4915112345679;24.11.2026;9.30 Uhr',
].join('\r\n');

it('registers the lines of a file, and says before what would become of them', async () => {
  const { status, body } = await world.upload(Buffer.from(german, 'latin1'), { name: 'Termine.csv' });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    fileName: 'Termine.csv',
    state: 'checking',
    encoding: 'windows-1252',
    delimiter: ';',
    lines: 2,
    missing: [],
  });
  expect(body.columns.map(({ field }) => field)).toEqual([
    'externalId',
    'lastName',
    'firstName',
    'phone',
    'date',
    'time',
  ]);
  expect(body.sample[0]).toEqual({
    line: 2,
    cells: ['T-1', 'Müller', 'Anna', '0151 12345678', '24.11.2026', '09:00'],
  });

  await world.work(body.id);
  const checked = await world.show(body.id);
  expect(checked).toMatchObject({ state: 'checked', done: 2, counts: { registers: 2, refused: 0 } });
  expect(await world.appointments()).toEqual([]);

  const applied = await world.applied(body.id);
  expect(applied).toMatchObject({ state: 'applied', done: 2, total: 2, counts: { registers: 2 } });
  expect(await world.appointments()).toEqual([
    { externalId: 'T-1', name: 'Anna Müller', phone: '+4915112345678', at: '2026-11-24 09:00' },
    { externalId: 'T-2', name: 'Max Groß; Söhne', phone: '+4915112345679', at: '2026-11-24 09:30' },
  ]);
});

it.each([
  ['by external id', 'id externe,Nom,Téléphone,Début\na,Ada,015112345678,2026-11-24 09:00\n'],
  ['by phone and start', 'Name,Telefon,Termin\nAda,015112345678,24.11.2026 09:00\n'],
])('changes nothing when the same file comes twice: %s', async (_, file) => {
  const first = await world.checked(file);
  await world.applied(first.id);
  const before = await world.pool.query('select * from appointments');
  const second = await world.checked(file);
  expect(second.counts).toMatchObject({ registers: 0, changes: 0, unchanged: 1 });
  await world.applied(second.id);
  expect((await world.pool.query('select * from appointments')).rows).toEqual(before.rows);
});

it('imports nothing when a line is refused, unless the others are wanted', async () => {
  const file = ['Name,Phone,Start', 'Ada,015112345678,2026-11-24 09:00', 'Bob,12,2026-11-24 10:00'].join(
    '\n',
  );
  const { id, counts } = await world.checked(file);
  expect(counts).toMatchObject({ registers: 1, refused: 1 });
  expect((await world.story(id))[1]).toMatch(/^3 refused: Phone cannot be used: the phone number/);
  const refusal = await world.call<ProblemBody>('POST', `/v1/imports/${id}/apply`);
  expect([refusal.status, refusal.body.code]).toEqual([409, 'lines_refused']);
  expect((await world.show(id)).state).toBe('checked');
  expect(await world.appointments()).toEqual([]);
  await world.applied(id, { skipRefused: true });
  expect((await world.appointments()).map(({ name }) => name)).toEqual(['Ada']);
});

describe('what would become of a line', () => {
  const at = '2026-11-24 09:00';

  it('is told by its number, column, value and remedy', async () => {
    const { id, counts } = await world.checked(
      [
        'Id extern;Name;Phone;Start;Duration;Language;Zone',
        `a;Ada;015112345678;${at};30 min;de;`,
        `;;;;;;`,
        `b;;+33612345678;${at};half an hour;nope nope;`,
        `c;Cem;015112345670;2027-10-31 02:30;;;`,
        `d;Dan;015112345671;2027-03-28 02:30;;;Europe/Berlin`,
        `e;Eve;015112345672;2026-11-23 09:59;;;`,
        `f;Fay;015112345673;${at};;;Mars/Olympus`,
        `g;"Gus\nline";015112345674;${at};;;`,
      ].join('\r\n'),
    );
    const story = await world.story(id);
    expect(story).toEqual([
      '2 registers',
      expect.stringMatching(/^4 refused: Duration is not a number of minutes.*: Name must not be empty/),
      expect.stringMatching(/^5 refused: Start 2027-10-31T02:30 happens twice in Europe\/Berlin/),
      expect.stringMatching(/^6 refused: Start 2027-03-28T02:30 does not exist in Europe\/Berlin.*send 2027/),
      '7 ignored: Start has passed',
      expect.stringMatching(/^8 refused: Zone "Mars\/Olympus" is not an IANA time zone/),
      '9 refused: Name must not contain control characters',
    ]);
    expect(counts).toEqual({ registers: 1, changes: 0, unchanged: 0, refused: 5, ignored: 1 });
    const [refused] = await world.lines(id, '&outcome=refused');
    expect(refused?.reasons).toContainEqual({
      column: 'Duration',
      value: 'half an hour',
      message: 'is not a number of minutes; write it as 30',
    });
  });

  it('is that a number of another country is not called', async () => {
    const { id } = await world.checked(`Name,Phone,Start\nAda,+33612345678,${at}`);
    expect(await world.story(id)).toEqual([
      '2 refused: Phone is a number of FR, which is not called; ALLOWED_COUNTRIES lists DE, AT',
    ]);
  });

  it('does not depend on the part of the file that it stands in', async () => {
    const some = Array.from({ length: 1_200 }, (_, n) => `x-${n},Ada,015112345678,2026-11-24 09:00`);
    const { id, counts } = await world.checked(
      [
        'Ref,Name,Phone,Start',
        ...some,
        'x-3,Ada,015112345678,2026-11-24 09:00',
        'x-4,Bob,015112345678,2026-11-24 09:00',
      ].join('\n'),
    );
    expect(counts).toMatchObject({ registers: 1_200, ignored: 1, refused: 1 });
    const last = await world.call<{
      data: { line: number; reasons: { message: string }[] }[];
      nextCursor: string | null;
    }>('GET', `/v1/imports/${id}/lines?cursor=1201`);
    expect(last.body.data.map(({ line, reasons }) => `${line} ${reasons[0]?.message}`)).toEqual([
      '1202 Line 5 says the same.',
      '1203 Line 6 has the same external id; keep the line that holds.',
    ]);
    expect(last.body.nextCursor).toBeNull();
    const page = await world.call<{ data: unknown[]; nextCursor: string }>(
      'GET',
      `/v1/imports/${id}/lines?limit=7`,
    );
    expect([page.body.data.length, page.body.nextCursor]).toEqual([7, '8']);
  });

  it('is left alone when it is known by another way, or off', async () => {
    const { body: known } = await world.call('POST', '/v1/appointments', {
      client: { name: 'Ada', phone: '+4915112345678' },
      startsAt: '2026-11-24T09:00',
    });
    const { id } = await world.checked(
      [
        'Name,Phone,Start,Status',
        `Ada,015112345678,${at},`,
        `Bob,015112345679,${at},Abgesagt`,
        `Cem,015112345670,${at},offen`,
      ].join('\n'),
    );
    expect(await world.story(id)).toEqual([
      `2 ignored: Appointment ${known.id} is of this number and start already; if it is of somebody else, give the line an external id.`,
      '3 ignored: Status says that it is off; a file cancels nothing, so cancel it by hand if it is registered',
      '4 registers',
    ]);
  });

  it('two clients of one number and start need names of their own', async () => {
    const { id } = await world.checked(`Name,Phone,Start\nAda,015112345678,${at}\nBob,015112345678,${at}`);
    expect((await world.story(id))[1]).toMatch(/^3 refused: Line 2 is of the same number and start; if both/);
    const named = await world.checked(
      `Ref,Name,Phone,Start\n1,Ada,015112345678,${at}\n2,Bob,015112345678,${at}`,
    );
    expect(named.counts).toMatchObject({ registers: 2 });
  });
});

describe('a file that comes again', () => {
  const line = (start: string, more = '') => `Ref,Name,Phone,Start\nr,Ada${more},015112345678,${start}`;
  const registered = async () => {
    const { body } = await world.call('PUT', '/v1/appointments/by-external-id/r', {
      client: { name: 'Ada', phone: '+4915112345678', locale: 'de' },
      startsAt: '2026-11-26T09:00',
      durationMinutes: 45,
      reminders: ['P2D'],
      metadata: { room: '3' },
    });
    return body;
  };

  it('leaves alone what it says nothing of', async () => {
    const { id } = await registered();
    const same = await world.checked(line('2026-11-26 09:00'));
    expect(same.counts).toMatchObject({ unchanged: 1 });
    const moved = await world.checked(line('2026-11-26 10:00', ' Lovelace'));
    expect(moved.counts).toMatchObject({ changes: 1 });
    await world.applied(moved.id);
    const { body } = await world.call('GET', `/v1/appointments/${id}`);
    expect(body).toMatchObject({
      startsAtLocal: '2026-11-26T10:00:00+01:00',
      client: { name: 'Ada Lovelace', locale: 'de' },
      durationMinutes: 45,
      metadata: { room: '3' },
      revision: 2,
    });
    expect(body.reminders.map(({ offset }) => offset)).toEqual(['P2D']);
  });

  it('calls nobody again who has cancelled', async () => {
    const { id } = await registered();
    await world.call('POST', `/v1/appointments/${id}/cancel`);
    const renamed = await world.checked(line('2026-11-26 09:00', ' Lovelace'));
    expect(await world.story(renamed.id)).toEqual([
      `2 ignored: Appointment ${id} was cancelled; register a new one instead.`,
    ]);
    expect((await world.checked(line('2026-11-26 09:00'))).counts).toMatchObject({ unchanged: 1 });
    expect((await world.checked(line('2026-11-27 09:00'))).counts).toMatchObject({ registers: 1 });
  });
});

describe('all or none', () => {
  it('nothing is imported when a line can no longer be, since the check; then the others if told so', async () => {
    const { id } = await world.checked(
      'Ref,Name,Phone,Start\nsoon,Ada,015112345678,2026-11-23 10:30\nlater,Bob,015112345679,2026-11-24 09:00',
    );
    world.clock.nowMs += 3_600_000;
    try {
      const back = await world.applied(id);
      expect(back).toMatchObject({ state: 'checked', counts: { registers: 1, refused: 1 } });
      expect(back.error).toMatchObject({ code: 'lines_changed' });
      expect(back.error?.detail).toContain('Nothing was imported: since the check, line 2');
      expect(await world.appointments()).toEqual([]);
      const applied = await world.applied(id, { skipRefused: true });
      expect(applied).toMatchObject({ state: 'applied', counts: { registers: 1, refused: 1 } });
      expect(applied.error).toBeUndefined();
      expect((await world.appointments()).map(({ externalId }) => externalId)).toEqual(['later']);
    } finally {
      world.clock.nowMs = monday;
    }
  });

  it('is applied once, though two workers are at it', async () => {
    const { id } = await world.checked(german);
    await world.call('POST', `/v1/imports/${id}/apply`);
    const done = await Promise.allSettled([world.work(id), world.work(id), world.work(id)]);
    expect(done.some(({ status }) => status === 'fulfilled')).toBe(true);
    await world.work(id);
    expect(await world.appointments()).toHaveLength(2);
    const { rows } = await world.pool.query('select used from key_usage');
    expect(rows).toEqual([{ used: 2 }]);
  });

  it('deleted while it is applied, it imports nothing', async () => {
    const { id } = await world.checked(german);
    await world.call('POST', `/v1/imports/${id}/apply`);
    let isDeleted = false;
    await expect(
      applyImport(world.worker, id, () => {
        if (!isDeleted) void world.pool.query('delete from imports where id = $1', [id]);
        isDeleted = true;
      }),
    ).rejects.toThrow();
    expect(await world.appointments()).toEqual([]);
  });

  it('an import that lost lines imports nothing', async () => {
    const { id } = await world.checked(german);
    await world.call('POST', `/v1/imports/${id}/apply`);
    await world.pool.query('delete from import_lines where import_id = $1 and line = 3', [id]);
    await expect(world.work(id)).rejects.toThrow('Lines that were checked are gone');
    expect(await world.appointments()).toEqual([]);
  });
});

describe('fields by hand', () => {
  const file = 'Who;Number;When;Note\nAda;015112345678;03/04/2027 09:00;window seat';
  const map = (id: number, body: object) =>
    world.call<ImportBody & ProblemBody>('PUT', `/v1/imports/${id}/mapping`, body);

  it('are needed where columns are not known, and remembered for the next such file', async () => {
    const { body: uploaded } = await world.upload(file);
    expect(uploaded).toMatchObject({ state: 'uploaded', missing: ['name', 'phone'], isRemembered: false });
    expect((await world.call<ProblemBody>('POST', `/v1/imports/${uploaded.id}/apply`)).body.code).toBe(
      'not_checked',
    );
    const mapped = await map(uploaded.id, {
      fields: ['name', 'phone', 'start', 'metadata'],
      dateOrder: 'month_first',
    });
    expect(mapped.body.state).toBe('checking');
    await world.work(uploaded.id);
    await world.applied(uploaded.id);
    const { rows } = await world.pool.query('select metadata, starts_at from appointments');
    expect(rows).toEqual([{ metadata: { Note: 'window seat' }, starts_at: Date.parse('2027-03-04T08:00Z') }]);

    const next = await world.checked(file);
    expect(next).toMatchObject({
      state: 'checked',
      isRemembered: true,
      dateOrder: 'month_first',
      counts: { unchanged: 1 },
    });
  });

  it.each([
    [['name', 'phone', 'start'], 'fields must have 4 entries'],
    [['name', 'phone', 'start', 'phone'], 'fields.3 is phone, which another column holds already'],
    [['name', null, 'start', null], 'name no column that holds phone'],
    [['name', 'phone', 'date', null], 'name no column that holds time'],
    [['name', 'phone', 'nonsense', null], 'fields.2'],
  ])('refuses %j', async (fields, words) => {
    const { body } = await world.upload(file);
    const refused = await map(body.id, { fields });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain(words);
  });

  it('overtake a check that runs', async () => {
    const { body } = await world.upload(`Name,Phone,Mobile,Start\nAda,1,015112345678,2026-11-24 09:00`);
    let times = 0;
    await checkImport(world.worker, body.id, () => {
      if (times++ === 0) void map(body.id, { fields: ['name', null, 'phone', 'start'] });
    });
    await expect
      .poll(async () => {
        await world.work(body.id);
        return (await world.show(body.id)).counts;
      })
      .toMatchObject({ registers: 1, refused: 0 });
  });
});

describe('03/04/2026', () => {
  const file = (...dates: string[]) =>
    ['Name,Phone,Start', ...dates.map((date, n) => `Ada,01511234567${n},${date} 09:00`)].join('\n');

  it('is read as the other dates of the file can only be', async () => {
    const { id, notes } = await world.checked(file('03/04/2027', '04/25/2027'));
    expect(notes.join()).toContain('read with the month first, as other dates of the file can only be');
    await world.applied(id);
    expect((await world.appointments()).map(({ at }) => at)).toEqual([
      '2027-03-04 09:00',
      '2027-04-25 09:00',
    ]);
  });

  it('else as is usual in the country, which is said', async () => {
    const { id, notes } = await world.checked(file('03/04/2027'));
    expect(notes.join()).toContain('read with the day first, as is usual in DE (DEFAULT_COUNTRY)');
    await world.applied(id);
    expect((await world.appointments()).map(({ at }) => at)).toEqual(['2027-04-03 09:00']);
  });

  it('is asked for where a file says both, or a country has no habit', async () => {
    const both = await world.checked(file('03/04/2027', '04/25/2027', '25/04/2027'));
    expect(both.counts).toMatchObject({ registers: 2, refused: 1 });
    expect((await world.story(both.id))[0]).toContain(
      'may be two days; choose whether day or month comes first',
    );
    const canada = await startImports({ DEFAULT_COUNTRY: 'CA', ALLOWED_COUNTRIES: 'CA,DE' });
    try {
      const asked = await canada.checked('Name,Phone,Start\nAda,+4915112345678,03/04/2027 09:00');
      expect(asked.counts).toMatchObject({ refused: 1 });
    } finally {
      await canada.close();
    }
  });
});

it('holds the cap of a day, and says so before', async () => {
  const small = await startImports({ MAX_APPOINTMENTS_PER_KEY_PER_DAY: '1' });
  try {
    const { id, notes, remainingToday } = await small.checked(german);
    expect(remainingToday).toBe(1);
    expect(notes.at(-1)).toContain(
      '2 lines would register an appointment, but you may register 1 more today: raise MAX_APPOINTMENTS_PER_KEY_PER_DAY',
    );
    const refused = await small.call<ProblemBody>('POST', `/v1/imports/${id}/apply`);
    expect([refused.status, refused.body.code]).toEqual([429, 'key_cap_reached']);
    // Used up by others between the question and the end.
    await small.pool.query(`update imports set state = 'applying' where id = $1`, [id]);
    await small.work(id);
    const back = await small.show(id);
    expect(back).toMatchObject({ state: 'checked', error: { code: 'key_cap_reached' } });
    expect(await small.appointments()).toEqual([]);
  } finally {
    await small.close();
  }
});

it('files are forgotten on request, and after a day', async () => {
  const first = await world.checked(german);
  const second = await world.checked(german);
  expect((await world.call('DELETE', `/v1/imports/${first.id}`)).status).toBe(204);
  expect((await world.call('GET', `/v1/imports/${first.id}`)).status).toBe(404);
  await world.applied(second.id);
  await tidyUp(world.pool, Date.now() + 23 * 3_600_000);
  expect((await world.show(second.id)).state).toBe('applied');
  await tidyUp(world.pool, Date.now() + 25 * 3_600_000);
  expect((await world.call('GET', `/v1/imports/${second.id}`)).status).toBe(404);
  expect((await world.pool.query('select from import_lines')).rowCount).toBe(0);
  expect(await world.appointments()).toHaveLength(2);
});
