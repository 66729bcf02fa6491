import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startImports, type Imports } from './imports-world';
import type { ProblemBody } from './world';

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
