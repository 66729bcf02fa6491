import { parseAttemptId } from '../domain/attempt-id';
import { settleWithinMs } from '../domain/policy';
import { findAttempt, staleCalls } from '../db/attempts';
import type { Deps } from './deps';
import { findOut } from './settle-call';

/**
 * Finds out what became of calls that nobody may be waiting for any more: the final callback was lost after an answer
 * or a change, or a worker died with a call that a change had overtaken. Without this such a call would keep its
 * number from ever being called again. Returns how many it looked at.
 *
 * May run on several workers at once, and beside the workflow that waits for the same call, which alone acts on what
 * follows.
 */
export async function settleStale(
  deps: Deps,
  onError: (attempt: string, error: unknown) => void,
): Promise<number> {
  const { pool, now, resolveAfterMs } = deps;
  const stale = await staleCalls(pool, now(), { resolveAfterMs, settleWithinMs });
  for (const id of stale) {
    const key = parseAttemptId(id);
    if (!key) continue;
    // One that fails must not keep the others waiting.
    await findAttempt(pool, id)
      .then((attempt) => findOut(deps, key, attempt))
      .catch((error: unknown) => {
        onError(id, error);
      });
  }
  return stale.length;
}
