import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { booking, monday, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.nowMs = monday;
  world.delivered.length = 0;
});

describe('registering', () => {
  it('answers 201 with the plan, and delivers it', async () => {
    const { status, headers, body } = await world.call('POST', '/v1/appointments', booking());
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/appointments/${body.id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({
      status: 'scheduled',
      past: false,
      startsAt: '2026-11-26T09:00:00.000Z',
      startsAtLocal: '2026-11-26T10:00:00+01:00',
      reminders: [
        { number: 1, offset: 'P1D', dueAt: '2026-11-25T09:00:00.000Z', state: 'planned' },
        { number: 2, offset: 'PT1H', dueAtLocal: '2026-11-26T09:00:00+01:00', state: 'planned' },
      ],
      lastEvent: { what: 'registered', actor: 'staff:test' },
      links: { workflow: `http://localhost:8233/namespaces/default/workflows/appointment-${body.id}` },
    });
    await vi.waitFor(() =>
      expect(world.delivered).toEqual([
        {
          appointmentId: body.id,
          plan: {
            revision: 1,
            startsAtMs: Date.parse(body.startsAt),
            status: 'scheduled',
            reminders: [
              { number: 1, dueAtMs: Date.parse('2026-11-25T09:00:00Z') },
              { number: 2, dueAtMs: Date.parse('2026-11-26T08:00:00Z') },
            ],
          },
        },
      ]),
    );
  });

  it('says on the timeline why a reminder is moved or skipped', async () => {
    const { body } = await world.call(
      'POST',
      '/v1/appointments',
      booking({
        startsAt: '2026-11-24T07:00',
        timeZone: 'Europe/Berlin',
        reminders: ['P1D', 'PT12H', 'PT1H'],
      }),
    );
    const timeline = await world.call('GET', `/v1/appointments/${body.id}/timeline`);
    expect(
      timeline.body.data.map(({ what, reason }: { what: string; reason?: string }) => [what, reason]),
    ).toEqual(
      [
        ['registered', undefined],
        ['reminder_skipped', 'booked_late'],
        ['reminder_skipped', 'outside_hours'],
      ].slice(0, timeline.body.data.length),
    );
    expect(timeline.body.data.length).toBeGreaterThan(2);
  });
});
