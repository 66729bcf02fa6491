import { isDeepStrictEqual } from 'node:util';
import { announce } from '../db/announce';
import { updateAppointments, type Appointment, type AppointmentFields } from '../db/appointments';
import { takeOffDeskList } from '../db/desk-list';
import { addEvents } from '../db/events';
import type { Tx } from '../db/pool';
import { insertPlans, remindersOf, skipRemaining, type Reminder } from '../db/reminders';
import { reasons, type AppointmentStatus } from '../domain/words';
import type { Intake, IntakeSettings } from './context';
import { ended, isAhead, plan, planEvents } from './plan';
import { Refusal } from './refusal';

/** What is, and what is wanted instead. */
export interface Change {
  before: Appointment;
  fields: AppointmentFields;
}

/** Writes what differs, and plans anew if that matters to what is said, dialled or decided. @throws Refusal `cancelled` */
export async function applyChange(
  tx: Tx,
  intake: Intake,
  before: Appointment,
  fields: AppointmentFields,
): Promise<Appointment> {
  if (!wouldChange(before, fields)) return before;
  const [after = before] = await changeMany(tx, intake, [{ before, fields }]);
  return after;
}

/** Those that would change, in as many statements for a thousand as for one; in the order given. */
export async function changeMany(
  tx: Tx,
  { settings, actor, nowMs }: Intake,
  changes: readonly Change[],
): Promise<Appointment[]> {
  if (changes.length === 0) return [];
  const idsOf = (some: readonly Change[]) => some.map(({ before }) => before.id);
  const plans = await remindersOf(tx, idsOf(changes));
  const outcomes = changes.map((change) => {
    const { before, fields } = change;
    const old = plans.get(before.id) ?? [];
    return {
      ...change,
      ...differences(before, fields),
      ...outcomeOf(settings, before, fields, old, nowMs),
      old,
    };
  });
  const after = await updateAppointments(
    tx,
    outcomes.map(({ before, fields, status, plan: replan }) => ({
      id: before.id,
      fields: { ...fields, status },
      grow: replan ? 'revision' : 'version',
    })),
  );
  const replanned = outcomes.filter((each) => each.plan);
  await skipRemaining(tx, idsOf(replanned), 'changed');
  await takeOffDeskList(
    tx,
    idsOf(replanned.filter(({ moved }) => moved)),
    reasons,
    'The appointment was moved.',
  );
  await insertPlans(
    tx,
    replanned.map(({ before, reminders }) => ({
      appointment: { id: before.id, revision: before.revision + 1 },
      reminders,
    })),
  );
  await addEvents(
    tx,
    outcomes.flatMap(({ before: { id }, detail, plan: replan, reminders, old }) => [
      { appointmentId: id, actor, what: 'changed' as const, detail },
      ...(replan ? planEvents(id, reminders, actor, old) : []),
    ]),
    nowMs,
  );
  await announce(tx, 'appointment.changed', idsOf(changes));
  return after;
}

/** Whether there is anything to write. @throws Refusal `cancelled` */
export function wouldChange(before: Appointment, fields: AppointmentFields): boolean {
  const { detail } = differences(before, fields);
  if (Object.keys(detail).length === 0) return false;
  if (before.status === 'cancelled')
    throw new Refusal('cancelled', `Appointment ${before.id} was cancelled; register a new one instead.`);
  return true;
}

/** What a change makes of the appointment and its plan. @throws Refusal `cancelled` */
export function outcomeOf(
  settings: IntakeSettings,
  before: Appointment,
  fields: AppointmentFields,
  old: readonly Reminder[],
  nowMs: number,
): { status: AppointmentStatus; moved: boolean; reminders: Reminder[] } {
  wouldChange(before, fields);
  const { plan: replan } = differences(before, fields);
  const moved = fields.startsAtMs !== before.startsAtMs;
  const status = moved ? 'scheduled' : before.status;
  if (!replan) return { status, moved, reminders: [...old] };
  const reminders =
    status === 'scheduled'
      ? plan(settings, fields, Math.max(fields.bookedAtMs, nowMs), nowMs).map(
          (reminder) => (moved ? undefined : doneAlready(old, reminder)) ?? reminder,
        )
      : ended(old, 'answered');
  return { status, moved, reminders };
}

/** A reminder that has run its course is not planned again, only because the client's name changes. */
function doneAlready(old: readonly Reminder[], planned: Reminder): Reminder | undefined {
  return old.find(
    (each) =>
      each.number === planned.number &&
      each.offset === planned.offset &&
      !isAhead(each) &&
      each.state !== 'skipped',
  );
}

/** For the timeline: old and new, but of the client, who is personal, only which fields. */
function differences(
  before: AppointmentFields,
  after: AppointmentFields,
): { plan: boolean; detail: Record<string, unknown> } {
  const detail: Record<string, unknown> = {};
  if (before.startsAtMs !== after.startsAtMs)
    detail['startsAt'] = {
      from: new Date(before.startsAtMs).toISOString(),
      to: new Date(after.startsAtMs).toISOString(),
    };
  const client = (['name', 'phone', 'locale', 'timeZone'] as const).filter(
    (field) => before.client[field] !== after.client[field],
  );
  if (client.length > 0) detail['client'] = client;
  if (!isDeepStrictEqual(before.offsets, after.offsets))
    detail['reminders'] = { from: before.offsets, to: after.offsets };
  const replan = Object.keys(detail).length > 0;

  if (before.durationMinutes !== after.durationMinutes)
    detail['durationMinutes'] = { from: before.durationMinutes, to: after.durationMinutes };
  if (before.bookedAtMs !== after.bookedAtMs) detail['bookedAt'] = new Date(after.bookedAtMs).toISOString();
  if (!isDeepStrictEqual(before.metadata, after.metadata)) detail['metadata'] = 'changed';
  return { plan: replan, detail };
}
