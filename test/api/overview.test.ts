import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { z } from 'zod';
import type { condition, overview } from '../../api/schemas/overview';
import { NotReady } from '../../api/readiness';
import { booking, monday, startWorld, type ProblemBody, type World } from './world';

type Overview = z.output<typeof overview>;
type Condition = z.output<typeof condition>;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let world: World;
const names = ['database', 'migrations', 'temporal', 'worker', 'calling', 'twilio'] as const;
const well = () => Promise.resolve();
const readiness: Record<string, () => Promise<void>> = {};
beforeAll(async () => {
  world = await startWorld({ readiness });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.pool.query('truncate appointments restart identity cascade');
  for (const name of names) readiness[name] = well;
});

const book = async () => (await world.call('POST', '/v1/appointments', booking())).body.id;

interface Call {
  reminder?: number;
  number?: number;
  atMs: number;
  state?: string;
  outcome?: string | null;
  purpose?: string;
}
async function call(appointment: number, each: Call): Promise<void> {
  const {
    reminder = 1,
    number = 1,
    atMs,
    state = 'ended',
    outcome = 'no_answer',
    purpose = 'reminder',
  } = each;
  await world.pool.query(
    `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, state, phone, dialed_at, outcome)
     values ($1, $2, 1, $3, $4, 'call', $5, $6, '+49' || $1, $7, $8)`,
    [
      `${appointment}-1-${reminder}-${number}`,
      appointment,
      reminder,
      number,
      purpose,
      state,
      new Date(atMs),
      outcome,
    ],
  );
}
async function answer(appointment: number, what: string, atMs: number): Promise<void> {
  await world.pool.query(
    `insert into events (appointment_id, at, actor, what, detail) values ($1, $2, 'client', 'answer_recorded', $3)`,
    [appointment, new Date(atMs), { answer: what }],
  );
}
async function due(appointment: number, atMs: number, state = 'planned'): Promise<void> {
  await world.pool.query(
    'update reminders set due_at = $2, state = $3 where appointment_id = $1 and number = 1',
    [appointment, new Date(atMs), state],
  );
}
const read = async (days: number) => (await world.call<Overview>('GET', `/v1/overview?days=${days}`)).body;

const nothing = {
  appointments: 0,
  called: 0,
  reached: 0,
  notReached: 0,
  confirmed: 0,
  rescheduled: 0,
  cancelled: 0,
  latenessP50Ms: null,
  latenessP99Ms: null,
};

it('counts whom it called, who was reached, and what they answered', async () => {
  const [busy, twice, mailbox, ringing, tried] = [
    await book(),
    await book(),
    await book(),
    await book(),
    await book(),
  ];
  await call(busy, { atMs: monday, outcome: 'busy' });
  await call(twice, { atMs: monday, outcome: 'no_answer' });
  await call(twice, { atMs: monday + minuteMs, number: 2, outcome: 'picked_up' });
  await call(mailbox, { atMs: monday, outcome: 'voicemail' });
  await call(ringing, { atMs: monday, state: 'placed', outcome: null });
  await call(tried, { atMs: monday, reminder: 2, purpose: 'test', outcome: 'picked_up' });
  await answer(twice, 'confirm', monday);
  await answer(mailbox, 'reschedule', monday + 60 * minuteMs);
  await answer(ringing, 'none', monday);
  expect(await read(1)).toEqual({
    timeZone: 'Europe/Berlin',
    days: [
      {
        ...nothing,
        date: '2026-11-23',
        called: 4,
        reached: 2,
        notReached: 1,
        confirmed: 1,
        rescheduled: 1,
        latenessP50Ms: expect.any(Number) as number,
        latenessP99Ms: expect.any(Number) as number,
      },
    ],
    answersByHour: [
      { hour: 10, confirm: 1, reschedule: 0, cancel: 0 },
      { hour: 11, confirm: 0, reschedule: 1, cancel: 0 },
    ],
  });
});

it("days begin at the office's midnight, and each is there", async () => {
  const id = await book();
  // 00:30 in Berlin, still yesterday in UTC; and the Thursday of the appointment is not yet there.
  await answer(id, 'cancel', Date.parse('2026-11-22T23:30:00Z'));
  await answer(id, 'confirm', Date.parse('2026-11-22T22:30:00Z'));
  const { days } = await read(3);
  expect(days).toEqual([
    { ...nothing, date: '2026-11-21' },
    { ...nothing, date: '2026-11-22', confirmed: 1 },
    { ...nothing, date: '2026-11-23', cancelled: 1 },
  ]);
  world.clock.nowMs = monday + 3 * dayMs;
  expect((await read(1)).days).toEqual([{ ...nothing, date: '2026-11-26', appointments: 1 }]);
  world.clock.nowMs = monday;
});

it('tells how late first calls were after the instant that was planned last', async () => {
  for (const lateMs of [10, 20, 30, 4_000]) {
    const id = await book();
    await due(id, monday);
    await call(id, { atMs: monday + lateMs });
    // Neither of these is late: one is a redial, the other was asked for.
    await call(id, { atMs: monday + 10 * minuteMs, number: 2 });
    await call(id, { atMs: monday + 20 * minuteMs, reminder: 0 });
  }
  expect((await read(1)).days[0]).toMatchObject({ latenessP50Ms: 20, latenessP99Ms: 4_000 });
});

it.each(['0', '93', 'all', '1.5'])('refuses %s days', async (days) => {
  const { status, body } = await world.call<ProblemBody>('GET', `/v1/overview?days=${days}`);
  expect([status, body.errors?.[0]?.path]).toEqual([422, 'days']);
});

const readCondition = async () => (await world.call<Condition>('GET', '/v1/condition')).body;
const part = async (name: string) => (await readCondition()).parts.find((each) => each.part === name);
const fails = (what: string) => () => Promise.reject(new NotReady(`${what} is away.`, 'Start it.'));

it('says that all is well, part by part', async () => {
  const { calling, parts } = await readCondition();
  expect(calling).toEqual({ paused: null, accountRefused: null });
  expect(parts.map((each) => `${each.part} ${each.state}`)).toEqual(
    ['database', 'temporal', 'worker', 'twilio', 'backlog', 'webhooks'].map((name) => `${name} well`),
  );
});

it('says what is wrong and what to do; of a worker behind a Temporal that is away nobody knows', async () => {
  readiness.temporal = fails('Temporal');
  readiness.worker = fails('The worker');
  readiness.calling = fails('The account');
  expect(await part('temporal')).toEqual({
    part: 'temporal',
    state: 'unwell',
    words: 'Temporal is away. Start it.',
  });
  expect(await part('worker')).toMatchObject({ state: 'unknown' });
  expect(await part('twilio')).toMatchObject({ state: 'unwell', words: 'The account is away. Start it.' });
  expect(await part('database')).toMatchObject({ state: 'well' });
});

it('counts calls that are overdue, and none that a rule has put off or whose first call went out', async () => {
  const [late, later, calling, redial, deferred, soon, confirmed] = await Promise.all(
    Array.from({ length: 7 }, () => book()),
  );
  if (!late || !later || !calling || !redial || !deferred || !soon || !confirmed) throw new Error('no ids');
  await due(soon, monday - 59_000);
  expect(await part('backlog')).toEqual({ part: 'backlog', state: 'well', words: 'No call is overdue.' });
  await due(late, monday - 2 * minuteMs);
  expect((await part('backlog'))?.words).toBe(
    'One call is overdue by more than a minute; the oldest was due 2 minutes ago.',
  );
  await due(later, monday - 125 * minuteMs);
  // Twilio did not take it: its turn comes again.
  await due(calling, monday - 3 * minuteMs, 'calling');
  await due(redial, monday - 3 * minuteMs, 'calling');
  await call(redial, { atMs: monday - 3 * minuteMs, outcome: 'busy' });
  await due(deferred, monday - 3 * minuteMs);
  await world.pool.query(
    `insert into events (appointment_id, actor, what, reason, detail)
     values ($1, 'system', 'reminder_deferred', 'number_busy', $2)`,
    [deferred, { untilMs: monday + minuteMs }],
  );
  await due(confirmed, monday - 3 * minuteMs);
  await world.pool.query(`update appointments set status = 'confirmed' where id = $1`, [confirmed]);
  expect(await part('backlog')).toEqual({
    part: 'backlog',
    state: 'unwell',
    words: '3 calls are overdue by more than a minute; the oldest was due 2 hours ago.',
  });
});
