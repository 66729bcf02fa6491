import { ApplicationFailure } from '@temporalio/activity';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { dialWithinMs, numberBusyMs } from '../domain/policy';
import type { Placed } from '../domain/steps';
import { bindSid, findAttempt, moveTo, releaseDialing } from '../db/attempts';
import { addEvent } from '../db/events';
import { releaseAccount } from '../db/holds';
import { hasLapsed, leave, Line, untilTurn } from '../db/pace';
import { transaction, violates } from '../db/pool';
import { claimCall, type Claim } from './claim-call';
import type { Deps } from './deps';
import { heldFailure, holdForAccount } from './hold';

/** How long a phone rings, in seconds. */
const ringSeconds = 30;
/** How long a call may wait for its turn here, in milliseconds; longer, it goes back to Temporal's queue. */
const inLineMs = 5_000;
/** What the last decision takes, in milliseconds: it begins this much before the turn. */
const decideMs = 30;

/**
 * Places the call of one attempt, unless the rules say otherwise at this very moment.
 *
 * May be retried by Temporal, whatever happened to an earlier try: the attempts table holds the promise of at most
 * one POST that Twilio may have accepted. `reserved` goes on; `dialing` with a CallSid is placed; `dialing` without
 * one means that an earlier try died between its POST and its answer, which nobody can know: unresolved.
 */
export const placeCall = (deps: Deps) => {
  const { pool, telephony } = deps;
  const line = new Line(pool, deps.callsPerSecond);

  return async (key: AttemptKey): Promise<Placed> => {
    const id = attemptId(key);

    const look = await claimUnlessBusy(deps, key, 'look');
    if (look.kind === 'held') throw heldFailure(look.reason);
    if (look.kind !== 'dial') return look;

    // Last of all: a turn that nobody uses is a call less.
    let turn = await line.take(inLineMs);
    if (!turn)
      throw ApplicationFailure.create({
        message: `Call ${id} goes back to the queue: the line is long`,
        type: 'LongLine',
        nextRetryDelay: '1 second',
      });
    await untilTurn(turn, decideMs);
    // A monotonic clock: it also counts the time in which this process was stopped.
    const startedMs = performance.now();
    const restMs = () => dialWithinMs - (performance.now() - startedMs);
    const claim = await claimUnlessBusy(deps, key, 'send');
    if (claim.kind === 'held') throw heldFailure(claim.reason);
    if (claim.kind !== 'dial') return claim;

    await untilTurn(turn);
    while (turn && hasLapsed(turn)) {
      turn = await line.take(restMs());
      if (turn) await untilTurn(turn);
    }
    if (!turn || restMs() <= 0) {
      await releaseDialing(pool, id);
      throw ApplicationFailure.retryable(`Call ${id} was not sent: its turn had lapsed`, 'TurnLapsed');
    }
    const placing = telephony.placeCall({ to: claim.phone, attempt: id, ringSeconds });
    const [result] = await Promise.all([
      placing,
      // Without the database nobody behind gets a turn either.
      leave(pool, turn).catch(() => undefined),
    ]);
    const event = { appointmentId: key.appointmentId, attemptId: id, actor: 'system' } as const;

    switch (result.kind) {
      case 'accepted':
        if (!(await bindSid(pool, id, result.sid))) {
          const attempt = await findAttempt(pool, id);
          // Given up meanwhile, or another call is bound to the attempt: this one must not ring on.
          if (attempt?.sid !== result.sid) {
            await telephony.hangUp(result.sid);
            await addEvent(pool, {
              ...event,
              what: 'call_retired',
              reason: 'unresolved',
              detail: { sid: result.sid },
            });
            return { kind: 'unresolved' };
          }
        }
        await releaseAccount(pool);
        await addEvent(pool, { ...event, what: 'call_placed', detail: { sid: result.sid } });
        return { kind: 'placed' };
      case 'not_accepted':
        await releaseDialing(pool, id);
        throw ApplicationFailure.create({
          message: `Twilio did not take call ${id}: ${result.detail}`,
          type: 'NotAccepted',
          nextRetryDelay: result.retryAfterMs,
        });
      case 'refused':
        if (result.scope === 'account') throw await holdForAccount(deps, key, result);
        await transaction(pool, async (tx) => {
          if (await moveTo(tx, id, 'refuse', result.code))
            await addEvent(tx, {
              ...event,
              what: 'call_refused',
              reason: 'refused',
              detail: { code: result.code },
            });
        });
        return { kind: 'refused' };
      case 'unknown':
        await transaction(pool, async (tx) => {
          if (await moveTo(tx, id, 'mark_unresolved'))
            await addEvent(tx, { ...event, what: 'call_unresolved', detail: { why: result.detail } });
        });
        return { kind: 'unresolved' };
    }
  };
};

async function claimUnlessBusy(deps: Deps, key: AttemptKey, to: 'look' | 'send'): Promise<Claim> {
  try {
    return await transaction(deps.pool, (tx) => claimCall(deps, tx, key, to));
  } catch (error) {
    // Another call to this number won the race after the decision had been made.
    if (!violates(error, 'attempts_one_live_call_per_number')) throw error;
    return { kind: 'deferred', untilMs: deps.now() + numberBusyMs, reason: 'number_busy' };
  }
}
