import { Temporal } from 'temporal-polyfill';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import type { CallFacts } from '../domain/decide';
import { findAppointment } from '../db/appointments';
import { contactsOf } from '../db/attempts';
import { findOptOut } from '../db/opt-outs';
import type { Tx } from '../db/pool';
import { findReminders } from '../db/reminders';
import type { Deps } from './deps';

/**
 * What the rules ask about, read in the transaction that decides. The appointment is locked FOR SHARE: a change, or
 * an answer, comes either before the decision or after the attempt has moved on.
 */
export async function gatherFacts(
  deps: Deps,
  tx: Tx,
  key: AttemptKey,
  nowMs: number,
): Promise<{ facts: CallFacts; phone: string } | undefined> {
  const { office, rules, dialOnly } = deps;
  const appointment = await findAppointment(tx, key.appointmentId, 'share');
  if (!appointment) return undefined;
  const { phone, timeZone } = appointment.client;
  const reminder = (await findReminders(tx, appointment.id, key.revision)).find(
    (r) => r.number === key.reminder,
  );
  if (!reminder) return undefined;

  const zone = timeZone ?? office.timeZone;
  const dayStartMs = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(zone)
    .startOfDay().epochMilliseconds;
  const contacts = await contactsOf(tx, phone, attemptId(key), dayStartMs);

  return {
    phone,
    facts: {
      nowMs,
      phone,
      appointment: {
        status: appointment.status,
        revision: appointment.revision,
        startsAtMs: appointment.startsAtMs,
      },
      attempt: { revision: key.revision, reminder: key.reminder, number: key.attempt },
      reminder: {
        dueAtMs: reminder.dueAtMs,
        offset: reminder.offset,
        state: reminder.state,
        ...(reminder.reason === null ? {} : { reason: reminder.reason }),
      },
      optedOut: (await findOptOut(tx, phone)) !== undefined,
      ...(contacts.lastReachedMs === null ? {} : { lastReachedContactMs: contacts.lastReachedMs }),
      callsTodayToNumber: contacts.callsToday,
      otherLiveCallToNumber: contacts.live,
      answered: appointment.status !== 'scheduled',
      officeTimeZone: office.timeZone,
      ...(timeZone === null ? {} : { clientTimeZone: timeZone }),
      rules,
      callNow: key.reminder === 0,
      ...(dialOnly ? { dialOnly } : {}),
    },
  };
}
