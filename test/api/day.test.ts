/** The front desk's day and its search. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type * as schemas from '../../api/schemas/day';
import type { deskList } from '../../api/schemas/desk';
import { putOnDeskList } from '../../db/desk-list';
import { transaction } from '../../db/pool';
import { booking, monday, startWorld, type AppointmentBody, type ProblemBody, type World } from './world';

type Day = z.output<typeof schemas.day>;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.nowMs = monday;
});

async function register(more: Record<string, unknown> = {}): Promise<AppointmentBody> {
  return (await world.call('POST', '/v1/appointments', booking(more))).body;
}

async function day(date: string): Promise<Day> {
  return (await world.call<Day>('GET', `/v1/days/${date}`)).body;
}

async function rowOf({ id }: { id: number }, date = '2026-11-26') {
  const row = (await day(date)).data.find((each) => each.id === id);
  if (!row) throw new Error(`Appointment ${id} is not in the list of ${date}.`);
  return row;
}

describe('the day', () => {
  it("holds what starts between the office's midnights, by time", async () => {
    const starts = [
      '2026-12-01T00:00',
      '2026-11-30T23:59',
      '2026-12-01T23:59',
      '2026-12-02T00:00',
      '2026-12-01T09:00',
    ];
    const ids: number[] = [];
    for (const startsAt of starts) ids.push((await register({ startsAt })).id);
    const { date, timeZone, data } = await day('2026-12-01');
    expect([date, timeZone]).toEqual(['2026-12-01', 'Europe/Berlin']);
    expect(data.map(({ id }) => id)).toEqual([ids[0], ids[4], ids[2]]);
    expect(data.map(({ startsAtLocal }) => startsAtLocal)).toEqual([
      '2026-12-01T00:00:00+01:00',
      '2026-12-01T09:00:00+01:00',
      '2026-12-01T23:59:00+01:00',
    ]);
  });

  it('shows what is next', async () => {
    const booked = await register();
    expect(await rowOf(booked)).toEqual({
      id: booked.id,
      startsAt: '2026-11-26T09:00:00.000Z',
      startsAtLocal: '2026-11-26T10:00:00+01:00',
      client: { name: 'Ada Lovelace', phone: booked.client.phone },
      status: 'scheduled',
      past: false,
      attended: null,
      tone: 'wait',
      next: { at: '2026-11-25T09:00:00.000Z', atLocal: '2026-11-25T10:00:00+01:00', what: 'call' },
      why: 'Calls on Wednesday 10:00',
      onDeskList: false,
      lastAt: null,
    });
  });

  it('shows who confirmed, who cancelled and whom to ring', async () => {
    const [confirmed, cancelled, listed] = [await register(), await register(), await register()];
    await world.call('POST', `/v1/appointments/${confirmed.id}/confirm`);
    await world.call('POST', `/v1/appointments/${cancelled.id}/cancel`);
    await transaction(world.pool, (tx) => putOnDeskList(tx, listed.id, 'not_reached'));
    expect(await rowOf(confirmed)).toMatchObject({
      tone: 'good',
      next: null,
      why: 'Confirmed by test 10:00',
    });
    expect(await rowOf(cancelled)).toMatchObject({ tone: 'off', next: null, why: 'Cancelled by test 10:00' });
    expect(await rowOf(listed)).toMatchObject({ tone: 'act', onDeskList: true });
  });

  it.each(['tomorrow', '2026-13-01', '2026-02-30', '1999-01-01'])('refuses %s', async (date) => {
    const { status, body } = await world.call<ProblemBody>('GET', `/v1/days/${date}`);
    expect([status, body.errors?.[0]?.path]).toEqual([422, 'date']);
  });
});

describe('the desk list', () => {
  type DeskList = z.output<typeof deskList>;
  const list = async (query = '') => (await world.call<DeskList>('GET', `/v1/desk-list${query}`)).body.data;

  it('says whom to ring and why, and keeps what is done, by whom and with which note', async () => {
    const { id, client } = await register();
    await transaction(world.pool, (tx) => putOnDeskList(tx, id, 'not_reached'));
    const open = (await list()).find(({ appointmentId }) => appointmentId === id);
    expect(open).toMatchObject({
      client: { name: client.name, phone: client.phone },
      why: 'Not reached; calls on Wednesday 10:00',
      doneAt: null,
      doneBy: null,
      note: null,
    });
    expect(open?.phone).toMatch(/^\+49 1512 \d+$/);
    await world.call('POST', `/v1/desk-list/${open?.id ?? 0}/done`, { note: 'Comes.' });
    expect((await list('?done=false')).map((item) => item.id)).not.toContain(open?.id);
    const [done] = await list('?done=true');
    expect(done).toMatchObject({ id: open?.id, doneBy: 'staff:test', note: 'Comes.', why: 'Not reached' });
    expect(done?.doneAt).not.toBeNull();
  });

  it('refuses another word than true and false', async () => {
    expect((await world.call('GET', '/v1/desk-list?done=yes')).status).toBe(422);
  });
});
