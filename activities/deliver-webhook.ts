import { ApplicationFailure } from '@temporalio/activity';
import { Webhook } from 'standardwebhooks';
import { transaction, type Tx } from '../db/pool';
import { switchOff } from '../db/webhook-endpoints';
import {
  addTry,
  findDueDelivery,
  giveUpDelivery,
  markArrived,
  noteFailure,
  type DueDelivery,
} from '../db/webhook-tries';
import { hourMs, webhookFailingMs } from '../domain/policy';
import { localTime } from '../domain/zones';
import type { Deps } from './deps';
import type { Posted } from './post-webhook';

/** What an endpoint answers that wants no more events, for good. */
const gone = 410;

/**
 * Posts an event to one endpoint, signed as Standard Webhooks has it, and notes what came of it.
 *
 * May be retried: a receiver knows an event that it has had already, as after a worker that died between the POST and
 * its note, by its `webhook-id`. Nothing is posted once the delivery is over, or its endpoint is off or gone.
 */
export const deliverWebhook =
  (deps: Pick<Deps, 'pool' | 'now' | 'postWebhook' | 'office'>) =>
  async (deliveryId: number): Promise<void> => {
    const { pool, now, postWebhook } = deps;
    const atMs = now();
    const delivery = await findDueDelivery(pool, deliveryId, atMs);
    if (!delivery) return giveUpDelivery(pool, deliveryId, atMs);
    const body = bodyOf(deps, delivery);
    const posted = await postWebhook(delivery.url, headersOf(delivery, body, atMs), body);
    const isOver = await transaction(pool, (tx) => note(tx, delivery, posted, atMs));
    if (!isOver)
      // Temporal keeps this message: no address, and nothing about a client.
      throw ApplicationFailure.create({
        message: `Webhook delivery ${deliveryId}: ${posted.outcome}${posted.status === null ? '' : ` ${posted.status}`}`,
        type: 'NotDelivered',
      });
  };

/**
 * Its last try of a day has failed. May be retried: it only sets a state, and not that of one that has arrived, or that
 * staff has asked for in the last hour: for that the next round is on its way.
 */
export const giveUpWebhook =
  ({ pool, now }: Pick<Deps, 'pool' | 'now'>) =>
  (deliveryId: number): Promise<void> =>
    giveUpDelivery(pool, deliveryId, now() - hourMs);

function bodyOf({ office }: Pick<Deps, 'office'>, { event }: DueDelivery): string {
  const { id, type, createdAtMs, data } = event;
  const { startsAt, ...rest } = data;
  const start =
    typeof startsAt === 'string'
      ? { startsAt, startsAtLocal: localTime(Date.parse(startsAt), office.timeZone) }
      : {};
  return JSON.stringify({
    id,
    type,
    createdAt: new Date(createdAtMs).toISOString(),
    data: { ...rest, ...start },
  });
}

function headersOf({ secrets, event }: DueDelivery, body: string, atMs: number): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Slotkeeper',
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(atMs / 1000)),
    'webhook-signature': secrets
      .map((secret) => new Webhook(secret).sign(event.id, new Date(atMs), body))
      .join(' '),
  };
}

/** True when there is nothing more to try. */
async function note(tx: Tx, delivery: DueDelivery, posted: Posted, atMs: number): Promise<boolean> {
  if (!(await addTry(tx, delivery.id, { ...posted, atMs }))) return true;
  if (posted.outcome === 'delivered') {
    await markArrived(tx, delivery);
    return true;
  }
  const failingSinceMs = await noteFailure(tx, delivery.endpointId, atMs);
  if (failingSinceMs === null) return true;
  const isGone = posted.status === gone;
  if (!isGone && atMs - failingSinceMs < webhookFailingMs) return false;
  await switchOff(tx, delivery.endpointId, isGone ? 'gone' : 'failing', atMs);
  return true;
}
