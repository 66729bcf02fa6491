import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transaction } from '../../../db/pool';
import { findSources } from '../../../db/sources';
import { settle } from '../../../intake/settle';
import type { Appointment } from '../../../db/appointments';
import { openClinic, type Clinic } from './clinic';

const minuteMs = 60_000;
let clinic: Clinic;
beforeEach(async () => {
  clinic = await openClinic();
});
afterEach(() => clinic.close());

async function booked(startsAt = '2030-12-02 09:30'): Promise<{ id: number; appointment: Appointment }> {
  const id = await clinic.book('Ada', startsAt);
  await clinic.sync();
  clinic.clock.nowMs += minuteMs;
  return { id, appointment: await clinic.registered(id) };
}

test.each([
  ['confirm', 'confirmed'],
  ['reschedule', 'rescheduling'],
  ['cancel', 'cancelled'],
] as const)('the client presses %s: the row is %s, at the time of the answer', async (answer, status) => {
  const { id, appointment } = await booked();
  await clinic.answer(appointment, answer);
  expect(await clinic.asked()).toEqual([appointment.id]);
  await clinic.writeBack(appointment.id);
  expect(await clinic.row(id)).toEqual({ status, answeredAtMs: clinic.clock.nowMs });
  expect(await clinic.story(appointment.id)).toContain('written_back by system');
});

test("staff's word goes back as well; the clinic's own does not", async () => {
  const { id, appointment } = await booked();
  const intake = {
    settings: { office: { name: '', phone: '', timeZone: 'UTC' }, rules: {}, defaultCountry: 'DE' } as never,
    actor: 'staff:ana',
    nowMs: clinic.clock.nowMs,
  } as const;
  await transaction(clinic.pool, (tx) => settle(tx, intake, appointment, 'confirmed'));
  await clinic.writeBack(appointment.id);
  expect((await clinic.row(id)).status).toBe('confirmed');

  const other = await booked();
  await clinic.change(other.id, `status = 'cancelled'`);
  await clinic.sync();
  await clinic.writeBack(other.appointment.id);
  expect(await clinic.row(other.id)).toEqual({ status: 'cancelled', answeredAtMs: null });
});

test('written once, however often it is asked for', async () => {
  const { id, appointment } = await booked();
  await clinic.answer(appointment, 'confirm');
  await clinic.writeBack(appointment.id);
  await clinic.theirs.query('update appointments set answered_at = null where id = $1', [id]);
  await clinic.writeBack(appointment.id);
  expect((await clinic.row(id)).answeredAtMs).toBeNull();
  const story = await clinic.story(appointment.id);
  expect(story.filter((line) => line.startsWith('written_back'))).toHaveLength(1);
});

test('our own answer, read again, changes nothing here', async () => {
  for (const answer of ['confirm', 'cancel', 'reschedule'] as const) {
    const { appointment } = await booked();
    await clinic.answer(appointment, answer);
    await clinic.writeBack(appointment.id);
    const before = await clinic.story(appointment.id);
    await clinic.sync();
    expect(await clinic.story(appointment.id)).toEqual(before);
  }
});

test('while it fails it says why, and it is tried until it works', async () => {
  const { id, appointment } = await booked();
  await clinic.answer(appointment, 'confirm');
  const url = clinic.sources.database?.url ?? '';
  const { writeBackSql = '', sql = '' } = clinic.sources.database ?? {};
  clinic.sources.database = { url, sql, writeBackSql: `update appointments set nonsense = :status` };
  await expect(clinic.writeBack(appointment.id)).rejects.toThrow(/42703/);
  expect((await findSources(clinic.pool))[0]?.error).toMatch(/nonsense/);
  clinic.sources.database = {
    url,
    sql,
    writeBackSql: 'update appointments set answered_at = :answered_at::timestamptz',
  };
  await clinic.book('Bea', '2030-12-02 10:30');
  await expect(clinic.writeBack(appointment.id)).rejects.toThrow(/2 rows/);
  expect((await clinic.row(id)).answeredAtMs).toBeNull();
  clinic.sources.database = { url, sql, writeBackSql };
  await clinic.writeBack(appointment.id);
  expect((await clinic.row(id)).status).toBe('confirmed');
  expect((await findSources(clinic.pool))[0]?.error).toBeNull();
});

const conflicts = async () => {
  const { rows } = await clinic.pool.query<{ id: number }>(
    `select appointment_id as id from desk_list where reason = 'source_conflict' and done_at is null`,
  );
  return rows.map(({ id }) => id);
};

describe('the clinic changes its row in the minute in which the client answers', () => {
  test("moved before the answer: the time is the clinic's, and the answer to the old one does not count", async () => {
    const { id, appointment } = await booked();
    await clinic.change(id, `starts_at = '2030-12-03 11:00'`);
    clinic.clock.nowMs += 10_000;
    await clinic.answer(appointment, 'confirm');
    await clinic.sync();
    expect(await clinic.registered(id)).toMatchObject({
      status: 'scheduled',
      startsAtMs: Date.parse('2030-12-03T11:00:00+01:00'),
    });
    await clinic.writeBack(appointment.id);
    expect((await clinic.row(id)).status).toBe('booked');
    expect(await clinic.story(appointment.id)).toContain('write_back_passed_over by system');
  });

  test('moved after the answer, which is on its way: the row stays as the clinic has it', async () => {
    const { id, appointment } = await booked();
    await clinic.answer(appointment, 'confirm');
    clinic.clock.nowMs += 10_000;
    await clinic.change(id, `starts_at = '2030-12-03 11:00'`);
    await clinic.writeBack(appointment.id);
    expect((await clinic.row(id)).status).toBe('booked');
    expect(await clinic.story(appointment.id)).toContain('write_back_passed_over by system');
    await clinic.sync();
    expect((await clinic.registered(id)).status).toBe('scheduled');
  });

  test('moved, then answered before we know of it: the answer is not taken for one to the new time', async () => {
    const { id, appointment } = await booked();
    await clinic.change(id, `starts_at = '2030-12-03 11:00'`);
    clinic.clock.nowMs += 10_000;
    await clinic.answer(appointment, 'confirm');
    await clinic.writeBack(appointment.id);
    expect(await conflicts()).toEqual([appointment.id]);
    await clinic.sync();
    expect((await clinic.registered(id)).status).toBe('scheduled');
    expect((await clinic.row(id)).status).toBe('booked');
    expect(await conflicts()).toEqual([]);
  });

  test('moved, then cancelled by the client: the newer word stands here, there, and on the timeline', async () => {
    const { id, appointment } = await booked();
    await clinic.change(id, `starts_at = '2030-12-03 11:00'`);
    clinic.clock.nowMs += 10_000;
    await clinic.answer(appointment, 'cancel');
    await clinic.writeBack(appointment.id);
    expect((await clinic.row(id)).status).toBe('booked');
    await clinic.sync();
    expect(await clinic.live(id)).toBeUndefined();
    expect(await clinic.story(appointment.id)).toContain('source_overruled by source:database');
    expect(await clinic.asked()).toContain(appointment.id);
    await clinic.writeBack(appointment.id);
    expect((await clinic.row(id)).status).toBe('cancelled');
  });

  test('renamed after the answer, which is on its way: both stand', async () => {
    const { id, appointment } = await booked();
    await clinic.answer(appointment, 'confirm');
    clinic.clock.nowMs += 10_000;
    await clinic.theirs.query(`update patients set first_name = 'Adele'`);
    await clinic.change(id, `room = '3'`);
    await clinic.writeBack(appointment.id);
    expect((await clinic.row(id)).status).toBe('confirmed');
    await clinic.sync();
    expect(await clinic.registered(id)).toMatchObject({
      status: 'confirmed',
      client: { name: 'Adele Muster' },
      metadata: { room: '3' },
    });
  });

  test('cancelled by the client, then confirmed at the counter: nobody is called, and a person is to look', async () => {
    const { id, appointment } = await booked();
    await clinic.answer(appointment, 'cancel');
    clinic.clock.nowMs += 10_000;
    await clinic.change(id, `status = 'confirmed'`);
    await clinic.writeBack(appointment.id);
    await clinic.sync();
    expect((await clinic.row(id)).status).toBe('confirmed');
    expect(await clinic.live(id)).toBeUndefined();
    expect(await conflicts()).toEqual([appointment.id]);
  });

  test('cancelled by the client, then moved by the clinic: it is on, at the new time', async () => {
    const { id, appointment } = await booked();
    await clinic.answer(appointment, 'cancel');
    clinic.clock.nowMs += 10_000;
    await clinic.change(id, `starts_at = '2030-12-03 11:00'`);
    await clinic.writeBack(appointment.id);
    await clinic.sync();
    expect(await clinic.registered(id)).toMatchObject({
      startsAtMs: Date.parse('2030-12-03T11:00:00+01:00'),
    });
    expect((await clinic.row(id)).status).toBe('booked');
    expect(await conflicts()).toEqual([]);
  });

  test('cancelled by the clinic, then confirmed: the answer stands, and a person is to look', async () => {
    const { id, appointment } = await booked();
    await clinic.change(id, `status = 'cancelled'`);
    clinic.clock.nowMs += 10_000;
    await clinic.answer(appointment, 'confirm');
    await clinic.sync();
    expect((await clinic.registered(id)).status).toBe('confirmed');
    const story = await clinic.story(appointment.id);
    expect(story).toContain('source_overruled by source:database');
    const { rows } = await clinic.pool.query('select reason from desk_list where done_at is null');
    expect(rows).toEqual([{ reason: 'source_conflict' }]);
    await clinic.writeBack(appointment.id);
    expect((await clinic.row(id)).status).toBe('confirmed');
  });

  test('confirmed, then cancelled by the clinic: it is off', async () => {
    const { id, appointment } = await booked();
    await clinic.answer(appointment, 'confirm');
    clinic.clock.nowMs += 10_000;
    await clinic.change(id, `status = 'cancelled'`);
    await clinic.writeBack(appointment.id);
    await clinic.sync();
    expect(await clinic.live(id)).toBeUndefined();
    expect((await clinic.row(id)).status).toBe('cancelled');
  });
});
