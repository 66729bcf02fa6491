import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { numberBusyMs } from '../domain/policy';
import { afterCall } from '../domain/retry';
import { canReceiveText, parsePhone } from '../domain/phone';
import type { Step } from '../domain/steps';
import { findAppointment } from '../db/appointments';
import { bindSid, endAttempt, findAttempt, moveTo, type Attempt } from '../db/attempts';
import { putOnDeskList } from '../db/desk-list';
import { addEvent } from '../db/events';
import { transaction, type Tx } from '../db/pool';
import { setReminderState } from '../db/reminders';
import type { Deps } from './deps';

/** Stored numbers are E.164; a default is never asked for. */
const defaultCountry = 'US';

/**
 * Finds out what became of a call, from our record or else from Twilio, and says what follows.
 * May be retried: it asks, and it moves the attempt and the reminder forward at most once.
 */
export const settleCall =
  (deps: Deps) =>
  async (key: AttemptKey): Promise<Step> => {
    const id = attemptId(key);
    const attempt = await findAttempt(deps.pool, id);
    if (!attempt) return { kind: 'over' };
    switch (attempt.state) {
      case 'dialing':
      case 'unresolved':
        return resolve(deps, key, attempt);
      case 'placed':
        return askTwilio(deps, key, attempt);
      case 'reserved':
      case 'ended':
      case 'refused':
      case 'retired':
        return conclude(deps, key);
    }
  };

/** Nobody knows whether the POST was accepted: Twilio's list tells, once it is complete. */
async function resolve(deps: Deps, key: AttemptKey, attempt: Attempt): Promise<Step> {
  const { pool, telephony, now, resolveAfterMs } = deps;
  const dialedAtMs = attempt.dialedAtMs ?? now();
  const completeAtMs = dialedAtMs + resolveAfterMs;
  if (now() < completeAtMs) return { kind: 'check', attempt: key.attempt, atMs: completeAtMs };

  // One live call per number: whatever Twilio has begun since for this number is this attempt.
  const [call] = await telephony.findCalls({ to: attempt.phone, sinceMs: dialedAtMs - 5_000 });
  const event = { appointmentId: key.appointmentId, attemptId: attempt.id, actor: 'system' } as const;
  if (call) {
    await bindSid(pool, attempt.id, call.sid);
    await addEvent(pool, { ...event, what: 'call_resolved', detail: { sid: call.sid } });
    return askTwilio(deps, key, { ...attempt, sid: call.sid });
  }
  return transaction(pool, async (tx) => {
    if (!(await moveTo(tx, attempt.id, 'retired')))
      return { kind: 'check', attempt: key.attempt, atMs: now() };
    await addEvent(tx, { ...event, what: 'call_retired', reason: 'unresolved' });
    await addEvent(tx, { ...event, what: 'redial_planned', reason: 'unresolved', detail: { atMs: now() } });
    return { kind: 'call', attempt: key.attempt + 1, atMs: now() };
  });
}

/** The final status has not come: callbacks are best effort. */
async function askTwilio(deps: Deps, key: AttemptKey, attempt: Attempt): Promise<Step> {
  const { pool, telephony, now } = deps;
  const report = attempt.sid === null ? undefined : await telephony.fetchCall(attempt.sid);
  if (report && report.outcome === undefined)
    return { kind: 'check', attempt: key.attempt, atMs: now() + numberBusyMs };
  const outcome = report?.outcome ?? 'failed';
  await transaction(pool, async (tx) => {
    if (await endAttempt(tx, attempt.id, { outcome, nowMs: now() }, false))
      await addEvent(tx, {
        appointmentId: key.appointmentId,
        attemptId: attempt.id,
        actor: 'twilio',
        what: 'call_ended',
        detail: { outcome },
      });
  });
  return conclude(deps, key);
}

/** The call is over, or never was: the retry table says what follows. */
async function conclude(deps: Deps, key: AttemptKey): Promise<Step> {
  return transaction(deps.pool, async (tx) => {
    const appointment = await findAppointment(tx, key.appointmentId, 'share');
    const attempt = await findAttempt(tx, attemptId(key), 'update');
    if (!appointment || !attempt || attempt.revision !== appointment.revision) return { kind: 'over' };
    if (attempt.answer !== null && attempt.answer !== 'none') {
      if (attempt.answer === 'office') return { kind: 'over' };
      return { kind: 'answered', attempt: key.attempt, answer: attempt.answer };
    }
    // A redial that the rules forbade counts as the last one; any other retired call ends the reminder.
    const lastOne = attempt.state === 'refused' || (attempt.state === 'retired' && key.attempt > 1);
    if (!lastOne && attempt.state !== 'ended') return { kind: 'over' };

    const phone = parsePhone(attempt.phone, defaultCountry);
    const next = afterCall({
      outcome: attempt.outcome ?? 'failed',
      attempt: lastOne ? Number.MAX_SAFE_INTEGER : key.attempt,
      endedAtMs: attempt.endedAtMs ?? deps.now(),
      startsAtMs: appointment.startsAtMs,
      canText: phone.kind === 'ok' && canReceiveText(phone.type),
      callNow: key.reminder === 0,
    });
    switch (next.kind) {
      case 'redial':
        await addEvent(tx, {
          appointmentId: key.appointmentId,
          attemptId: attempt.id,
          actor: 'system',
          what: 'redial_planned',
          detail: { why: next.why, atMs: next.atMs },
        });
        return { kind: 'call', attempt: next.attempt, atMs: next.atMs };
      case 'text':
        return { kind: 'text', attempt: key.attempt + 1, atMs: deps.now() };
      case 'desk':
        await giveToDesk(tx, key, attempt);
        return { kind: 'over' };
      case 'done':
        await setReminderState(
          tx,
          key,
          attempt.outcome === 'voicemail' || attempt.outcome === 'picked_up' ? 'reached' : 'not_reached',
        );
        return { kind: 'over' };
    }
  });
}

async function giveToDesk(tx: Tx, key: AttemptKey, attempt: Attempt): Promise<void> {
  const reason = attempt.state === 'refused' ? 'refused' : 'not_reached';
  await setReminderState(tx, key, 'not_reached', reason);
  await putOnDeskList(tx, key.appointmentId, reason);
}
