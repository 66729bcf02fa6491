import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { booking, monday, startWorld, type ProblemBody, type TimelineBody, type World } from './world';

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
    const again = await world.call('GET', `/v1/appointments/${body.id}`);
    expect(again.body).toEqual(body);
    expect(again.headers.get('etag')).toBe('"1"');
  });

  it('says on the timeline, and in the plan, why a reminder is moved or skipped', async () => {
    const { body } = await world.call(
      'POST',
      '/v1/appointments',
      // P1D has passed, PT12H is at 19:30 and PT1H at 6:30, before the office calls.
      booking({ startsAt: '2026-11-24T07:30', reminders: ['P1D', 'PT12H', 'PT1H'] }),
    );
    expect(body.reminders).toMatchObject([
      { number: 1, state: 'skipped', reason: 'booked_late' },
      { number: 2, state: 'planned' },
      { number: 3, state: 'skipped', reason: 'outside_hours' },
    ]);
    const moved = await world.call(
      'POST',
      '/v1/appointments',
      booking({ startsAt: '2026-11-26T23:00', reminders: ['P1D'] }),
    );
    expect(moved.body.reminders).toMatchObject([
      {
        dueAtLocal: '2026-11-25T19:00:00+01:00',
        movedFromLocal: '2026-11-25T23:00:00+01:00',
        reason: 'outside_hours',
      },
    ]);
    expect(await linesOf(body.id)).toEqual([
      ['registered', undefined],
      ['reminder_skipped', 'booked_late'],
      ['reminder_skipped', 'outside_hours'],
    ]);
    expect(await linesOf(moved.body.id)).toEqual([
      ['registered', undefined],
      ['reminder_moved', 'outside_hours'],
    ]);
  });

  it('takes the instant of booking from elsewhere', async () => {
    const { body } = await world.call(
      'POST',
      '/v1/appointments',
      booking({ startsAt: '2026-11-24T10:30:00+01:00', bookedAt: '2026-11-01T10:00:00+01:00' }),
    );
    // Half an hour from now, too near for one booked now.
    expect(body.reminders[0]).toMatchObject({ number: 1, state: 'planned' });
  });

  it('reads local time by timeZone, and refuses the hour that does not exist', async () => {
    const newYork = await world.call(
      'POST',
      '/v1/appointments',
      booking({ startsAt: '2027-07-01T09:00', timeZone: 'America/New_York' }),
    );
    expect(newYork.body.startsAt).toBe('2027-07-01T13:00:00.000Z');
    const gap = await world.call<ProblemBody>(
      'POST',
      '/v1/appointments',
      booking({ startsAt: '2027-03-28T02:30' }),
    );
    expect(gap.status).toBe(422);
    expect(gap.body.errors).toMatchObject([
      { path: 'startsAt', choices: ['2027-03-28T01:30:00+01:00', '2027-03-28T03:30:00+02:00'] },
    ]);
  });

  it('refuses a second live one under the same externalId, and names the first', async () => {
    const first = await world.call('POST', '/v1/appointments', booking({ externalId: 'crm-1' }));
    const second = await world.call<ProblemBody>(
      'POST',
      '/v1/appointments',
      booking({ externalId: 'crm-1' }),
    );
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'external_id_taken', existingId: first.body.id });
    await world.call('POST', `/v1/appointments/${first.body.id}/cancel`);
    const third = await world.call('POST', '/v1/appointments', booking({ externalId: 'crm-1' }));
    expect(third.status).toBe(201);
  });

  it('registers one of two that come at the same instant', async () => {
    const both = await Promise.all(
      [1, 2].map(() => world.call('POST', '/v1/appointments', booking({ externalId: 'race' }))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('answers 201 while Temporal is away', async () => {
    const away = await startWorld({
      workflows: {
        deliverPlan: () => Promise.reject(new Error('away')),
        deliverAnswer: () => Promise.reject(new Error('away')),
        deliverEnd: () => Promise.reject(new Error('away')),
        startJob: () => Promise.reject(new Error('away')),
        lookNow: () => Promise.reject(new Error('away')),
      },
    });
    try {
      const { status, body } = await away.call('POST', '/v1/appointments', booking());
      expect(status).toBe(201);
      const { rows } = await away.pool.query<{ due: boolean }>(
        'select delivered_revision < revision as due from appointments where id = $1',
        [body.id],
      );
      expect(rows).toEqual([{ due: true }]);
    } finally {
      await away.close();
    }
  });
});

describe('what is refused', () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ['a missing start', booking({ startsAt: undefined }), 'startsAt'],
    ['a start in the past', booking({ startsAt: '2026-11-22T10:00:00+01:00' }), 'startsAt'],
    ['a start that is now', booking({ startsAt: '2026-11-23T10:00:00+01:00' }), 'startsAt'],
    ['a day that does not exist', booking({ startsAt: '2027-02-30T10:00' }), 'startsAt'],
    ['an unknown zone', booking({ startsAt: '2027-02-03T10:00', timeZone: 'Mars/North' }), 'timeZone'],
    ['a missing client', booking({ client: undefined }), 'client'],
    ['a missing name', booking({ client: { phone: '+4930901821' } }), 'client.name'],
    ['an empty name', booking({ client: { name: '  ', phone: '+4930901821' } }), 'client.name'],
    ['a name with a line break', booking({ client: { name: 'A\nB', phone: '+4930901821' } }), 'client.name'],
    ['a number that is none', booking({ client: { name: 'A', phone: 'tomorrow' } }), 'client.phone'],
    ['a number nobody has', booking({ client: { name: 'A', phone: '+15551234567' } }), 'client.phone'],
    [
      'a country that is not called',
      booking({ client: { name: 'A', phone: '+33140205050' } }),
      'client.phone',
    ],
    ['a premium number', booking({ client: { name: 'A', phone: '+4990012345678' } }), 'client.phone'],
    [
      'an unknown language',
      booking({ client: { name: 'A', phone: '+4930901821', locale: 'not a tag' } }),
      'client.locale',
    ],
    [
      "an unknown zone of the client's",
      booking({ client: { name: 'A', phone: '+4930901821', timeZone: '+01:00' } }),
      'client.timeZone',
    ],
    ['an offset that is none', booking({ reminders: ['P1D', 'a day'] }), 'reminders.1'],
    ['an offset after the start', booking({ reminders: ['-PT1H'] }), 'reminders.0'],
    ['offsets without end', booking({ reminders: Array(11).fill('PT1H') }), 'reminders'],
    ['half a minute', booking({ durationMinutes: 0.5 }), 'durationMinutes'],
    ['a booking to come', booking({ bookedAt: '2026-11-24T10:00:00+01:00' }), 'bookedAt'],
    ['metadata with depth', booking({ metadata: { a: { b: 1 } } }), 'metadata.a'],
    [
      'metadata without end',
      booking({ metadata: Object.fromEntries([...Array(21).keys()].map((n) => [`k${n}`, n])) }),
      'metadata',
    ],
    ['metadata with NUL', booking({ metadata: { a: '\0' } }), 'metadata.a'],
    ['an unknown field', booking({ phone: '+4930901821' }), 'phone'],
    [
      'an unknown field of the client',
      booking({ client: { name: 'A', phone: '+4930901821', email: 'a@example.com' } }),
      'client.email',
    ],
    ['an empty externalId', booking({ externalId: '' }), 'externalId'],
  ];
  it.each(cases)('%s', async (_, sent, path) => {
    const { status, headers, body } = await world.call<ProblemBody>('POST', '/v1/appointments', sent);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body.code).toBe('invalid');
    expect(body.errors?.map((error) => error.path)).toEqual([path]);
    expect(body.errors?.[0]?.message).not.toMatch(/Invalid input/);
  });

  it('names all that is wrong at once, and ALLOWED_COUNTRIES', async () => {
    const { body } = await world.call<ProblemBody>(
      'POST',
      '/v1/appointments',
      booking({
        client: { name: 'A', phone: '+33140205050', timeZone: 'Nowhere' },
        startsAt: '2020-01-01T10:00:00Z',
      }),
    );
    expect(body.errors?.map(({ path }) => path)).toEqual(['client.phone', 'client.timeZone', 'startsAt']);
    expect(body.detail).toContain('ALLOWED_COUNTRIES lists DE, AT');
  });

  it('reads a national number by DEFAULT_COUNTRY', async () => {
    const { body } = await world.call(
      'POST',
      '/v1/appointments',
      booking({ client: { name: 'A', phone: '030 901821' } }),
    );
    expect(body.client.phone).toBe('+4930901821');
  });
});

async function linesOf(id: number) {
  const { body } = await world.call<TimelineBody>('GET', `/v1/appointments/${id}/timeline`);
  return body.data.map(({ what, reason }) => [what, reason]);
}
