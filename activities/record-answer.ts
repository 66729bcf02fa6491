import { parseAttemptId } from '../domain/attempt-id';
import type { Answer } from '../domain/words';
import { recordAnswer as record } from '../db/answers';
import { markSignalled } from '../db/delivery';
import { transaction } from '../db/pool';
import type { Deps } from './deps';

/**
 * Records a key that was pressed while the database was away.
 * May be retried: an attempt takes one answer, and repeating it changes nothing.
 */
export const recordAnswer =
  ({ pool }: Deps) =>
  async ({ attempt, answer, atMs }: { attempt: string; answer: Answer; atMs: number }): Promise<void> => {
    const key = parseAttemptId(attempt);
    if (!key) return;
    await transaction(pool, async (tx) => {
      await record(tx, { id: attempt, appointmentId: key.appointmentId }, answer, atMs);
      // The workflow knows: it asked for this.
      await markSignalled(tx, attempt);
    });
  };
