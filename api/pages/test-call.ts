import { dialWithinMs } from '../../domain/policy';
import { findAppointment } from '../../db/appointments';
import {
  bindSid,
  findAttempt,
  moveTo,
  nextAttemptNumber,
  releaseDialing,
  reserve,
  startDialing,
} from '../../db/attempts';
import { addEvent, type Actor, type NewEvent } from '../../db/events';
import { findOptOut } from '../../db/opt-outs';
import { Line } from '../../db/pace';
import { transaction, violates } from '../../db/pool';
import type { ApiDeps } from '../deps';
import { settleEarlierTestCall } from './settle-test-call';

const ringSeconds = 30;
/** How long a person who tries out may have to wait for a turn, in milliseconds. */
const inLineMs = 8_000;

/** `unresolved`: Twilio did not answer, so the phone may ring or not. */
export type TestCall = { kind: 'placed' | 'unresolved'; attempt: string } | NoTestCall;
export type NoTestCall =
  | { kind: 'refused'; code: string; detail: string }
  | { kind: 'not_accepted'; detail: string; retryAfterMs: number }
  | {
      kind:
        'no_test_phone' | 'no_appointment' | 'not_in_dial_only' | 'opted_out' | 'number_busy' | 'too_slow';
    };

/**
 * Rings TEST_CLIENT_PHONE about an appointment. Nothing that is pressed changes it.
 *
 * The same promise as for real calls, at most one POST per attempt, by the same states; but no workflow stands behind
 * it: whatever goes wrong is told to the person who waits, and trying again is a new attempt.
 */
export async function placeTestCall(deps: ApiDeps, appointmentId: number, actor: Actor): Promise<TestCall> {
  const { config, pool, telephony } = deps;
  const phone = config.testClientPhone;
  if (phone === undefined) return { kind: 'no_test_phone' };
  if (config.dialOnly && !config.dialOnly.includes(phone)) return { kind: 'not_in_dial_only' };
  if (await findOptOut(pool, phone)) return { kind: 'opted_out' };
  await settleEarlierTestCall(deps, phone);

  // It counts against the account's rate like any other call.
  const line = new Line(pool, config.callsPerSecond);
  const turn = await line.take(inLineMs);
  if (!turn) return { kind: 'too_slow' };
  const notAfterMs = performance.now() + dialWithinMs;
  const id = await claim(deps, appointmentId, phone);
  if (typeof id !== 'string') return id;

  const result = await telephony.placeCall(
    { to: phone, attempt: id, ringSeconds },
    line.departure(turn, notAfterMs),
  );
  const event: NewEvent = { appointmentId, attemptId: id, actor, what: 'test_call' };
  switch (result.kind) {
    case 'accepted':
      // Another call is bound to this attempt already: this one must not ring on.
      if (!(await bindSid(pool, id, result.sid)) && (await findAttempt(pool, id))?.sid !== result.sid)
        await telephony.hangUp(result.sid);
      await addEvent(pool, event);
      return { kind: 'placed', attempt: id };
    case 'too_late':
      await giveUp(deps, id);
      return { kind: 'too_slow' };
    case 'not_accepted':
      await giveUp(deps, id);
      return result;
    case 'refused':
      await transaction(pool, async (tx) => {
        await moveTo(tx, id, 'refuse', result.code);
        await addEvent(tx, { ...event, reason: 'refused', detail: { code: result.code } });
      });
      return result;
    case 'unknown':
      await transaction(pool, async (tx) => {
        await moveTo(tx, id, 'mark_unresolved');
        await addEvent(tx, { ...event, reason: 'unresolved', detail: { why: result.detail } });
      });
      return { kind: 'unresolved', attempt: id };
  }
}

/** Takes the right to send one POST; returns the attempt's id. */
async function claim(
  { pool, now }: ApiDeps,
  appointmentId: number,
  phone: string,
): Promise<string | TestCall> {
  try {
    return await transaction(pool, async (tx) => {
      // The lock numbers attempts one after the other.
      if (!(await findAppointment(tx, appointmentId, 'update'))) return { kind: 'no_appointment' };
      const key = { appointmentId, revision: 0, reminder: 0 };
      const attempt = await nextAttemptNumber(tx, key);
      const { id } = await reserve(tx, { ...key, attempt }, 'call', 'test', phone);
      await startDialing(tx, id, phone, now(), now() + dialWithinMs);
      return id;
    });
  } catch (error) {
    if (!violates(error, 'attempts_one_live_call_per_number')) throw error;
    return { kind: 'number_busy' };
  }
}

/** For a POST that was certainly not accepted. */
async function giveUp({ pool }: ApiDeps, id: string): Promise<void> {
  await releaseDialing(pool, id);
  await moveTo(pool, id, 'retire');
}
