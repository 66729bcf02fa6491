/** One try to deliver an event: what it needs to know, and what is kept of it. */
import type { OutgoingType, WebhookOutcome } from '../domain/words';
import { at, type Db, type Tx } from './pool';

export interface DueDelivery {
  id: number;
  endpointId: number;
  url: string;
  /** The newest first; each signs. */
  secrets: string[];
  event: { id: string; type: OutgoingType; createdAtMs: number; data: Record<string, unknown> };
}

/** Undefined when nobody waits for it any more: delivered, given up, or its endpoint is off or gone. */
export async function findDueDelivery(db: Db, id: number, nowMs: number): Promise<DueDelivery | undefined> {
  const { rows } = await db.query<DueDelivery>(
    `select d.id, p.id as "endpointId", p.url,
       array_remove(array[p.secret, case when p.previous_until > $2 then p.previous_secret end], null) as secrets,
       jsonb_build_object('id', e.id, 'type', e.type, 'data', e.data,
         'createdAtMs', floor(extract(epoch from e.created_at) * 1000)) as event
     from webhook_deliveries d join outgoing_events e on e.id = d.event_id
       join webhook_endpoints p on p.id = d.endpoint_id
     where d.id = $1 and d.state = 'waiting' and p.disabled_at is null`,
    [id, at(nowMs)],
  );
  return rows[0];
}

export interface Tried {
  atMs: number;
  outcome: WebhookOutcome;
  status: number | null;
  durationMs: number;
}

/** False when the endpoint was deleted meanwhile, and its log with it. */
export async function addTry(tx: Tx, deliveryId: number, tried: Tried): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into webhook_tries (delivery_id, at, outcome, status, duration_ms)
     select id, $2, $3, $4, $5 from webhook_deliveries where id = $1 for key share`,
    [deliveryId, at(tried.atMs), tried.outcome, tried.status, tried.durationMs],
  );
  return rowCount === 1;
}

/** Even one that was given up meanwhile has arrived. */
export async function markArrived(tx: Tx, { id, endpointId }: DueDelivery): Promise<void> {
  await tx.query(`update webhook_deliveries set state = 'delivered' where id = $1`, [id]);
  await tx.query(
    `update webhook_endpoints set failing_since = null where id = $1 and failing_since is not null`,
    [endpointId],
  );
}

/** Since when every try at this endpoint has failed; null when it is off already. */
export async function noteFailure(tx: Tx, endpointId: number, nowMs: number): Promise<number | null> {
  const { rows } = await tx.query<{ sinceMs: number }>(
    // Written by the first failure only: the others of a backlog must not wait for each other.
    `with first as (
       update webhook_endpoints set failing_since = $2
       where id = $1 and failing_since is null and disabled_at is null returning failing_since)
     select coalesce((select failing_since from first), failing_since) as "sinceMs"
     from webhook_endpoints where id = $1 and disabled_at is null`,
    [endpointId, at(nowMs)],
  );
  return rows[0]?.sinceMs ?? null;
}

/** Unless it has arrived after all, or has been asked for since: then it is tried anew. */
export async function giveUpDelivery(db: Db, id: number, askedBeforeMs: number): Promise<void> {
  await db.query(
    `update webhook_deliveries set state = 'failed' where id = $1 and state = 'waiting' and waiting_since <= $2`,
    [id, at(askedBeforeMs)],
  );
}
