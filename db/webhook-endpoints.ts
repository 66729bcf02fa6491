/** Where others want to hear of events. */
import type { Announcement, WebhookOffReason } from '../domain/words';
import type { Actor } from './events';
import { at, type Db, type Tx } from './pool';

export interface WebhookEndpoint {
  id: number;
  url: string;
  types: Announcement[];
  /** Until then the secret before this one signs as well; null: only one does. */
  previousUntilMs: number | null;
  /** The first try that failed since the last one that did not. */
  failingSinceMs: number | null;
  /** Null: it is on. */
  disabledAtMs: number | null;
  disabledBecause: WebhookOffReason | null;
  /** Deliveries that were given up, or never tried, and can be asked for again. */
  missed: number;
  createdAtMs: number;
  createdBy: Actor;
}

/** Without the secrets: only whoever signs reads them. */
const columns = `id, url, types, previous_until as "previousUntilMs", failing_since as "failingSinceMs",
  disabled_at as "disabledAtMs", disabled_because as "disabledBecause",
  (select count(*) from webhook_deliveries where endpoint_id = webhook_endpoints.id and state = 'failed') as missed,
  created_at as "createdAtMs", created_by as "createdBy"`;

/** Undefined when there are `most` already: each one more is a copy more of every event. */
export async function createWebhookEndpoint(
  tx: Tx,
  endpoint: { url: string; types: readonly Announcement[]; secret: string; createdBy: Actor },
  most: number,
): Promise<WebhookEndpoint | undefined> {
  // Two at once must not both be the last.
  await tx.query('lock table webhook_endpoints in share row exclusive mode');
  const { rows } = await tx.query<WebhookEndpoint>(
    `insert into webhook_endpoints (url, types, secret, created_by)
     select $1, $2, $3, $4 where (select count(*) from webhook_endpoints) < $5 returning ${columns}`,
    [endpoint.url, endpoint.types, endpoint.secret, endpoint.createdBy, most],
  );
  return rows[0];
}

export async function listWebhookEndpoints(db: Db): Promise<WebhookEndpoint[]> {
  const { rows } = await db.query<WebhookEndpoint>(`select ${columns} from webhook_endpoints order by id`);
  return rows;
}

/** Those that went off by themselves, and that nobody has dealt with yet. */
export async function brokenWebhookEndpoints(db: Db): Promise<WebhookEndpoint[]> {
  const { rows } = await db.query<WebhookEndpoint>(
    `select ${columns} from webhook_endpoints where disabled_because in ('failing', 'gone') order by id`,
  );
  return rows;
}

export async function findWebhookEndpoint(
  db: Db,
  id: number,
  lock?: 'update',
): Promise<WebhookEndpoint | undefined> {
  const { rows } = await db.query<WebhookEndpoint>(
    `select ${columns} from webhook_endpoints where id = $1 ${lock ? 'for no key update' : ''}`,
    [id],
  );
  return rows[0];
}

export async function changeWebhookEndpoint(
  tx: Tx,
  id: number,
  { url, types }: { url?: string; types?: readonly Announcement[] },
): Promise<void> {
  await tx.query(
    'update webhook_endpoints set url = coalesce($2, url), types = coalesce($3, types) where id = $1',
    [id, url ?? null, types ?? null],
  );
}

/** What failed before counts no more. */
export async function switchOn(tx: Tx, id: number): Promise<void> {
  await tx.query(
    `update webhook_endpoints set disabled_at = null, disabled_because = null, failing_since = null where id = $1`,
    [id],
  );
}

/** What waits for its next try is given up; it stays in the log and can be asked for again. */
export async function switchOff(tx: Tx, id: number, because: WebhookOffReason, nowMs: number): Promise<void> {
  await tx.query(
    `update webhook_endpoints set disabled_at = coalesce(disabled_at, $3), disabled_because = $2 where id = $1`,
    [id, because, at(nowMs)],
  );
  await tx.query(
    `update webhook_deliveries set state = 'failed' where endpoint_id = $1 and state = 'waiting'`,
    [id],
  );
}

/** The old secret signs as well until then; one still older signs no more. */
export async function rotateWebhookSecret(
  db: Db,
  id: number,
  secret: string,
  previousUntilMs: number,
): Promise<WebhookEndpoint | undefined> {
  const { rows } = await db.query<WebhookEndpoint>(
    `update webhook_endpoints set previous_secret = secret, previous_until = $3, secret = $2 where id = $1
     returning ${columns}`,
    [id, secret, at(previousUntilMs)],
  );
  return rows[0];
}

/** With its deliveries and their log. */
export async function deleteWebhookEndpoint(db: Db, id: number): Promise<boolean> {
  const { rowCount } = await db.query('delete from webhook_endpoints where id = $1', [id]);
  return rowCount === 1;
}
