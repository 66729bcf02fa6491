/** Endpoints, deliveries and tries as the API shows them. */
import type { z } from 'zod';
import type { WebhookDelivery, WebhookTry } from '../../db/webhook-deliveries';
import type { WebhookEndpoint } from '../../db/webhook-endpoints';
import { utc } from '../appointments/view';
import type * as schemas from '../schemas/webhooks';

export function endpointView(
  endpoint: WebhookEndpoint,
  nowMs: number,
): z.output<typeof schemas.webhookEndpoint> {
  const { id, url, types, disabledAtMs, disabledBecause, failingSinceMs, missed, createdBy } = endpoint;
  const { previousUntilMs } = endpoint;
  return {
    id,
    url,
    types,
    enabled: disabledAtMs === null,
    disabledAt: orNull(disabledAtMs),
    disabledBecause,
    failingSince: orNull(failingSinceMs),
    missed,
    previousSecretUntil: previousUntilMs !== null && previousUntilMs > nowMs ? utc(previousUntilMs) : null,
    createdAt: utc(endpoint.createdAtMs),
    createdBy,
  };
}

export function deliveryView(delivery: WebhookDelivery): z.output<typeof schemas.webhookDelivery> {
  const { createdAtMs, lastTry, ...rest } = delivery;
  return { ...rest, createdAt: utc(createdAtMs), lastTry: lastTry && tryView(lastTry) };
}

export function tryView({ atMs, ...rest }: WebhookTry) {
  return { at: utc(atMs), ...rest };
}

function orNull(ms: number | null): string | null {
  return ms === null ? null : utc(ms);
}
