import { attemptId, type AttemptKey } from '../domain/attempt-id';
import { decideCall } from '../domain/decide';
import { dialWithinMs } from '../domain/policy';
import type { Placed } from '../domain/steps';
import type { Reason } from '../domain/words';
import { moveTo, reserve, startDialing } from '../db/attempts';
import { setCompanions } from '../db/companions';
import { putOnDeskList } from '../db/desk-list';
import { addEvent, hasEvent } from '../db/events';
import type { Hold } from '../db/holds';
import type { Tx } from '../db/pool';
import { setReminderState } from '../db/reminders';
import type { Deps } from './deps';
import { gatherFacts } from './facts';
import { findHold } from './hold';
import { earlierTry } from './send-once';

/** The right to send one POST for this attempt, or why there is none. */
export type Claim = Placed | { kind: 'dial'; phone: string } | { kind: 'held'; reason: Hold['kind'] };

/**
 * Decides, and, `to` send, moves the attempt to `dialing` in the same transaction. A look only finds out whether it is
 * worth waiting for a turn.
 */
export async function claimCall(deps: Deps, tx: Tx, key: AttemptKey, to: 'look' | 'send'): Promise<Claim> {
  const id = attemptId(key);
  const nowMs = deps.now();
  const event = { appointmentId: key.appointmentId, attemptId: id, actor: 'system' } as const;
  const facts = await gatherFacts(deps, tx, key, nowMs);
  if (!facts) return { kind: 'skipped', reason: 'changed' };
  const { phone } = facts;

  const attempt = await reserve(tx, key, 'call', 'reminder', phone);
  const earlier = await earlierTry(tx, attempt, 'call');
  switch (earlier) {
    case 'reserved':
      break;
    case 'retired':
      // An earlier try retired it, and its result got lost: what the reminder still waits for is settling's to say.
      return facts.reminder.state === 'calling'
        ? { kind: 'refused' }
        : { kind: 'skipped', reason: 'changed' };
    case 'placed':
    case 'unresolved':
    case 'refused':
      return { kind: earlier };
  }

  const decision = decideCall(facts);
  switch (decision.kind) {
    case 'skip':
      await moveTo(tx, id, 'retire');
      await addEvent(tx, { ...event, what: 'reminder_skipped', reason: decision.reason });
      // A redial that may not be made leaves the client unreached: settling goes on to the text.
      if (key.attempt > 1 && leavesUnreached.has(decision.reason)) return { kind: 'refused' };
      await setReminderState(tx, key, key.attempt > 1 ? 'not_reached' : 'skipped', decision.reason);
      if (leavesUnreached.has(decision.reason)) await putOnDeskList(tx, key.appointmentId, decision.reason);
      return { kind: 'skipped', reason: decision.reason };
    case 'defer': {
      const deferred = { ...event, what: 'reminder_deferred', reason: decision.reason } as const;
      // One that waits for an earlier appointment's call looks again every few minutes: that is told once.
      if (decision.reason !== 'combined' || !(await hasEvent(tx, deferred)))
        await addEvent(tx, { ...deferred, detail: { untilMs: decision.untilMs } });
      return { kind: 'deferred', untilMs: decision.untilMs, reason: decision.reason };
    }
    case 'call': {
      const held = await findHold(tx, key, nowMs, to);
      if (held) return { kind: 'held', reason: held };
      if (to === 'look') return { kind: 'dial', phone };
      await setReminderState(tx, key, 'calling');
      await setCompanions(tx, id, facts.relatives ?? []);
      await startDialing(tx, id, phone, nowMs, nowMs + dialWithinMs);
      return { kind: 'dial', phone };
    }
  }
}

/** Reasons that leave the client unreminded by no wish of their own: a person should ring. */
const leavesUnreached = new Set<Reason>([
  'too_late',
  'outside_hours',
  'cap_reached',
  'country_not_allowed',
  'number_type_not_allowed',
  'not_in_dial_only',
]);
