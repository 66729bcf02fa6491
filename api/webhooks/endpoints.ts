/** Where events go, and with which secret they are signed. For admins. */
import { transaction, type Tx } from '../../db/pool';
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  findWebhookEndpoint,
  listWebhookEndpoints,
  switchOff,
  switchOn,
  type WebhookEndpoint,
} from '../../db/webhook-endpoints';
import { newWebhookSecret } from '../../db/secrets';
import { parseWebhookUrl } from '../../domain/webhook-url';
import { change, confidential, read, type Context, type Operation } from '../operation';
import { invalid, notFound, Problem } from '../problem';
import { idParams, noBody, noParams, noQuery } from '../schemas/fields';
import {
  newWebhookEndpoint,
  webhookEndpoint,
  webhookEndpointChange,
  webhookEndpoints,
  webhookEndpointWithSecret,
} from '../schemas/webhooks';
import { logSecurity } from '../security-log';
import { endpointView } from './view';

const tag = 'Webhooks';
const role = 'admin';
const path = '/v1/webhook-endpoints/{id}';

/** Every event is stored and posted once for each: a mistaken loop must not make a thousand of them. */
const mostEndpoints = 20;

export const webhookEndpointOperations: readonly Operation[] = [
  read({
    path: '/v1/webhook-endpoints',
    tag,
    role,
    summary: 'Where events are sent',
    params: noParams,
    query: noQuery,
    replies: { 200: { description: 'All endpoints, without their secrets.', schema: webhookEndpoints } },
    problems: [],
    run: async (db, _, { nowMs }) => ({
      status: 200,
      body: { data: (await listWebhookEndpoints(db)).map((each) => endpointView(each, nowMs)) },
    }),
  }),
  read({
    path,
    tag,
    role,
    summary: 'One endpoint',
    params: idParams,
    query: noQuery,
    replies: { 200: { description: 'Without its secret.', schema: webhookEndpoint } },
    problems: [404, 422],
    run: async (db, { params: { id } }, { nowMs }) => {
      const endpoint = await findWebhookEndpoint(db, id);
      if (!endpoint) throw noEndpoint(id);
      return { status: 200, body: endpointView(endpoint, nowMs) };
    },
  }),
  confidential({
    method: 'post',
    path: '/v1/webhook-endpoints',
    tag,
    role,
    summary: 'Have events sent to an address',
    description: `Signed as Standard Webhooks has it. At most ${mostEndpoints} endpoints.`,
    params: noParams,
    body: newWebhookEndpoint,
    replies: { 201: { description: 'With its secret, this once.', schema: webhookEndpointWithSecret } },
    problems: [409, 422],
    run: async ({ body: { url, types } }, { deps, caller, nowMs, req }) => {
      const secret = newWebhookSecret();
      const wanted = { url: checkedUrl(deps, url), types, secret, createdBy: caller.actor };
      const endpoint = await transaction(deps.pool, (tx) => createWebhookEndpoint(tx, wanted, mostEndpoints));
      if (!endpoint)
        throw new Problem(
          409,
          'too_many_endpoints',
          `There are ${mostEndpoints} endpoints, and more are not kept; remove one first.`,
        );
      logSecurity(deps, req, 'webhook_endpoint_created', caller.id, { endpoint: endpoint.id });
      return { status: 201, body: { ...endpointView(endpoint, nowMs), secret } };
    },
  }),
  change({
    method: 'patch',
    path,
    tag,
    role,
    summary: 'Change an endpoint, switch it off or on',
    description:
      'While it is off, its events are kept as missed. Switching it on does not send them: ask for that by `redeliver-missed`.',
    params: idParams,
    body: webhookEndpointChange,
    replies: { 200: { description: 'The endpoint as it is now.', schema: webhookEndpoint } },
    problems: [404, 422],
    run: async (tx, { params: { id }, body }, { deps, caller, nowMs, req }) => {
      await lockedEndpoint(tx, id);
      const { types, enabled } = body;
      await changeWebhookEndpoint(tx, id, {
        ...(body.url === undefined ? {} : { url: checkedUrl(deps, body.url) }),
        ...(types === undefined ? {} : { types }),
      });
      if (enabled === true) await switchOn(tx, id);
      if (enabled === false) await switchOff(tx, id, 'staff', nowMs);
      const after = await lockedEndpoint(tx, id);
      return {
        status: 200,
        body: endpointView(after, nowMs),
        afterCommit: () => {
          logSecurity(deps, req, 'webhook_endpoint_changed', caller.id, {
            endpoint: id,
            fields: Object.keys(body),
          });
          return Promise.resolve();
        },
      };
    },
  }),
  confidential({
    method: 'delete',
    path,
    tag,
    role,
    summary: 'Send no more events there',
    description: 'With its log; what is on its way ends.',
    params: idParams,
    body: noBody,
    replies: { 204: { description: 'Removed.' } },
    problems: [404, 422],
    run: async ({ params: { id } }, { deps, caller, req }) => {
      if (!(await deleteWebhookEndpoint(deps.pool, id))) throw noEndpoint(id);
      logSecurity(deps, req, 'webhook_endpoint_deleted', caller.id, { endpoint: id });
      return { status: 204 };
    },
  }),
];

export async function lockedEndpoint(tx: Tx, id: number): Promise<WebhookEndpoint> {
  const endpoint = await findWebhookEndpoint(tx, id, 'update');
  if (!endpoint) throw noEndpoint(id);
  return endpoint;
}

export function noEndpoint(id: number): Problem {
  return notFound(`There is no webhook endpoint ${id}.`);
}

/** @throws Problem 422 */
function checkedUrl({ config }: Context['deps'], sent: string): string {
  const parsed = parseWebhookUrl(sent, config.webhooksAllowPrivate);
  if (parsed.kind === 'ok') return parsed.url;
  throw invalid([{ path: 'url', message: parsed.message }]);
}
