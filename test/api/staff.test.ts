import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { reserve, startDialing } from '../../db/attempts';
import { putOnDeskList } from '../../db/desk-list';
import { transaction } from '../../db/pool';
import {
  booking,
  monday,
  startWorld,
  type AppointmentBody,
  type ProblemBody,
  type TimelineBody,
  type World,
} from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.nowMs = monday;
  world.delivered.length = 0;
});

interface CallNowBody {
  attempt: string;
  reminder: { number: number };
  appointment: AppointmentBody;
}
interface DeskBody {
  data: { id: number; appointmentId: number; reason: string; client: { phone: string } }[];
}

async function register(more: Record<string, unknown> = {}): Promise<AppointmentBody> {
  return (await world.call('POST', '/v1/appointments', booking(more))).body;
}

async function say(id: number, word: 'cancel' | 'confirm') {
  return world.call('POST', `/v1/appointments/${id}/${word}`);
}

function setClock(iso: string): void {
  world.clock.nowMs = Date.parse(iso);
}

async function callNow(id: number) {
  return world.call<CallNowBody & ProblemBody>('POST', `/v1/appointments/${id}/remind`);
}

describe("staff's word", () => {
  it.each([
    ['cancel', 'cancelled', 'cancelled'],
    ['confirm', 'confirmed', 'answered'],
  ] as const)('%s ends the reminders and closes the desk list', async (word, status, reason) => {
    const { id } = await register();
    await transaction(world.pool, (tx) => putOnDeskList(tx, id, 'not_reached'));
    const { body } = await say(id, word);
    expect(body).toMatchObject({ status, revision: 2, version: 2 });
    expect(body.reminders.map((r) => [r.state, r.reason])).toEqual([
      ['skipped', reason],
      ['skipped', reason],
    ]);
    await vi.waitFor(() =>
      expect(world.delivered.at(-1)?.plan).toMatchObject({ revision: 2, status, reminders: [] }),
    );
    const timeline = await world.call<TimelineBody>('GET', `/v1/appointments/${id}/timeline`);
    expect(timeline.body.data.map(({ what, actor }) => [what, actor])).toContainEqual([status, 'staff:test']);
    expect(timeline.body.data.filter(({ what }) => what === 'reminder_skipped')).toHaveLength(2);
    const desk = await world.call<DeskBody>('GET', '/v1/desk-list');
    expect(desk.body.data.filter(({ appointmentId }) => appointmentId === id)).toEqual([]);

    const repeated = await say(id, word);
    expect(repeated.status).toBe(200);
    expect(repeated.body.version).toBe(2);
  });

  it('refuses a wrong state with its reason', async () => {
    const cancelled = await register();
    await say(cancelled.id, 'cancel');
    const confirm = await say(cancelled.id, 'confirm');
    expect([confirm.status, (confirm.body as unknown as ProblemBody).code]).toEqual([409, 'cancelled']);

    const past = await register();
    world.clock.nowMs = Date.parse('2026-11-26T10:00:00Z');
    const cancel = await say(past.id, 'cancel');
    expect([cancel.status, (cancel.body as unknown as ProblemBody).code]).toEqual([409, 'past']);
  });

  it('cancels what was confirmed', async () => {
    const { id } = await register();
    await say(id, 'confirm');
    expect((await say(id, 'cancel')).body.status).toBe('cancelled');
  });

  it('is 404 for nobody', async () => {
    expect((await say(999_999, 'cancel')).status).toBe(404);
  });
});

describe('call now', () => {
  it('makes a plan with reminder 0, and keeps those beyond the gap', async () => {
    const { id } = await register({
      // Due at 11:00, at 13:00 and tomorrow at 10:00; it is 10:00 now.
      startsAt: '2026-11-24T11:00:00+01:00',
      bookedAt: '2026-11-01T09:00:00+01:00',
      reminders: ['PT24H', 'PT22H', 'PT1H'],
    });
    const { status, body } = await callNow(id);
    expect(status).toBe(202);
    expect(body.attempt).toBe(`${id}-2-0-1`);
    expect(body.reminder).toMatchObject({ number: 0, offset: null, state: 'planned' });
    expect(body.appointment.reminders.map((r) => [r.number, r.state, r.reason])).toEqual([
      [0, 'planned', undefined],
      [1, 'skipped', 'called_now'],
      [2, 'planned', undefined],
      [3, 'planned', undefined],
    ]);
    await vi.waitFor(() =>
      expect(world.delivered.at(-1)?.plan).toMatchObject({
        revision: 2,
        reminders: expect.arrayContaining([{ number: 0, dueAtMs: monday }]) as unknown,
      }),
    );
    const timeline = await world.call<TimelineBody>('GET', `/v1/appointments/${id}/timeline`);
    expect(timeline.body.data).toContainEqual(
      expect.objectContaining({ what: 'call_now_requested', attempt: `${id}-2-0-1` }),
    );
    expect(timeline.body.data).toContainEqual(
      expect.objectContaining({ what: 'reminder_skipped', reason: 'called_now' }),
    );
  });

  it('replaces an earlier call that has not been made', async () => {
    const { id } = await register();
    await callNow(id);
    const { body } = await callNow(id);
    expect(body.attempt).toBe(`${id}-3-0-1`);
    expect(body.appointment.reminders.map(({ number }) => number)).toEqual([0, 1, 2]);
  });

  it.each([
    ['cancelled', (id: number) => say(id, 'cancel')],
    ['answered', (id: number) => say(id, 'confirm')],
    ['outside_hours', () => setClock('2026-11-23T20:00:00Z')],
    ['too_late', () => setClock('2026-11-26T09:00:00Z')],
    [
      'opted_out',
      async (id: number) => {
        const { body } = await world.call('GET', `/v1/appointments/${id}`);
        expect((await world.call('PUT', `/v1/opt-outs/${body.client.phone}`)).status).toBe(200);
      },
    ],
    [
      'number_busy',
      async (id: number) => {
        const { body } = await world.call('GET', `/v1/appointments/${id}`);
        await transaction(world.pool, async (tx) => {
          const key = { appointmentId: id, revision: 1, reminder: 1, attempt: 1 };
          const { phone } = body.client;
          await reserve(tx, key, 'call', 'reminder', phone);
          await startDialing(tx, `${id}-1-1-1`, phone, world.clock.nowMs, world.clock.nowMs + 5_000);
        });
      },
    ],
  ] as [string, (id: number) => unknown][])('is refused with the reason: %s', async (reason, arrange) => {
    const { id } = await register();
    await arrange(id);
    const { version } = (await world.call('GET', `/v1/appointments/${id}`)).body;
    const { status, body } = await callNow(id);
    expect([status, body.code]).toEqual([409, reason]);
    // Told in words.
    expect(body.detail).not.toMatch(/: [a-z]+_[a-z_]+\.$/);
    expect((await world.call('GET', `/v1/appointments/${id}`)).body.version).toBe(version);
  });
});

describe('desk list and opt-outs', () => {
  it('lists whom to ring, and takes off whom one has rung', async () => {
    const { id, client } = await register();
    await transaction(world.pool, (tx) => putOnDeskList(tx, id, 'not_reached'));
    const list = await world.call<DeskBody>('GET', '/v1/desk-list');
    const item = list.body.data.find(({ appointmentId }) => appointmentId === id);
    expect(item).toMatchObject({ reason: 'not_reached', client: { phone: client.phone } });
    const path = `/v1/desk-list/${item?.id ?? 0}/done`;
    expect((await world.call('POST', path, { note: 'Will come.' })).status).toBe(200);
    expect((await world.call('POST', path)).status).toBe(200);
    const after = await world.call<DeskBody>('GET', '/v1/desk-list');
    expect(after.body.data.some(({ appointmentId }) => appointmentId === id)).toBe(false);
    const timeline = await world.call<TimelineBody>('GET', `/v1/appointments/${id}/timeline`);
    expect(timeline.body.data.filter(({ what }) => what === 'desk_done')).toEqual([
      expect.objectContaining({ detail: { note: 'Will come.' } }),
    ]);
    expect((await world.call('POST', '/v1/desk-list/999999/done')).status).toBe(404);
  });

  it('opts a number out and in again, told on its appointments', async () => {
    const { id, client } = await register();
    const path = `/v1/opt-outs/${encodeURIComponent(client.phone)}`;
    expect((await world.call('GET', path)).status).toBe(404);
    const out = await world.call<{ phone: string; actor: string }>('PUT', path);
    expect(out.body).toMatchObject({ phone: client.phone, actor: 'staff:test' });
    expect((await world.call('PUT', path)).status).toBe(200);
    expect((await world.call('GET', path)).status).toBe(200);
    expect((await world.call('DELETE', path)).status).toBe(204);
    expect((await world.call('DELETE', path)).status).toBe(204);
    expect((await world.call('GET', path)).status).toBe(404);
    const timeline = await world.call<TimelineBody>('GET', `/v1/appointments/${id}/timeline`);
    expect(timeline.body.data.map(({ what }) => what)).toEqual(['registered', 'opted_out', 'opted_in']);
    expect((await world.call('PUT', '/v1/opt-outs/nobody')).status).toBe(422);
  });
});
