/** The plan of a revision: made by the rules, or carried over from the one before. */
import type { Appointment, AppointmentFields } from '../db/appointments';
import { addEvents, type Actor, type NewEvent } from '../db/events';
import type { Tx } from '../db/pool';
import { insertReminders, type Reminder } from '../db/reminders';
import { planReminders } from '../domain/plan';
import type { Reason } from '../domain/words';
import type { IntakeSettings } from './context';

/** `gapFromMs`: the booking, or the change that calls for this plan. */
export function plan(
  { rules, office }: IntakeSettings,
  { startsAtMs, offsets, client }: Pick<AppointmentFields, 'startsAtMs' | 'offsets' | 'client'>,
  gapFromMs: number,
  nowMs: number,
): Reminder[] {
  return planReminders({
    startsAtMs,
    offsets: offsets ?? rules.offsets,
    gapFromMs,
    nowMs,
    officeTimeZone: office.timeZone,
    ...(client.timeZone === null ? {} : { clientTimeZone: client.timeZone }),
    rules,
  }).map(({ movedFromMs = null, reason = null, ...reminder }) => ({ ...reminder, movedFromMs, reason }));
}

export function isAhead(reminder: Reminder): boolean {
  return reminder.state === 'planned' || reminder.state === 'calling';
}

/** A plan in which nothing is ahead any more, yet what was reached, or skipped before, can still be seen. */
export function ended(reminders: readonly Reminder[], reason: Reason): Reminder[] {
  return reminders.map((reminder) =>
    isAhead(reminder) ? { ...reminder, state: 'skipped', reason } : reminder,
  );
}

/** Stores the plan of the appointment's revision; what it moves or skips anew gets a line on the timeline. */
export async function storePlan(
  tx: Tx,
  { id, revision }: Pick<Appointment, 'id' | 'revision'>,
  reminders: readonly Reminder[],
  { actor, nowMs, before = [] }: { actor: Actor; nowMs: number; before?: readonly Reminder[] },
): Promise<void> {
  await insertReminders(tx, id, revision, reminders);
  await addEvents(tx, planEvents(id, reminders, actor, before), nowMs);
}

/** Lines for what a plan moves or skips that the plan `before` did not. */
export function planEvents(
  appointmentId: number,
  reminders: readonly Reminder[],
  actor: Actor,
  before: readonly Reminder[] = [],
): NewEvent[] {
  return reminders.flatMap(({ number, offset, dueAtMs, movedFromMs, state, reason }): NewEvent[] => {
    const known = before.find((each) => each.number === number);
    if (known?.state === state && known.reason === reason && known.dueAtMs === dueAtMs) return [];
    const event = { appointmentId, actor, reason };
    if (state === 'skipped')
      return [
        { ...event, what: 'reminder_skipped', detail: { reminder: number, offset, dueAt: iso(dueAtMs) } },
      ];
    if (movedFromMs === null) return [];
    const moved = { reminder: number, offset, from: iso(movedFromMs), to: iso(dueAtMs) };
    return [{ ...event, what: 'reminder_moved', detail: moved }];
  });
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
