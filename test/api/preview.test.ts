import { afterAll, beforeAll, expect, it } from 'vitest';
import { slotkeeper } from '../cli/run';
import { apiKey, booking, startWorld, type ProblemBody, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface Plan {
  startsAtLocal: string;
  reminders: { state: string; reason?: string; movedFromLocal?: string; summary: string }[];
}

/** At half past seven: the office opens at eight. */
const early = { startsAt: '2026-11-26T07:30', reminders: ['P1W', 'P1D', 'PT1H'] };

it('plans as registering would, in words, and registers nothing', async () => {
  const body = booking({ ...early, externalId: 'crm-1' });
  const preview = await world.call<Plan>('POST', '/v1/preview', body);
  expect(preview.status).toBe(200);
  expect(preview.body.startsAtLocal).toBe('2026-11-26T07:30:00+01:00');
  expect(preview.body.reminders.map(({ summary }) => summary)).toEqual([
    'We will not call on Thursday, November 19 at 7:30 AM: booked late.',
    'We will call on Wednesday, November 25 at 8:00 AM, not on Wednesday, November 25 at 7:30 AM: outside calling hours.',
    'We will not call on Thursday, November 26 at 6:30 AM: outside calling hours.',
  ]);
  for (const table of ['appointments', 'reminders', 'events'])
    expect((await world.pool.query(`select from ${table}`)).rowCount, table).toBe(0);
  expect(world.delivered).toEqual([]);

  const registered = await world.call('POST', '/v1/appointments', body);
  expect(registered.body.reminders).toEqual(preview.body.reminders);
});

it('a change answers with the new plan in words', async () => {
  const { body } = await world.call('POST', '/v1/appointments', booking());
  const changed = await world.call('PATCH', `/v1/appointments/${body.id}`, {
    startsAt: '2026-11-27T15:00',
    reminders: ['P1D'],
  });
  expect(changed.body.reminders.map(({ summary }) => summary)).toEqual([
    'We will call on Thursday, November 26 at 3:00 PM.',
  ]);
});

it.each([
  ['the start', { startsAt: '2026-11-28T07:30' }],
  ['the reminders', { reminders: ['PT3H'] }],
  ['what no plan depends on', { durationMinutes: 45 }],
])('plans a change of %s as changing would, and changes nothing', async (_, body) => {
  const registered = await world.call('POST', '/v1/appointments', booking());
  const self = `/v1/appointments/${registered.body.id}`;
  await world.call('POST', `${self}/confirm`);
  const before = await world.call('GET', self);
  const preview = await world.call<Plan>('POST', `${self}/preview`, body);
  expect((await world.call('GET', self)).body).toEqual(before.body);
  const changed = await world.call('PATCH', self, body);
  expect(preview.body.reminders).toEqual(changed.body.reminders);
  expect(preview.body.startsAtLocal).toBe(changed.body.startsAtLocal);
});

it('says that a cancelled one is not changed', async () => {
  const { body } = await world.call('POST', '/v1/appointments', booking());
  await world.call('POST', `/v1/appointments/${body.id}/cancel`);
  const preview = await world.call<ProblemBody>('POST', `/v1/appointments/${body.id}/preview`, {
    durationMinutes: 45,
  });
  expect([preview.status, preview.body.code]).toEqual([409, 'cancelled']);
});

it('checks what registering checks', async () => {
  const { status, body } = await world.call<ProblemBody>('POST', '/v1/preview', {
    client: { name: 'Ada', phone: '+33612345678' },
    startsAt: '2026-11-20T10:00',
  });
  expect(status).toBe(422);
  expect(body.errors?.map(({ path }) => path)).toEqual(['client.phone', 'startsAt']);
});

const run = (...args: string[]) =>
  slotkeeper(['preview', '--name', 'Ada', '--phone', '+4915123456789', ...args], {
    SLOTKEEPER_API_URL: world.url,
    SLOTKEEPER_API_KEY: apiKey,
  });

it('from the command line', async () => {
  const { out, code } = await run('--at', early.startsAt, '--reminders', 'P1D,PT1H');
  expect(out).toMatch(/^Ada, Thu 26 Nov( 2026)? 07:30; nothing is registered\.$/m);
  expect(out).toMatch(/^ {2}P1D before: We will call on Wednesday, November 25 at 8:00 AM, not on/m);
  expect(out).toMatch(/^ {2}PT1H before: We will not call on .*: outside calling hours\.$/m);
  expect(code).toBe(0);
});

it('on another clock, and with an error that names the field', async () => {
  const { out } = await run('--at', '2026-11-26T10:00', '--zone', 'America/New_York');
  expect(out).toMatch(/^Ada, Thu 26 Nov( 2026)? 16:00/);
  expect((await run('--at', 'noon')).err).toContain('startsAt "noon" is not a date and time');
});
