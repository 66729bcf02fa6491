import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { maxAttempts, numberBusyMs, redialAfterMs } from '../domain/policy';
import { afterCall } from '../domain/retry';
import { canReceiveText, parsePhone } from '../domain/phone';
import type { Step } from '../domain/steps';
import { findAppointment } from '../db/appointments';
import { bindSid, endAttempt, findAttempt, moveTo, unboundSids, type Attempt } from '../db/attempts';
import { putOnDeskList } from '../db/desk-list';
import { addEvent } from '../db/events';
import { transaction, type Tx } from '../db/pool';
import { setReminderState } from '../db/reminders';
import type { Deps } from './deps';

/** Stored numbers are E.164; a default is never asked for. */
const defaultCountry = 'US';
/** Between our clock and Twilio's. */
const clockSkewMs = 5_000;

/**
 * Finds out what became of a call, from our record or else from Twilio, and says what follows.
 * May be retried: it asks, it moves the attempt and the reminder forward at most once, and what follows is read from
 * where they are by then.
 */
export const settleCall =
  (deps: Deps) =>
  async (key: AttemptKey): Promise<Step> => {
    const id = attemptId(key);
    const atMs = await findOut(deps, key, await findAttempt(deps.pool, id));
    return atMs === undefined ? conclude(deps, key) : { kind: 'check', attempt: key.attempt, atMs };
  };

/** Moves the attempt on to what Twilio knows of it, if that is not stored yet. Returns when to look again, unless the call is over or never was. */
export async function findOut(
  deps: Deps,
  key: AttemptKey,
  attempt: Attempt | undefined,
): Promise<number | undefined> {
  switch (attempt?.state) {
    case 'dialing':
    case 'unresolved':
      return resolve(deps, key, attempt);
    case 'placed':
      return askTwilio(deps, key, attempt);
    case undefined:
    case 'reserved':
    case 'ended':
    case 'refused':
    case 'retired':
      return undefined;
  }
}

/** Nobody knows whether the POST was accepted: Twilio's list tells, once it is complete. */
async function resolve(deps: Deps, key: AttemptKey, attempt: Attempt): Promise<number | undefined> {
  const { pool, telephony, now, resolveAfterMs } = deps;
  const dialedAtMs = attempt.dialedAtMs ?? now();
  const completeAtMs = dialedAtMs + resolveAfterMs;
  if (now() < completeAtMs) return completeAtMs;
  // Before asking: a sender that wakes up only now must not start over between our question and our verdict.
  await moveTo(pool, attempt.id, 'mark_unresolved');

  // One live call per number: what Twilio has begun since for this number, and no attempt has yet, is this one's.
  const calls = await telephony.findCalls({ to: attempt.phone, sinceMs: dialedAtMs - clockSkewMs });
  const [sid] = await unboundSids(
    pool,
    calls.map((call) => call.sid),
  );
  const event = { appointmentId: key.appointmentId, attemptId: attempt.id, actor: 'system' } as const;
  await transaction(pool, async (tx) => {
    if (sid !== undefined) {
      if (await bindSid(tx, attempt.id, sid))
        await addEvent(tx, { ...event, what: 'call_resolved', detail: { sid } });
      return;
    }
    if (await moveTo(tx, attempt.id, 'give_up'))
      await addEvent(tx, { ...event, what: 'call_retired', reason: 'unresolved' });
  });
  // A callback may have been faster: what counts is what is stored now.
  return findOut(deps, key, await findAttempt(pool, attempt.id));
}

/** The final status has not come: callbacks are best effort. */
async function askTwilio(deps: Deps, key: AttemptKey, attempt: Attempt): Promise<number | undefined> {
  const { pool, telephony, now } = deps;
  const report = attempt.sid === null ? undefined : await telephony.fetchCall(attempt.sid);
  if (report && report.outcome === undefined) return now() + numberBusyMs;
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
  return undefined;
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
    // Dialled, and then given up: Twilio knows no such call.
    if (attempt.state === 'retired' && attempt.dialedAtMs !== null) {
      // Twilio may be failing for hours: the first new attempt goes at once, others take their time.
      const atMs = deps.now() + (key.attempt < maxAttempts ? 0 : redialAfterMs.failed);
      await addEvent(tx, {
        appointmentId: key.appointmentId,
        attemptId: attempt.id,
        actor: 'system',
        what: 'redial_planned',
        reason: 'unresolved',
        detail: { atMs },
      });
      return { kind: 'call', attempt: key.attempt + 1, atMs };
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
