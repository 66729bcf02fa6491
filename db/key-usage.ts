import { ownerOf, type CallerId } from './callers';
import type { Db, Tx } from './pool';

/**
 * Counts so many more for this caller on this day, such as `2026-11-24`, or none if that would pass the cap; `left` is
 * what they may still use. The row stays locked until the transaction ends: several at once cannot pass the cap
 * together, and one rolled back counts for nothing.
 */
export async function countUses(
  tx: Tx,
  id: CallerId,
  day: string,
  wanted: number,
  cap: number,
): Promise<{ counted: boolean; left: number }> {
  const { apiKeyId, userId } = ownerOf(id);
  const { rows } = await tx.query<{ used: number }>(
    `insert into key_usage (api_key_id, user_id, day, used) select $1::int, $2::int, $3::date, $4::int where $4 <= $5::int
     on conflict (caller, day) do update set used = key_usage.used + $4 where key_usage.used + $4 <= $5
     returning used`,
    [apiKeyId, userId, day, wanted, cap],
  );
  const [counted] = rows;
  if (counted) return { counted: true, left: cap - counted.used };
  const earlier = await tx.query<{ used: number }>(
    'select used from key_usage where caller = $1 and day = $2',
    [id, day],
  );
  return { counted: false, left: cap - (earlier.rows[0]?.used ?? 0) };
}

/** How many this caller has used on this day. */
export async function usedBy(db: Db, id: CallerId, day: string): Promise<number> {
  const { rows } = await db.query<{ used: number }>(
    'select used from key_usage where caller = $1 and day = $2::date',
    [id, day],
  );
  return rows[0]?.used ?? 0;
}
