/** What was sent, what came of it, and sending it again. For admins. */
import { askFor } from '../../db/jobs';
import { storeTestEvent } from '../../db/outgoing-events';
import type { Db, Tx } from '../../db/pool';
import {
  findWebhookDelivery,
  listWebhookDeliveries,
  redeliver,
  redeliverMissed,
  webhookTriesOf,
  type WebhookDelivery,
} from '../../db/webhook-deliveries';
import { findWebhookEndpoint } from '../../db/webhook-endpoints';
import { change, read, type Operation } from '../operation';
import { notFound, Problem } from '../problem';
import { idParams, noBody, noQuery } from '../schemas/fields';
import {
  redeliveredMissed,
  webhookDeliveries,
  webhookDeliveriesQuery,
  webhookDelivery,
  webhookDeliveryWithTries,
} from '../schemas/webhooks';
import { lockedEndpoint, noEndpoint } from './endpoints';
import { deliveryView, tryView } from './view';

const tag = 'Webhooks';
const role = 'admin';
const endpoint = '/v1/webhook-endpoints/{id}';

/** At once: a receiver that comes back after days is not to be run over. */
const mostAtOnce = 1_000;
const triesShown = 50;

export const webhookDeliveryOperations: readonly Operation[] = [
  read({
    path: `${endpoint}/deliveries`,
    tag,
    role,
    summary: "An endpoint's log",
    description: 'Kept for 30 days.',
    params: idParams,
    query: webhookDeliveriesQuery,
    replies: { 200: { description: 'A page, the newest first.', schema: webhookDeliveries } },
    problems: [404, 422],
    run: async (db, { params: { id }, query: { state, limit, cursor } }) => {
      if (!(await findWebhookEndpoint(db, id))) throw noEndpoint(id);
      const found = await listWebhookDeliveries(db, id, {
        ...(state === undefined ? {} : { state }),
        ...(cursor === undefined ? {} : { beforeId: cursor }),
        // One more tells whether there is another page.
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        status: 200,
        body: {
          data: page.map(deliveryView),
          nextCursor: last && found.length > limit ? String(last.id) : null,
        },
      };
    },
  }),
  read({
    path: '/v1/webhook-deliveries/{id}',
    tag,
    role,
    summary: 'One delivery, with its tries',
    params: idParams,
    query: noQuery,
    replies: {
      200: { description: 'What came of each try; answers are not kept.', schema: webhookDeliveryWithTries },
    },
    problems: [404, 422],
    run: async (db, { params: { id } }) => {
      const delivery = await foundDelivery(db, id);
      const log = await webhookTriesOf(db, id, triesShown);
      return { status: 200, body: { ...deliveryView(delivery), log: log.map(tryView) } };
    },
  }),
  change({
    method: 'post',
    path: '/v1/webhook-deliveries/{id}/redeliver',
    tag,
    role,
    summary: 'Send an event again',
    description:
      'Whatever came of it before, under the same `webhook-id`. One that waits for its next try is tried now.',
    params: idParams,
    body: noBody,
    replies: { 202: { description: 'It is on its way.', schema: webhookDelivery } },
    problems: [404, 409, 422],
    run: async (tx, { params: { id } }) => {
      await requireOn(tx, (await foundDelivery(tx, id)).endpointId);
      await redeliver(tx, id);
      return { status: 202, body: deliveryView(await foundDelivery(tx, id)) };
    },
  }),
  change({
    method: 'post',
    path: `${endpoint}/redeliver-missed`,
    tag,
    role,
    summary: 'Send all that an endpoint has missed',
    description: `The oldest first, ${mostAtOnce} at once.`,
    params: idParams,
    body: noBody,
    replies: { 202: { description: 'They are on their way.', schema: redeliveredMissed } },
    problems: [404, 409, 422],
    run: async (tx, { params: { id } }) => {
      await requireOn(tx, id);
      const asked = await redeliverMissed(tx, id, mostAtOnce);
      const { missed: left } = await lockedEndpoint(tx, id);
      return { status: 202, body: { asked, left } };
    },
  }),
  change({
    method: 'post',
    path: `${endpoint}/test`,
    tag,
    role,
    summary: 'Send a test event',
    description: 'Of type `slotkeeper.test`, whichever types the endpoint wants.',
    params: idParams,
    body: noBody,
    replies: { 202: { description: 'It is on its way; ask for it again.', schema: webhookDelivery } },
    problems: [404, 409, 422],
    run: async (tx, { params: { id } }) => {
      await requireOn(tx, id);
      const deliveryId = await storeTestEvent(tx, id);
      await askFor(tx, { kind: 'webhook', ref: deliveryId });
      return { status: 202, body: deliveryView(await foundDelivery(tx, deliveryId)) };
    },
  }),
];

async function foundDelivery(db: Db, id: number): Promise<WebhookDelivery> {
  const delivery = await findWebhookDelivery(db, id);
  if (!delivery) throw notFound(`There is no webhook delivery ${id}.`);
  return delivery;
}

/** @throws Problem 409 */
async function requireOn(tx: Tx, endpointId: number): Promise<void> {
  if ((await lockedEndpoint(tx, endpointId)).disabledAtMs !== null)
    throw new Problem(409, 'endpoint_disabled', 'This endpoint is off; switch it on first.');
}
