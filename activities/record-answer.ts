import { parseAttemptId } from '../domain/attempt-id';
import type { Answer } from '../domain/words';
import { recordAnswer as record } from '../db/answers';
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
    await transaction(pool, (tx) =>
      record(tx, { id: attempt, appointmentId: key.appointmentId }, answer, atMs),
    );
  };
