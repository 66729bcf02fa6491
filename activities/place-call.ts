import { ApplicationFailure } from '@temporalio/activity';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { dialWithinMs, numberBusyMs } from '../domain/policy';
import type { Placed } from '../domain/steps';
import { bindSid, findAttempt } from '../db/attempts';
import { addEvent } from '../db/events';
import { releaseAccount } from '../db/holds';
import { Line } from '../db/pace';
import { transaction, violates } from '../db/pool';
import { claimCall, type Claim } from './claim-call';
import type { Deps } from './deps';
import { heldFailure } from './hold';
import { sendOnce } from './send-once';

/** How long a phone rings, in seconds. */
const ringSeconds = 30;
/**
 * How long a call may wait for its turn here, in milliseconds; longer, it goes back to Temporal's queue, at once, since a
 * less urgent one may be taken while it is away. Long enough for a few workers' calls at one a second.
 */
const inLineMs = 10_000;

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

    // Last of all: a turn that nobody uses is a call less. It is a quarter of a second ahead at most.
    const turn = await line.take(inLineMs);
    if (!turn)
      throw ApplicationFailure.create({
        message: `Call ${id} goes back to the queue: the line is long`,
        type: 'LongLine',
        nextRetryDelay: 100,
      });
    // By a monotonic clock: it also counts the time in which this process is stopped.
    const notAfterMs = performance.now() + dialWithinMs;
    const claim = await claimUnlessBusy(deps, key, 'send');
    if (claim.kind === 'held') throw heldFailure(claim.reason);
    if (claim.kind !== 'dial') return claim;

    const sent = await sendOnce(deps, key, 'call', () =>
      telephony.placeCall({ to: claim.phone, attempt: id, ringSeconds }, line.departure(turn, notAfterMs)),
    );
    if (sent.kind !== 'accepted') return sent;

    const event = { appointmentId: key.appointmentId, attemptId: id, actor: 'system' } as const;
    const detail = { sid: sent.sid };
    if (!(await bindSid(pool, id, sent.sid)) && (await findAttempt(pool, id))?.sid !== sent.sid) {
      // Given up meanwhile, or another call is bound to the attempt: this one must not ring on.
      await telephony.hangUp(sent.sid);
      await addEvent(pool, { ...event, what: 'call_retired', reason: 'unresolved', detail });
      return { kind: 'unresolved' };
    }
    await releaseAccount(pool);
    await addEvent(pool, { ...event, what: 'call_placed', detail });
    return { kind: 'placed' };
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
