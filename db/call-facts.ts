import { Temporal } from 'temporal-polyfill';
import { attemptId, type AttemptKey } from '../domain/attempt-id';
import type { CallFacts } from '../domain/decide';
import type { Office, Rules } from '../domain/policy';
import { partInFamily } from '../domain/family';
import type { Appointment } from './appointments';
import { contactsOf } from './attempts';
import { familyOf } from './companions';
import { findOptOut } from './opt-outs';
import type { Tx } from './pool';
import type { Reminder } from './reminders';

/** What the rules ask about a call, read in the transaction that decides and that has the appointment locked. */
export async function callFacts(
  tx: Tx,
  { office, rules, dialOnly }: { office: Office; rules: Rules; dialOnly?: readonly string[] },
  {
    appointment,
    reminder,
    attempt,
    nowMs,
  }: {
    appointment: Appointment;
    reminder: Reminder;
    attempt: AttemptKey;
    nowMs: number;
  },
): Promise<CallFacts> {
  const { phone, timeZone } = appointment.client;
  const dayStartMs = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(timeZone ?? office.timeZone)
    .startOfDay().epochMilliseconds;
  const family = await familyOf(tx, appointment, { timeZone: office.timeZone, nowMs });
  const { offset, dueAtMs } = reminder;
  const contacts = await contactsOf(tx, phone, attemptId(attempt), dayStartMs);
  return {
    nowMs,
    phone,
    appointment,
    attempt: { revision: attempt.revision, reminder: attempt.reminder, number: attempt.attempt },
    reminder: {
      dueAtMs,
      offset,
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
    relatives: family.relatives,
    // A call that staff asks for goes out, whoever has been named; it names the others as any does.
    ...(offset === null
      ? {}
      : {
          part: partInFamily({ ...appointment, reminder: { offset, atMs: dueAtMs } }, family, {
            nowMs,
            contactGapMs: rules.contactGapMs,
          }),
        }),
    callNow: attempt.reminder === 0,
    ...(dialOnly ? { dialOnly } : {}),
  };
}
