import { ApplicationFailure } from '@temporalio/activity';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { decideText } from '../domain/decide';
import { dialWithinMs } from '../domain/policy';
import { findAppointment, type Appointment } from '../db/appointments';
import { bindSid, moveTo, releaseDialing, reserve, startDialing } from '../db/attempts';
import { addEvent } from '../db/events';
import type { Hold } from '../db/holds';
import { transaction } from '../db/pool';
import type { Deps } from './deps';
import { gatherFacts } from './facts';
import { findHold, heldFailure, holdForAccount } from './hold';

export type Text = { body: string; detail: Record<string, unknown> };
/** `skipped`: a rule forbids it. `unresolved`: Twilio may or may not have it; it is never sent again. */
export type TextResult =
  { kind: 'sent' | 'skipped' | 'refused' | 'unresolved' } | { kind: 'deferred'; untilMs: number };

type TextClaim =
  TextResult | { kind: 'send'; phone: string; text: Text } | { kind: 'held'; reason: Hold['kind'] };

/**
 * Sends one text at most once, by the same attempts table as a call: a try that finds `dialing` without a SID knows
 * that an earlier one died on the way, and leaves it there, since a text cannot be taken back either.
 */
export async function postText(
  deps: Deps,
  key: AttemptKey,
  /** A confirmation is about the answer given at this instant. */
  answeredAtMs: number | undefined,
  compose: (appointment: Appointment) => Text,
): Promise<TextResult> {
  const { pool, telephony } = deps;
  const id = attemptId(key);
  const purpose = answeredAtMs === undefined ? 'reminder' : 'confirmation';
  const startedMs = performance.now();
  const event = { appointmentId: key.appointmentId, attemptId: id, actor: 'system' } as const;

  const claim = await transaction(pool, async (tx): Promise<TextClaim> => {
    const nowMs = deps.now();
    const facts = await gatherFacts(deps, tx, key, nowMs);
    const appointment = await findAppointment(tx, key.appointmentId);
    if (!facts || !appointment) return { kind: 'skipped' };
    const attempt = await reserve(tx, key, 'sms', purpose, facts.phone);
    switch (attempt.state) {
      case 'placed':
      case 'ended':
        return { kind: 'sent' };
      case 'dialing':
        if (attempt.sid !== null) return { kind: 'sent' };
        if (await moveTo(tx, id, 'mark_unresolved'))
          await addEvent(tx, { ...event, what: 'text_unresolved' });
        return { kind: 'unresolved' };
      case 'unresolved':
        return { kind: 'unresolved' };
      case 'refused':
        return { kind: 'refused' };
      case 'retired':
        return { kind: 'skipped' };
      case 'reserved':
        break;
    }
    const decision = decideText({
      ...facts,
      purpose,
      ...(answeredAtMs === undefined ? {} : { answeredAtMs }),
    });
    switch (decision.kind) {
      case 'skip':
        await moveTo(tx, id, 'retire');
        await addEvent(tx, { ...event, what: 'text_refused', reason: decision.reason });
        return { kind: 'skipped' };
      case 'defer':
        return { kind: 'deferred', untilMs: decision.untilMs };
      case 'call':
        break;
    }
    const held = await findHold(tx, key, nowMs, 'send');
    if (held) return { kind: 'held', reason: held };
    await startDialing(tx, id, facts.phone, nowMs, nowMs + dialWithinMs);
    return { kind: 'send', phone: facts.phone, text: compose(appointment) };
  });
  if (claim.kind === 'held') throw heldFailure(claim.reason);
  if (claim.kind !== 'send') return claim;

  if (performance.now() - startedMs >= dialWithinMs) {
    await releaseDialing(pool, id);
    throw ApplicationFailure.retryable(`Text ${id} was not sent: its turn had lapsed`, 'TurnLapsed');
  }
  const result = await telephony.sendMessage({ to: claim.phone, attempt: id, body: claim.text.body });
  switch (result.kind) {
    case 'accepted':
      await bindSid(pool, id, result.sid);
      await addEvent(pool, { ...event, what: 'text_sent', detail: claim.text.detail });
      return { kind: 'sent' };
    case 'not_accepted':
      await releaseDialing(pool, id);
      throw ApplicationFailure.create({
        message: `Twilio did not take text ${id}: ${result.detail}`,
        type: 'NotAccepted',
        nextRetryDelay: result.retryAfterMs,
      });
    case 'refused':
      if (result.scope === 'account') throw await holdForAccount(deps, key, result);
      await transaction(pool, async (tx) => {
        if (await moveTo(tx, id, 'refuse', result.code))
          await addEvent(tx, {
            ...event,
            what: 'text_refused',
            reason: 'refused',
            detail: { code: result.code },
          });
      });
      return { kind: 'refused' };
    case 'unknown':
      await transaction(pool, async (tx) => {
        if (await moveTo(tx, id, 'mark_unresolved'))
          await addEvent(tx, { ...event, what: 'text_unresolved', detail: { why: result.detail } });
      });
      return { kind: 'unresolved' };
  }
}
