import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findByExternalId } from '../../../db/appointments';
import { setUpSource } from '../../../db/sources';
import { openClinic, type Clinic } from './clinic';

let clinic: Clinic;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'calendar-'));
  clinic = await openClinic({
    missing: 'cancel',
    calendar: {
      location: path.join(dir, 'office.ics'),
      nameIn: ['SUMMARY'],
      phoneIn: ['SUMMARY'],
      daysAhead: 60,
    },
  });
  await setUpSource(clinic.pool, 'calendar', false);
});
afterEach(async () => {
  await clinic.close();
  await rm(dir, { recursive: true });
});

const save = (...events: string[][]) =>
  writeFile(
    path.join(dir, 'office.ics'),
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      ...events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']),
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );

const ada = ['UID:ada', 'SUMMARY:Ada Lovelace 0151 23412345', 'DTSTART;TZID=Europe/Berlin:20301202T093000'];
const bea = ['UID:bea', 'SUMMARY:Bea 0151 23412346', 'DTSTART;TZID=Europe/Berlin:20301202T103000'];
const meeting = ['UID:staff', 'SUMMARY:Staff meeting', 'DTSTART:20301202T120000Z'];

async function counts() {
  const result = await clinic.sync('calendar');
  if (result.state !== 'done') throw new Error(JSON.stringify(result));
  return result.counts;
}

test('events become appointments; moved and deleted ones are moved and cancelled; the unchanged is not read', async () => {
  await save(ada, bea, meeting);
  expect(await counts()).toMatchObject({ seen: 2, registered: 2, problems: 0 });
  expect(await findByExternalId(clinic.pool, 'ada')).toMatchObject({
    client: { name: 'Ada Lovelace', phone: '+4915123412345' },
    startsAtMs: Date.parse('2030-12-02T09:30:00+01:00'),
  });
  expect(await counts()).toMatchObject({ seen: 2, registered: 0, changed: 0, ahead: 0 });

  await save([...ada.slice(0, 2), 'DTSTART;TZID=Europe/Berlin:20301203T110000'], bea);
  expect(await counts()).toMatchObject({ changed: 1, ahead: 2 });
  expect((await findByExternalId(clinic.pool, 'ada'))?.startsAtMs).toBe(
    Date.parse('2030-12-03T11:00:00+01:00'),
  );

  await save(bea);
  expect(await counts()).toMatchObject({ cancelled: 1, missing: 1 });
  expect(await findByExternalId(clinic.pool, 'ada')).toBeUndefined();
});

test('a look that asks is not taken for read', async () => {
  await save(ada, bea);
  await counts();
  await save();
  expect((await clinic.sync('calendar')).state).toBe('held');
  expect((await clinic.sync('calendar')).state).toBe('held');
});

test('a calendar that cannot be read fails with words for the operator', async () => {
  await writeFile(path.join(dir, 'office.ics'), 'Hello');
  expect(await clinic.sync('calendar')).toMatchObject({ state: 'failed' });
});
