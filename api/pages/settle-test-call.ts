import { dialWithinMs, minuteMs } from '../../domain/policy';
import { bindSid, endAttempt, moveTo, unboundSids } from '../../db/attempts';
import { addEvent } from '../../db/events';
import { transaction } from '../../db/pool';
import { liveTestCall } from '../../db/test-calls';
import type { ApiDeps } from '../deps';

/**
 * Callbacks are best effort, and no workflow waits for the end of a test call: one whose end never came would hold
 * its number for ever. So the next test call asks Twilio what became of it.
 */
export async function settleEarlierTestCall(deps: ApiDeps, phone: string): Promise<void> {
  const { pool, telephony, now, config } = deps;
  const earlier = await liveTestCall(pool, phone);
  if (!earlier || now() - earlier.dialedAtMs < minuteMs) return;

  if (earlier.sid !== null) return endIfOver(deps, earlier.id, earlier.appointmentId, earlier.sid);
  // Nobody knows whether Twilio took the POST; its list tells, once it is complete.
  if (now() - earlier.dialedAtMs < config.resolveAfterMs) return;
  // Before asking: a sender that wakes up only now must not start over between our question and our verdict.
  await moveTo(pool, earlier.id, 'mark_unresolved');
  const calls = await telephony.findCalls({ to: phone, sinceMs: earlier.dialedAtMs - dialWithinMs });
  const [sid] = await unboundSids(
    pool,
    calls.map((call) => call.sid),
  );
  if (sid !== undefined) {
    await bindSid(pool, earlier.id, sid);
    return endIfOver(deps, earlier.id, earlier.appointmentId, sid);
  }
  await moveTo(pool, earlier.id, 'give_up');
}

async function endIfOver(
  { pool, telephony, now }: ApiDeps,
  id: string,
  appointmentId: number,
  sid: string,
): Promise<void> {
  const report = await telephony.fetchCall(sid);
  if (report && report.outcome === undefined) return;
  const outcome = report?.outcome ?? 'failed';
  await transaction(pool, async (tx) => {
    if (await endAttempt(tx, id, { outcome, nowMs: now() }, false))
      await addEvent(tx, {
        appointmentId,
        attemptId: id,
        actor: 'twilio',
        what: 'call_ended',
        detail: { outcome },
      });
  });
}
