import { rotateWebhookSecret } from '../../db/webhook-endpoints';
import { newWebhookSecret } from '../../db/secrets';
import { secretOverlapMs } from '../../domain/policy';
import { confidential, type Operation } from '../operation';
import { idParams, noBody } from '../schemas/fields';
import { webhookEndpointWithSecret } from '../schemas/webhooks';
import { logSecurity } from '../security-log';
import { noEndpoint } from './endpoints';
import { endpointView } from './view';

export const webhookSecretOperations: readonly Operation[] = [
  confidential({
    method: 'post',
    path: '/v1/webhook-endpoints/{id}/rotate-secret',
    tag: 'Webhooks',
    role: 'admin',
    summary: 'Give an endpoint another secret',
    description:
      'For 24 hours both sign, so that the receiver can change over in between. A secret still older signs no more, at once.',
    params: idParams,
    body: noBody,
    replies: { 200: { description: 'With its new secret, this once.', schema: webhookEndpointWithSecret } },
    problems: [404, 422],
    run: async ({ params: { id } }, { deps, caller, nowMs, req }) => {
      const secret = newWebhookSecret();
      const endpoint = await rotateWebhookSecret(deps.pool, id, secret, nowMs + secretOverlapMs);
      if (!endpoint) throw noEndpoint(id);
      logSecurity(deps, req, 'webhook_secret_rotated', caller.id, { endpoint: id });
      return { status: 200, body: { ...endpointView(endpoint, nowMs), secret } };
    },
  }),
];
