import type { z } from 'zod';
import { isFinal } from '../../db/answers';
import { bindSid, endAttempt, findAttempt } from '../../db/attempts';
import { companionsOf, markNamed } from '../../db/companions';
import { addEvent } from '../../db/events';
import { transaction } from '../../db/pool';
import { signalAttempt } from '../../delivery/deliver';
import {
  outcomeOf,
  outcomeOfMessage,
  type callStatusWebhook,
  type messageStatusWebhook,
} from '../../telephony/webhooks';
import type { ApiDeps } from '../deps';
import type { Webhook } from './router';

/** A call's status. Callbacks come late, twice and out of order; an end is stored once, and nothing after it. */
export async function takeCallStatus(
  deps: ApiDeps,
  { id, form }: Webhook<z.infer<typeof callStatusWebhook>>,
) {
  const { pool, telephony, workflows, log, now } = deps;
  const taken = await transaction(pool, async (tx) => {
    const ours = await bindSid(tx, id, form.CallSid);
    const attempt = await findAttempt(tx, id);
    if (!attempt) return 'unknown';
    const outcome = outcomeOf(form.CallStatus, form.AnsweredBy ?? attempt.answeredBy ?? undefined);
    if (!ours) return outcome ? 'unknown' : 'not_ours';
    if (!outcome) return 'under_way';
    // The workflow need not hear of an end when an answer is stored: it acts on that.
    const signal = attempt.purpose !== 'test' && !isFinal(attempt);
    const end = { outcome, nowMs: now(), errorCode: form.ErrorCode ?? form.SipResponseCode ?? null };
    if (!(await endAttempt(tx, id, end, signal))) return 'under_way';
    await addEvent(tx, {
      appointmentId: attempt.appointmentId,
      attemptId: id,
      actor: 'twilio',
      what: 'call_ended',
      detail: { outcome },
    });
    return signal ? 'ended' : 'under_way';
  });

  switch (taken) {
    case 'not_ours':
      // A second call for one attempt, which must not ring on.
      await telephony.hangUp(form.CallSid);
      return;
    case 'ended':
      await signalAttempt(pool, workflows, id).catch((error: unknown) => {
        log.warn({ err: error, attempt: id }, 'The end of the call waits for the relay to signal it');
      });
      return;
    case 'unknown':
    case 'under_way':
      return;
  }
}

/** What became of a text. */
export async function takeMessageStatus(
  { pool, now }: ApiDeps,
  { id, form }: Webhook<z.infer<typeof messageStatusWebhook>>,
) {
  const outcome = outcomeOfMessage(form.MessageStatus);
  await transaction(pool, async (tx) => {
    if (!(await bindSid(tx, id, form.MessageSid))) return;
    const attempt = await findAttempt(tx, id);
    if (!attempt || !outcome) return;
    if (!(await endAttempt(tx, id, { outcome, nowMs: now(), errorCode: form.ErrorCode ?? null }, false)))
      return;
    await addEvent(tx, {
      appointmentId: attempt.appointmentId,
      attemptId: id,
      actor: 'twilio',
      what: 'text_ended',
      detail: { outcome },
    });
    if (outcome === 'delivered') await markNamed(tx, attempt, await companionsOf(tx, id), now());
  });
}
