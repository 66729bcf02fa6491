/** A change: one transaction, and with an Idempotency-Key one reply however often it is asked for. */
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Caller } from '../db/callers';
import { findEarlier, storeReply } from '../db/idempotency';
import { retriedTransaction, type Tx } from '../db/pool';
import type { ApiDeps } from './deps';
import { invalid, Problem } from './problem';

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface ChangeReply extends Reply {
  /** What follows the commit. Not awaited: the client is not to wait for it, and the relay repairs what fails. */
  afterCommit?: () => Promise<void>;
}

/**
 * Runs `change` in a transaction, and again should it have waited in a circle with others. Only its replies are stored, never a problem: what it throws rolls everything
 * back, and the same key may try again.
 */
export async function mutation(
  deps: ApiDeps,
  req: Request,
  caller: Caller,
  change: (tx: Tx) => Promise<ChangeReply>,
): Promise<Reply> {
  const key = req.method === 'POST' ? idempotencyKey(req) : undefined;
  const { afterCommit, ...reply } = await retriedTransaction<ChangeReply>(deps.pool, async (tx) => {
    if (key === undefined) return change(tx);
    const hash = requestHash(req);
    const earlier = await findEarlier(tx, caller.id, key, hash, deps.now());
    switch (earlier.kind) {
      case 'reply': {
        const { status, headers, body } = earlier.reply;
        return { status, body, headers: { ...headers, 'Idempotency-Replayed': 'true' } };
      }
      case 'other_request':
        throw new Problem(
          422,
          'idempotency_key_reused',
          'This Idempotency-Key came with another request before; use a new one for each request.',
        );
      case 'in_flight':
        throw new Problem(
          409,
          'idempotency_in_flight',
          'The first request with this Idempotency-Key is still running; ask again in a second.',
          { headers: { 'Retry-After': '1' } },
        );
      case 'none': {
        const changed = await change(tx);
        const { status, headers = {}, body = null } = changed;
        await storeReply(tx, caller.id, key, hash, { status, headers, body });
        return changed;
      }
    }
  });
  if (afterCommit)
    afterCommit().catch((error: unknown) => deps.log.error({ err: error }, 'work after a commit failed'));
  return reply;
}

function idempotencyKey(req: Request): string | undefined {
  const key = req.get('idempotency-key');
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw invalid([
    { path: 'Idempotency-Key', message: 'must have 1 to 255 visible ASCII characters, such as a UUID' },
  ]);
}

function requestHash(req: Request): Buffer {
  const body: unknown = req.body;
  return createHash('sha256')
    .update(`${req.method} ${req.originalUrl}\n${JSON.stringify(body ?? null)}`)
    .digest();
}
