import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { transaction } from '../../db/pool';
import { setReminderState } from '../../db/reminders';
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

const hourMs = 3_600_000;

async function register(more: Record<string, unknown> = {}): Promise<AppointmentBody> {
  const { status, body } = await world.call('POST', '/v1/appointments', booking(more));
  expect(status).toBe(201);
  return body;
}

function deliveriesOf(id: number) {
  return world.delivered.filter(({ appointmentId }) => appointmentId === id);
}

async function timelineOf(id: number) {
  return (await world.call<TimelineBody>('GET', `/v1/appointments/${id}/timeline`)).body.data;
}

describe('PATCH', () => {
  it('moves an appointment: new revision, new plan, delivered', async () => {
    const { id } = await register();
    world.clock.nowMs += hourMs;
    const { status, headers, body } = await world.call('PATCH', `/v1/appointments/${id}`, {
      startsAt: '2026-11-27T10:00:00+01:00',
    });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toMatchObject({ revision: 2, version: 2, status: 'scheduled' });
    expect(body.reminders.map(({ dueAtLocal }) => dueAtLocal)).toEqual([
      '2026-11-26T10:00:00+01:00',
      '2026-11-27T09:00:00+01:00',
    ]);
    await vi.waitFor(() => expect(world.delivered.at(-1)?.plan.revision).toBe(2));
    expect((await timelineOf(id)).at(-1)).toMatchObject({
      what: 'changed',
      actor: 'staff:test',
      detail: { startsAt: { from: '2026-11-26T09:00:00.000Z', to: '2026-11-27T09:00:00.000Z' } },
    });
    const { rows } = await world.pool.query<{ state: string; reason: string }>(
      'select state, reason from reminders where appointment_id = $1 and revision = 1',
      [id],
    );
    expect(rows).toEqual([
      { state: 'skipped', reason: 'changed' },
      { state: 'skipped', reason: 'changed' },
    ]);
  });

  it('keeps the distance from the change', async () => {
    const { id } = await register();
    world.clock.nowMs = Date.parse('2026-11-25T08:00:00Z');
    const { body } = await world.call('PATCH', `/v1/appointments/${id}`, {
      client: { name: 'Ada King' },
    });
    expect(body.reminders[0]).toMatchObject({ state: 'skipped', reason: 'booked_late' });
    expect(body.reminders[1]).toMatchObject({ state: 'planned' });
  });

  it('writes durationMinutes and metadata without a new plan, and does not deliver', async () => {
    const { id } = await register();
    await vi.waitFor(() => expect(deliveriesOf(id)).toHaveLength(1));
    const { body } = await world.call('PATCH', `/v1/appointments/${id}`, {
      durationMinutes: 45,
      metadata: { room: '3' },
    });
    expect(body).toMatchObject({ revision: 1, version: 2, durationMinutes: 45, metadata: { room: '3' } });
    expect(deliveriesOf(id)).toHaveLength(1);
    expect((await timelineOf(id)).at(-1)?.detail).toEqual({
      durationMinutes: { from: null, to: 45 },
      metadata: 'changed',
    });
  });

  it('says which field of the client changed, but neither name nor number', async () => {
    const { id } = await register();
    await world.call('PATCH', `/v1/appointments/${id}`, {
      client: { name: 'Grace Hopper', phone: '+4930901899', locale: 'de' },
    });
    const text = JSON.stringify(await timelineOf(id));
    expect(text).toContain('["name","phone","locale"]');
    expect(text).not.toMatch(/Grace|901899/);
  });

  it('does nothing when nothing differs', async () => {
    const { id } = await register();
    const { headers, body } = await world.call('PATCH', `/v1/appointments/${id}`, {
      startsAt: '2026-11-26T09:00:00Z',
    });
    expect(headers.get('etag')).toBe('"1"');
    expect(body.revision).toBe(1);
  });

  it('holds to If-Match', async () => {
    const { id } = await register();
    const change = { durationMinutes: 30 };
    const path = `/v1/appointments/${id}`;
    expect((await world.call('PATCH', path, change, { 'if-match': '"1"' })).status).toBe(200);
    const late = await world.call<ProblemBody>('PATCH', path, { durationMinutes: 60 }, { 'if-match': '"1"' });
    expect(late.status).toBe(412);
    expect(late.body.code).toBe('version_mismatch');
    expect((await world.call('GET', path)).body.durationMinutes).toBe(30);
  });

  it('asks for a new confirmation after a new start only', async () => {
    const { id } = await register();
    await world.call('POST', `/v1/appointments/${id}/confirm`);
    const renamed = await world.call('PATCH', `/v1/appointments/${id}`, { client: { name: 'Ada King' } });
    expect(renamed.body.status).toBe('confirmed');
    expect(renamed.body.reminders.map(({ state, reason }) => [state, reason])).toEqual([
      ['skipped', 'answered'],
      ['skipped', 'answered'],
    ]);
    await vi.waitFor(() =>
      expect(world.delivered.at(-1)?.plan).toMatchObject({ revision: 3, reminders: [] }),
    );
    const moved = await world.call('PATCH', `/v1/appointments/${id}`, {
      startsAt: '2026-11-27T10:00:00+01:00',
    });
    expect(moved.body.status).toBe('scheduled');
    expect(moved.body.reminders.map(({ state }) => state)).toEqual(['planned', 'planned']);
  });

  it('does not repeat a reminder that has reached the client, because the name changes', async () => {
    const { id } = await register({ startsAt: '2026-11-26T10:00:00+01:00', reminders: ['P2D', 'PT1H'] });
    await transaction(world.pool, (tx) =>
      setReminderState(tx, { appointmentId: id, revision: 1, reminder: 1 }, 'reached'),
    );
    const { body } = await world.call('PATCH', `/v1/appointments/${id}`, { client: { name: 'Ada King' } });
    expect(body.reminders.map(({ state }) => state)).toEqual(['reached', 'planned']);
  });

  it('records whether the client came, once the start has passed', async () => {
    const { id } = await register();
    const path = `/v1/appointments/${id}`;
    const early = await world.call<ProblemBody>('PATCH', path, { attended: true });
    expect([early.status, early.body.code]).toEqual([409, 'not_started']);
    world.clock.nowMs = Date.parse('2026-11-26T10:00:00Z');
    const { body } = await world.call('PATCH', path, { attended: false });
    expect(body).toMatchObject({ attended: false, past: true, lastEvent: { what: 'attendance_recorded' } });
    const rebooked = await world.call('PATCH', path, { startsAt: '2026-12-03T10:00:00+01:00' });
    expect(rebooked.body).toMatchObject({ attended: null, past: false });
  });

  it('leaves a cancelled one as it is', async () => {
    const { id } = await register();
    await world.call('POST', `/v1/appointments/${id}/cancel`);
    const { status, body } = await world.call<ProblemBody>('PATCH', `/v1/appointments/${id}`, {
      durationMinutes: 5,
    });
    expect([status, body.code]).toEqual([409, 'cancelled']);
  });

  it('takes the list of the office again for null, and no reminders for []', async () => {
    const { id, reminders } = await register({ reminders: ['PT3H'] });
    expect(reminders.map(({ offset }) => offset)).toEqual(['PT3H']);
    const path = `/v1/appointments/${id}`;
    expect((await world.call('PATCH', path, { reminders: [] })).body.reminders).toEqual([]);
    const { body } = await world.call('PATCH', path, { reminders: null });
    expect(body.reminders.map(({ offset }) => offset)).toEqual(['P1D', 'PT1H']);
  });

  it('does not know a timeZone without startsAt', async () => {
    const { id } = await register();
    const { status } = await world.call('PATCH', `/v1/appointments/${id}`, { timeZone: 'Europe/Vienna' });
    expect(status).toBe(422);
  });
});

describe('PUT by externalId', () => {
  const path = '/v1/appointments/by-external-id/';

  it('creates, then leaves as it is what is repeated, then changes', async () => {
    const content = booking();
    const created = await world.call('PUT', `${path}put%2F1`, content);
    expect(created.status).toBe(201);
    expect(created.body.externalId).toBe('put/1');
    world.clock.nowMs += hourMs;
    const repeated = await world.call('PUT', `${path}put%2F1`, content);
    expect(repeated.status).toBe(200);
    expect(repeated.headers.get('etag')).toBe('"1"');
    expect(repeated.body).toEqual(created.body);
    const changed = await world.call('PUT', `${path}put%2F1`, { ...content, durationMinutes: 20 });
    expect(changed.body).toMatchObject({ id: created.body.id, version: 2, revision: 1, durationMinutes: 20 });
    const emptied = await world.call('PUT', `${path}put%2F1`, content);
    expect(emptied.body.durationMinutes).toBeNull();
  });

  it('stays safe to repeat after the start', async () => {
    const content = booking();
    await world.call('PUT', `${path}past`, content);
    world.clock.nowMs = Date.parse('2026-11-27T10:00:00Z');
    const { status, body } = await world.call('PUT', `${path}past`, content);
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 1, past: true });
  });

  it('does not bring back what was cancelled, unless it has another start', async () => {
    const content = booking();
    const created = await world.call('PUT', `${path}gone`, content);
    await world.call('POST', `/v1/appointments/${created.body.id}/cancel`);
    const repeated = await world.call('PUT', `${path}gone`, content);
    expect(repeated.status).toBe(200);
    expect(repeated.body).toMatchObject({ id: created.body.id, status: 'cancelled' });
    const changed = await world.call<ProblemBody>('PUT', `${path}gone`, { ...content, durationMinutes: 20 });
    expect([changed.status, changed.body.code]).toEqual([409, 'cancelled']);
    const rebooked = await world.call('PUT', `${path}gone`, {
      ...content,
      startsAt: '2026-11-30T10:00:00+01:00',
    });
    expect(rebooked.status).toBe(201);
    expect(rebooked.body.id).not.toBe(created.body.id);
  });

  it('creates one of several that come at the same instant', async () => {
    const content = booking();
    const all = await Promise.all([1, 2, 3].map(() => world.call('PUT', `${path}rush`, content)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
  });
});
