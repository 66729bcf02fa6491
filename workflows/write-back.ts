import { writeBack as write } from './activities';
import { untilNobodyAsks } from './job';

/** Brings the last answer of an appointment to the database that it came from. */
export async function writeBack(appointmentId: number): Promise<void> {
  await untilNobodyAsks(() =>
    write.executeWithOptions({ summary: `Write the answer of appointment ${appointmentId} back` }, [
      appointmentId,
    ]),
  );
}
