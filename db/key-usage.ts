import type { Tx } from './pool';

/**
 * Counts one more for this key on this day, such as `2026-11-24`; false when it has used all that it may. The row stays
 * locked until the transaction ends: several at once cannot pass the cap together, and one rolled back counts for nothing.
 */
export async function countUse(tx: Tx, apiKeyId: number, day: string, cap: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into key_usage (api_key_id, day, used) select $1, $2, 1 where $3 > 0
     on conflict (api_key_id, day) do update set used = key_usage.used + 1 where key_usage.used < $3`,
    [apiKeyId, day, cap],
  );
  return rowCount === 1;
}
