import { insertAppointments, type Appointment, type AppointmentFields } from '../../db/appointments';
import type { Tx } from '../../db/pool';

export async function insertAppointment(tx: Tx, fields: AppointmentFields): Promise<Appointment> {
  const [appointment] = await insertAppointments(tx, [fields]);
  if (!appointment) throw new Error(`${String(fields.externalId)} is taken`);
  return appointment;
}
