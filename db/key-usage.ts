import { ownerOf, type CallerId } from './callers';
import type { Tx } from './pool';

/**
 * Counts one more for this caller on this day, such as `2026-11-24`; false when they have used all that they may. The
 * row stays locked until the transaction ends: several at once cannot pass the cap together, and one rolled back
 * counts for nothing.
 */
export async function countUse(tx: Tx, id: CallerId, day: string, cap: number): Promise<boolean> {
  const { apiKeyId, userId } = ownerOf(id);
  const { rowCount } = await tx.query(
    `insert into key_usage (api_key_id, user_id, day, used) select $1::int, $2::int, $3::date, 1 where $4 > 0
     on conflict (caller, day) do update set used = key_usage.used + 1 where key_usage.used < $4`,
    [apiKeyId, userId, day, cap],
  );
  return rowCount === 1;
}
