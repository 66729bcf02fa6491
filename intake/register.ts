import { insertAppointments, type Appointment, type AppointmentFields } from '../db/appointments';
import { announce } from '../db/announce';
import { addEvents } from '../db/events';
import type { Tx } from '../db/pool';
import { insertPlans } from '../db/reminders';
import type { Intake } from './context';
import { plan, planEvents } from './plan';

/**
 * Registers appointments with their plans, in as many statements for a thousand as for one. In the order given;
 * undefined where another live appointment has the external id.
 */
export async function registerMany(
  tx: Tx,
  { settings, actor, nowMs }: Intake,
  wanted: readonly AppointmentFields[],
): Promise<(Appointment | undefined)[]> {
  const inserted = await insertAppointments(tx, wanted);
  const registered = inserted.filter((each) => each !== undefined);
  const plans = registered.map((appointment) => ({
    appointment,
    reminders: plan(settings, appointment, appointment.bookedAtMs, nowMs),
  }));
  await insertPlans(tx, plans);
  await addEvents(
    tx,
    plans.flatMap(({ appointment: { id, startsAtMs, bookedAtMs }, reminders }) => [
      {
        appointmentId: id,
        actor,
        what: 'registered',
        detail: {
          startsAt: new Date(startsAtMs).toISOString(),
          bookedAt: new Date(bookedAtMs).toISOString(),
        },
      },
      ...planEvents(id, reminders, actor),
    ]),
    nowMs,
  );
  await announce(
    tx,
    'appointment.registered',
    registered.map(({ id }) => id),
  );
  return inserted;
}
