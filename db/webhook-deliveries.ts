/** Events on their way to endpoints, as staff sees them and asks for them again. */
import type { OutgoingType, WebhookOutcome, WebhookState } from '../domain/words';
import { askFor } from './jobs';
import type { Db, Tx } from './pool';

export interface WebhookTry {
  atMs: number;
  outcome: WebhookOutcome;
  status: number | null;
  durationMs: number;
}

export interface WebhookDelivery {
  id: number;
  endpointId: number;
  eventId: string;
  type: OutgoingType;
  /** Null for what is about no appointment. */
  appointmentId: number | null;
  state: WebhookState;
  createdAtMs: number;
  tries: number;
  lastTry: WebhookTry | null;
}

const query = `select d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", e.type,
    (e.data ->> 'id')::int as "appointmentId", d.state, e.created_at as "createdAtMs",
    (select count(*) from webhook_tries where delivery_id = d.id) as tries,
    last.at as "atMs", last.outcome, last.status, last.duration_ms as "durationMs"
  from webhook_deliveries d join outgoing_events e on e.id = d.event_id
    left join lateral (select * from webhook_tries where delivery_id = d.id order by id desc limit 1) last on true`;

type Row = Omit<WebhookDelivery, 'lastTry'> & { [name in keyof WebhookTry]: WebhookTry[name] | null };

function fromRow({ atMs, outcome, status, durationMs, ...delivery }: Row): WebhookDelivery {
  const lastTry =
    atMs === null || outcome === null || durationMs === null ? null : { atMs, outcome, status, durationMs };
  return { ...delivery, lastTry };
}

/** The newest first. */
export async function listWebhookDeliveries(
  db: Db,
  endpointId: number,
  { state, beforeId, limit }: { state?: WebhookState; beforeId?: number; limit: number },
): Promise<WebhookDelivery[]> {
  const { rows } = await db.query<Row>(
    `${query} where d.endpoint_id = $1 and ($2::text is null or d.state = $2) and ($3::int is null or d.id < $3)
     order by d.id desc limit $4`,
    [endpointId, state ?? null, beforeId ?? null, limit],
  );
  return rows.map(fromRow);
}

export async function findWebhookDelivery(db: Db, id: number): Promise<WebhookDelivery | undefined> {
  const { rows } = await db.query<Row>(`${query} where d.id = $1`, [id]);
  return rows.map(fromRow)[0];
}

/** The newest first. */
export async function webhookTriesOf(db: Db, deliveryId: number, limit: number): Promise<WebhookTry[]> {
  const { rows } = await db.query<WebhookTry>(
    `select at as "atMs", outcome, status, duration_ms as "durationMs" from webhook_tries
     where delivery_id = $1 order by id desc limit $2`,
    [deliveryId, limit],
  );
  return rows;
}

/** Whatever came of it before; one that waits for its next try is tried now. */
export async function redeliver(tx: Tx, id: number): Promise<void> {
  await tx.query(`update webhook_deliveries set state = 'waiting', waiting_since = now() where id = $1`, [
    id,
  ]);
  await askFor(tx, { kind: 'webhook', ref: id });
}

/** The oldest of what an endpoint has missed. Returns how many. */
export async function redeliverMissed(tx: Tx, endpointId: number, limit: number): Promise<number> {
  const { rowCount } = await tx.query(
    `with again as (
       update webhook_deliveries set state = 'waiting', waiting_since = now()
       where id in (select id from webhook_deliveries where endpoint_id = $1 and state = 'failed'
         order by id limit $2 for update skip locked)
       returning id)
     insert into jobs (kind, ref) select 'webhook', id from again
     on conflict (kind, ref) do update set start_after = now(), tries = 0`,
    [endpointId, limit],
  );
  return rowCount ?? 0;
}

/**
 * Asks again for what no workflow tries any more, such as after Temporal was restored from an older backup. A workflow
 * that has only been slow tries a little earlier.
 */
export async function redeliverForgotten(db: Db, notTriedForMs: number): Promise<number> {
  const { rowCount } = await db.query(
    `insert into jobs (kind, ref)
     select 'webhook', d.id from webhook_deliveries d
     where d.state = 'waiting' and d.waiting_since < now() - $1 * interval '1 ms'
       and not exists (select from webhook_tries where delivery_id = d.id and at >= now() - $1 * interval '1 ms')
     on conflict (kind, ref) do nothing`,
    [notTriedForMs],
  );
  return rowCount ?? 0;
}
