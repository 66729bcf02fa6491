import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { decideText } from '../domain/decide';
import type { Relative } from '../domain/family';
import { dialWithinMs } from '../domain/policy';
import { findAppointment, type Appointment } from '../db/appointments';
import { bindSid, moveTo, reserve, setWritten, startDialing } from '../db/attempts';
import { addEvent, hasEvent } from '../db/events';
import type { Hold } from '../db/holds';
import { transaction, type Tx } from '../db/pool';
import type { Deps } from './deps';
import { gatherFacts } from './facts';
import { findHold, heldFailure } from './hold';
import { earlierTry, sendOnce } from './send-once';

/** `locale`: of the body, BCP 47. */
export type Text = { body: string; locale: string; detail: Record<string, unknown> };
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
  /** Within the transaction that decides; `relatives` are the number's other open appointments of the day. */
  compose: (tx: Tx, appointment: Appointment, relatives: readonly Relative[]) => Promise<Text>,
): Promise<TextResult> {
  const { pool, telephony } = deps;
  const id = attemptId(key);
  const purpose = answeredAtMs === undefined ? 'reminder' : 'confirmation';
  const notAfterMs = performance.now() + dialWithinMs;
  const event = { appointmentId: key.appointmentId, attemptId: id, actor: 'system' } as const;

  const claim = await transaction(pool, async (tx): Promise<TextClaim> => {
    const nowMs = deps.now();
    const facts = await gatherFacts(deps, tx, key, nowMs);
    const appointment = await findAppointment(tx, key.appointmentId);
    if (!facts || !appointment) return { kind: 'skipped' };
    const attempt = await reserve(tx, key, 'sms', purpose, facts.phone);
    const earlier = await earlierTry(tx, attempt, 'text');
    switch (earlier) {
      case 'reserved':
        break;
      case 'placed':
        return { kind: 'sent' };
      case 'retired':
        return { kind: 'skipped' };
      case 'unresolved':
      case 'refused':
        return { kind: earlier };
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
      case 'defer': {
        const deferred = { ...event, what: 'reminder_deferred', reason: decision.reason } as const;
        // A confirmation that would have to wait is left out.
        if (purpose === 'reminder' && !(await hasEvent(tx, deferred)))
          await addEvent(tx, { ...deferred, detail: { untilMs: decision.untilMs } }, nowMs);
        return { kind: 'deferred', untilMs: decision.untilMs };
      }
      case 'call':
        break;
    }
    const held = await findHold(tx, key, nowMs, 'send');
    if (held) return { kind: 'held', reason: held };
    await startDialing(tx, id, facts.phone, nowMs, nowMs + dialWithinMs);
    const text = await compose(tx, appointment, facts.relatives ?? []);
    await setWritten(tx, id, { locale: text.locale, text: text.body });
    return { kind: 'send', phone: facts.phone, text };
  });
  if (claim.kind === 'held') throw heldFailure(claim.reason);
  if (claim.kind !== 'send') return claim;

  const sent = await sendOnce(deps, key, 'text', () =>
    telephony.sendMessage({ to: claim.phone, attempt: id, body: claim.text.body }, () => ({ notAfterMs })),
  );
  if (sent.kind !== 'accepted') return sent;
  await bindSid(pool, id, sent.sid);
  await addEvent(pool, { ...event, what: 'text_sent', detail: claim.text.detail });
  return { kind: 'sent' };
}
