import { ownerOf, type CallerId } from './callers';
import { at, type Tx } from './pool';

export interface StoredReply {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export type Earlier =
  | { kind: 'none' }
  | { kind: 'in_flight' }
  | { kind: 'other_request' }
  | { kind: 'reply'; reply: StoredReply };

/** How long a reply counts. */
const keepMs = 24 * 3_600_000;

/**
 * Looks for the reply to an earlier request with this key. The lock lasts for the transaction, so a second
 * request meets either the running first one or its committed reply, and a crash leaves nothing behind.
 */
export async function findEarlier(
  tx: Tx,
  caller: CallerId,
  key: string,
  requestHash: Buffer,
  nowMs: number,
): Promise<Earlier> {
  const lock = await tx.query<{ free: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
    [`idempotency:${caller}:${key}`],
  );
  if (!lock.rows[0]?.free) return { kind: 'in_flight' };
  await tx.query('delete from idempotency_keys where caller = $1 and key = $2 and created_at < $3', [
    caller,
    key,
    at(nowMs - keepMs),
  ]);
  const { rows } = await tx.query<StoredReply & { same: boolean }>(
    `select status, headers, body, request_hash = $3 as same from idempotency_keys
     where caller = $1 and key = $2`,
    [caller, key, requestHash],
  );
  const [row] = rows;
  if (!row) return { kind: 'none' };
  const { same, ...reply } = row;
  return same ? { kind: 'reply', reply } : { kind: 'other_request' };
}

export async function storeReply(
  tx: Tx,
  caller: CallerId,
  key: string,
  requestHash: Buffer,
  reply: StoredReply,
): Promise<void> {
  const { apiKeyId, userId } = ownerOf(caller);
  await tx.query(
    `insert into idempotency_keys (api_key_id, user_id, key, request_hash, status, headers, body)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [apiKeyId, userId, key, requestHash, reply.status, reply.headers, JSON.stringify(reply.body)],
  );
}
