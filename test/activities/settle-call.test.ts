import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindSid, endAttempt, setPickedUp } from '../../db/attempts';
import { transaction } from '../../db/pool';
import { attemptId, type AttemptKey } from '../../domain/attempt-id';
import { hourMs, minuteMs, numberBusyMs, redialAfterMs } from '../../domain/policy';
import type { Outcome } from '../../domain/words';
import { eventually } from '../simulator/helpers';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { openOffice, type Booked, type Office } from './office';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A call that ended so, as a callback of Twilio's would have it stored. */
async function called(office: Office, key: AttemptKey, outcome: Outcome): Promise<void> {
  expect(await office.placeCall(key)).toEqual({ kind: 'placed' });
  const end = { outcome, nowMs: office.clock.nowMs };
  await transaction(database.pool, (tx) => endAttempt(tx, attemptId(key), end, false));
}
const second = ({ key }: Booked): AttemptKey => ({ ...key, attempt: 2 });

describe('a call that is over', () => {
  test.each(['busy', 'failed', 'no_answer'] as const)(
    '%s: called again, then texted, then given to the desk',
    async (outcome) => {
      const office = await openOffice(database.pool);
      const booked = await office.book();
      await called(office, booked.key, outcome);
      const atMs = office.clock.nowMs + redialAfterMs[outcome];
      expect(await office.settleCall(booked.key)).toEqual({ kind: 'call', attempt: 2, atMs });
      office.clock.nowMs = atMs;
      await called(office, second(booked), outcome);
      expect(await office.settleCall(second(booked))).toEqual({ kind: 'text', attempt: 3, atMs });
      expect(await office.sendReminderText({ ...booked.key, attempt: 3 })).toEqual({ kind: 'over' });
      expect(await office.textsTo(booked)).toHaveLength(1);
      expect(await office.reminder(booked)).toMatchObject({ state: 'not_reached' });
      expect(await office.desk(booked)).toEqual(['not_reached']);
      expect(await office.story(booked)).toEqual([
        'call_placed',
        'redial_planned',
        'call_placed',
        'text_sent',
        'desk_listed: not_reached',
      ]);
    },
  );

  test('voicemail: it has its message, and the reminder is done', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await called(office, booked.key, 'voicemail');
    expect(await office.settleCall(booked.key)).toEqual({ kind: 'over' });
    expect(await office.reminder(booked)).toMatchObject({ state: 'reached' });
    expect(await office.desk(booked)).toEqual([]);
  });

  test('picked up without a key: not called again, but texted', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await called(office, booked.key, 'picked_up');
    expect(await office.settleCall(booked.key)).toMatchObject({ kind: 'text', attempt: 2 });
  });

  test('answered, though the workflow did not hear of it', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await called(office, booked.key, 'picked_up');
    await office.recordAnswer({
      attempt: attemptId(booked.key),
      answer: 'confirm',
      atMs: office.clock.nowMs,
    });
    expect(await office.settleCall(booked.key)).toEqual({ kind: 'answered', attempt: 1, answer: 'confirm' });
  });

  test('without time for another call: texted at once', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book({ leadMs: hourMs, reminder: { offset: 'PT1H' } });
    await called(office, booked.key, 'no_answer');
    expect(await office.settleCall(booked.key)).toMatchObject({ kind: 'text', attempt: 2 });
  });

  test('asked for by staff: nothing follows but the desk', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book({ reminder: { number: 0, offset: null } });
    await called(office, booked.key, 'no_answer');
    expect(await office.settleCall(booked.key)).toEqual({ kind: 'over' });
    expect(await office.desk(booked)).toEqual(['not_reached']);
    expect(await office.textsTo(booked)).toEqual([]);
  });
});

describe('a call whose end was not told', () => {
  test('still rings: looked at later', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await office.placeCall(booked.key);
    const atMs = office.clock.nowMs + numberBusyMs;
    expect(await office.settleCall(booked.key)).toEqual({ kind: 'check', attempt: 1, atMs });
  });

  test('is over by now: Twilio knows how', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await office.script(booked, { kind: 'busy' });
    await office.placeCall(booked.key);
    await eventually(
      () => office.callsTo(booked),
      ([call]) => call?.endedAtMs != null,
    );
    const atMs = office.clock.nowMs + redialAfterMs.busy;
    expect(await office.settleCall(booked.key)).toEqual({ kind: 'call', attempt: 2, atMs });
    expect(await office.attempt(booked.key)).toMatchObject({ state: 'ended', outcome: 'busy' });
  });
});

describe('an unresolved call', () => {
  test('that Twilio made is found, and followed', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await office.script(booked, { kind: 'no_answer' });
    await office.simulator.faults({ on: 'calls.create', kind: 'do_then_drop' });
    await office.placeCall(booked.key);
    const atMs = office.clock.nowMs + office.deps.resolveAfterMs;
    expect(await office.settleCall(booked.key)).toEqual({ kind: 'check', attempt: 1, atMs });
    await eventually(
      () => office.callsTo(booked),
      ([call]) => call?.endedAtMs != null,
    );
    office.clock.nowMs = atMs;
    expect(await office.settleCall(booked.key)).toMatchObject({ kind: 'call', attempt: 2 });
    const [call] = await office.callsTo(booked);
    expect(await office.attempt(booked.key)).toMatchObject({ outcome: 'no_answer', sid: call?.sid });
    expect(await office.story(booked)).toEqual([
      'call_unresolved',
      'call_resolved',
      'call_ended',
      'redial_planned',
    ]);
  });

  test('that Twilio never made gives way to another; while Twilio fails on, not at once', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await office.simulator.faults({ on: 'calls.create', kind: 'drop', times: 3 });
    for (const [attempt, waitMs] of [
      [1, 0],
      [2, redialAfterMs.failed],
      [3, redialAfterMs.failed],
    ] as const) {
      const key = { ...booked.key, attempt };
      expect(await office.placeCall(key)).toEqual({ kind: 'unresolved' });
      office.clock.nowMs += office.deps.resolveAfterMs;
      const atMs = office.clock.nowMs + waitMs;
      expect(await office.settleCall(key)).toEqual({ kind: 'call', attempt: attempt + 1, atMs });
      expect(await office.attempt(key)).toMatchObject({ state: 'retired' });
      office.clock.nowMs = atMs;
    }
    const tried = ['call_unresolved', 'call_retired: unresolved', 'redial_planned: unresolved'];
    expect(await office.story(booked)).toEqual([...tried, ...tried, ...tried]);
  });

  test('is not taken for an earlier call to the same number', async () => {
    const office = await openOffice(database.pool);
    const earlier = await office.book();
    await called(office, earlier.key, 'busy');
    const booked = await office.book({ phone: earlier.phone, leadMs: 72 * hourMs });
    await office.simulator.faults({ on: 'calls.create', kind: 'drop' });
    await office.placeCall(booked.key);
    office.clock.nowMs += office.deps.resolveAfterMs;
    expect(await office.settleCall(booked.key)).toMatchObject({ kind: 'call', attempt: 2 });
    expect(await office.attempt(booked.key)).toMatchObject({ state: 'retired', sid: null });
  });
});

describe('a call that a change has overtaken', () => {
  test('is hung up while it rings; a repetition does no harm', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await office.placeCall(booked.key);
    await office.withdrawCall(booked.key);
    await office.withdrawCall(booked.key);
    const [call] = await office.callsTo(booked);
    expect(call?.status).toBe('canceled');
    expect(await office.story(booked)).toContain('call_retired: changed');
  });

  test('goes on when somebody is talking', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await office.placeCall(booked.key);
    const said = { locale: 'en', text: 'Hello!' };
    await setPickedUp(database.pool, attemptId(booked.key), 'human', said, office.clock.nowMs);
    await office.withdrawCall(booked.key);
    const [call] = await office.callsTo(booked);
    expect(call?.endedAtMs).toBeNull();
  });

  test('is not given up while nobody knows whether it was made: a late SID still finds it', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await office.simulator.faults({ on: 'calls.create', kind: 'do_then_drop' });
    await office.placeCall(booked.key);
    await office.withdrawCall(booked.key);
    const [call] = await office.callsTo(booked);
    expect(await bindSid(database.pool, attemptId(booked.key), call?.sid ?? '')).toBe(true);
  });
});

describe('texts and answers', () => {
  /** Answered, and recorded through the activity, as if the database had been away when the key was pressed. */
  async function confirmed(office: Office): Promise<Booked> {
    const booked = await office.book();
    await called(office, booked.key, 'picked_up');
    await office.recordAnswer({
      attempt: attemptId(booked.key),
      answer: 'confirm',
      atMs: office.clock.nowMs,
    });
    return booked;
  }

  test('an answer is recorded once, with its effect, and the workflow need not hear of it again', async () => {
    const office = await openOffice(database.pool);
    const booked = await confirmed(office);
    const attempt = attemptId(booked.key);
    await office.recordAnswer({ attempt, answer: 'cancel', atMs: office.clock.nowMs + minuteMs });
    expect(await office.attempt(booked.key)).toMatchObject({
      answer: 'confirm',
      answeredAtMs: office.clock.nowMs,
    });
    expect(await office.reminder(booked)).toMatchObject({ state: 'reached' });
    expect((await office.story(booked)).filter((line) => line.startsWith('answer'))).toEqual([
      'answer_recorded',
    ]);
    const { rows } = await database.pool.query('select signal_after from attempts where id = $1', [attempt]);
    expect(rows).toEqual([{ signal_after: null }]);
  });

  test.each(['not-an-attempt', '999999-1-1-1'])('an answer to %s does no harm', async (attempt) => {
    const office = await openOffice(database.pool);
    await office.recordAnswer({ attempt, answer: 'confirm', atMs: office.clock.nowMs });
  });

  test('the confirmation is sent once, whatever is retried', async () => {
    const office = await openOffice(database.pool);
    const booked = await confirmed(office);
    const answered = attemptId(booked.key);
    await office.simulator.faults({ on: 'messages.create', kind: 'answer', status: 429, code: 20429 });
    await expect(office.sendConfirmation({ answered })).rejects.toMatchObject({ type: 'NotAccepted' });
    await office.sendConfirmation({ answered });
    await office.sendConfirmation({ answered });
    // With the one link to it, whatever is retried.
    const { rows } = await database.pool.query<{ token: string }>(
      'select token from appointment_links where appointment_id = $1',
      [booked.key.appointmentId],
    );
    expect(await office.textsTo(booked)).toEqual([
      expect.stringContaining(`${office.config.publicUrl}/i/${rows[0]?.token} `),
    ]);
    expect((await office.attempts(booked)).map(({ id, purpose }) => [id, purpose])).toEqual([
      [answered, 'reminder'],
      [attemptId(second(booked)), 'confirmation'],
    ]);
  });

  test('the confirmation of a late answer is sent, though the client was called once more', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await called(office, booked.key, 'busy');
    await called(office, second(booked), 'busy');
    const answered = attemptId(booked.key);
    await office.recordAnswer({ attempt: answered, answer: 'confirm', atMs: office.clock.nowMs });
    await office.sendConfirmation({ answered });
    await office.sendConfirmation({ answered });
    expect(await office.textsTo(booked)).toHaveLength(1);
  });

  test('a text whose fate nobody knows is not sent again', async () => {
    const office = await openOffice(database.pool);
    const booked = await office.book();
    await called(office, booked.key, 'picked_up');
    await office.simulator.faults({ on: 'messages.create', kind: 'do_then_drop' });
    for (let times = 0; times < 2; times++)
      expect(await office.sendReminderText(second(booked))).toEqual({ kind: 'over' });
    expect(await office.textsTo(booked)).toHaveLength(1);
    expect(await office.story(booked)).toContain('text_unresolved');
  });

  test('who opted out gets no confirmation', async () => {
    const office = await openOffice(database.pool);
    const booked = await confirmed(office);
    await database.pool.query(`insert into opt_outs (phone, actor) values ($1, 'client')`, [booked.phone]);
    await office.sendConfirmation({ answered: attemptId(booked.key) });
    expect(await office.textsTo(booked)).toEqual([]);
    expect(await office.story(booked)).toContain('text_refused: opted_out');
  });
});
