import { putOnDeskList } from '../db/desk-list';
import { addEvent } from '../db/events';
import { transaction } from '../db/pool';
import { setSourceError } from '../db/sources';
import { findDueAnswer, markWritten, type DueAnswer } from '../db/write-backs';
import type { Answer, AppointmentStatus } from '../domain/words';
import { localTime } from '../domain/zones';
import { writeToDatabase } from '../sources/database';
import { SourceError } from '../sources/row';
import type { Deps } from './deps';

/**
 * Writes the last answer of an appointment to the database that it came from, until it succeeds.
 * May be retried: the office's SQL sets what is so and is harmless when repeated; what was written is noted after it.
 */
export const writeBack =
  ({ pool, sources, office, now }: Deps) =>
  async (appointmentId: number): Promise<void> => {
    const due = await findDueAnswer(pool, appointmentId);
    const { database } = sources;
    if (!due || !database?.writeBackSql) return;
    const isWritten =
      stands(due) &&
      (await writeToDatabase(database.url, database.writeBackSql, {
        external_id: due.externalId,
        status: due.status,
        answer: due.answer,
        answered_at: new Date(due.answeredAtMs).toISOString(),
        starts_at: new Date(due.startsAtMs).toISOString(),
        starts_at_local: localTime(due.startsAtMs, office.timeZone).slice(0, 19),
      }).catch(async (error: unknown) => {
        if (error instanceof SourceError) await setSourceError(pool, due.source, error.message);
        throw error;
      })) > 0;
    await transaction(pool, async (tx) => {
      await markWritten(tx, due);
      await addEvent(
        tx,
        {
          appointmentId,
          actor: 'system',
          what: isWritten ? 'written_back' : 'write_back_passed_over',
          detail: { source: due.source },
        },
        now(),
      );
      // The office's own records say something else; what they say is with the next look, and may settle it.
      if (!isWritten && stands(due)) await putOnDeskList(tx, appointmentId, 'source_conflict');
    });
    await setSourceError(pool, due.source, null);
  };

/** An answer that was overtaken, such as by a move, says nothing about the appointment as it is now. */
function stands({ answer, status }: DueAnswer): boolean {
  const made = statusMade[answer];
  return made === undefined || made === status;
}

const statusMade: Readonly<Partial<Record<Answer, AppointmentStatus>>> = {
  confirm: 'confirmed',
  reschedule: 'reschedule_requested',
  cancel: 'cancelled',
};
