/** What was said, and what came of it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { answerVoice } from '../../api/twilio/voice';
import type * as schemas from '../../api/schemas/attempts';
import { endAttempt, reserve, startDialing } from '../../db/attempts';
import { transaction } from '../../db/pool';
import { parseAttemptId } from '../../domain/attempt-id';
import { booking, freshPhone, monday, startWorld, type World } from './world';

type Attempts = z.output<typeof schemas.attempts>;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** A call that rings, by the record. */
async function dial(locale?: string) {
  const phone = freshPhone();
  const client = { name: 'Ada Lovelace', phone, ...(locale ? { locale } : {}) };
  const { id } = (await world.call('POST', '/v1/appointments', booking({ client }))).body;
  const attempt = `${id}-1-1-1`;
  const key = parseAttemptId(attempt);
  if (!key) throw new Error('The attempt must have a name.');
  await transaction(world.pool, async (tx) => {
    await reserve(tx, key, 'call', 'reminder', phone);
    await startDialing(tx, attempt, phone, monday, monday + 5_000);
  });
  const form = { CallSid: `CA${String(id).padStart(32, '0')}` };
  const pickUp = () => answerVoice(world.deps, { id: attempt, key, form, query: {} });
  return { id, attempt, pickUp };
}

async function attemptsOf(id: number) {
  return (await world.call<Attempts>('GET', `/v1/appointments/${id}/attempts`)).body.data;
}

it('keeps what the client heard first, in which language, and what came of the call', async () => {
  const { id, attempt, pickUp } = await dial('de');
  const twiml = await pickUp();
  await transaction(world.pool, (tx) =>
    endAttempt(tx, attempt, { outcome: 'no_answer', nowMs: monday + 30_000, errorCode: '21610' }, false),
  );
  const [call] = await attemptsOf(id);
  expect(call).toEqual({
    id: attempt,
    channel: 'call',
    purpose: 'reminder',
    state: 'ended',
    outcome: 'no_answer',
    answer: null,
    dialedAt: '2026-11-23T09:00:00.000Z',
    pickedUpAt: '2026-11-23T09:00:00.000Z',
    endedAt: '2026-11-23T09:00:30.000Z',
    locale: expect.stringMatching(/^de/) as unknown,
    said: expect.stringContaining('Ada Lovelace') as unknown,
    errorCode: '21610',
    error: 'the client has opted out by STOP',
    summary: 'Called 10:00, no answer',
  });
  expect(twiml).toContain(call?.said);
});

it('keeps the first, also when the webhook comes again with other words', async () => {
  const { id, pickUp } = await dial();
  await pickUp();
  const [first] = await attemptsOf(id);
  await world.call('PATCH', `/v1/appointments/${id}`, { client: { name: 'Grace Hopper' } });
  expect(await pickUp()).not.toContain('Ada');
  expect((await attemptsOf(id))[0]?.said).toBe(first?.said);
});

it('goes with the appointment', async () => {
  const { id, pickUp } = await dial();
  await pickUp();
  await world.pool.query('delete from appointments where id = $1', [id]);
  const { rowCount } = await world.pool.query(`select from attempts where appointment_id = $1`, [id]);
  expect(rowCount).toBe(0);
});
