import { ownerOf, type CallerId } from './callers';
import type { Db, Tx } from './pool';

/**
 * Counts more for this caller on this day, such as `2026-11-24`; false when that is more than they may use. The
 * row stays locked until the transaction ends: several at once cannot pass the cap together, and one rolled back
 * counts for nothing.
 */
export async function countUse(tx: Tx, id: CallerId, day: string, cap: number, more = 1): Promise<boolean> {
  const { apiKeyId, userId } = ownerOf(id);
  const { rowCount } = await tx.query(
    `insert into key_usage (api_key_id, user_id, day, used) select $1::int, $2::int, $3::date, $5::int where $5 <= $4
     on conflict (caller, day) do update set used = key_usage.used + $5 where key_usage.used + $5 <= $4`,
    [apiKeyId, userId, day, cap, more],
  );
  return rowCount === 1;
}

/** How many this caller has used on this day. */
export async function usedBy(db: Db, id: CallerId, day: string): Promise<number> {
  const { rows } = await db.query<{ used: number }>(
    'select used from key_usage where caller = $1 and day = $2::date',
    [id, day],
  );
  return rows[0]?.used ?? 0;
}
