import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../api/schemas/webhooks';
import type { WebhookState } from '../../domain/words';
import { api } from './api';
import { keys } from './keys';

export type WebhookEndpoint = z.output<typeof schemas.webhookEndpoint>;
export type WebhookEndpointWithSecret = z.output<typeof schemas.webhookEndpointWithSecret>;
export type WebhookDelivery = z.output<typeof schemas.webhookDelivery>;
export type WebhookDeliveryWithTries = z.output<typeof schemas.webhookDeliveryWithTries>;
type Page = z.output<typeof schemas.webhookDeliveries>;

/** A try takes seconds at most, and the stream of changes tells of none. */
const lookAgainMs = 3_000;

export function useWebhookEndpoints() {
  return useQuery({
    queryKey: keys.webhooks,
    queryFn: async () => (await api<{ data: WebhookEndpoint[] }>('GET', '/v1/webhook-endpoints')).data,
    refetchInterval: lookAgainMs,
  });
}

/** An endpoint's log, the newest first, as many pages as were asked for. */
export function useWebhookLog(endpointId: number, state: WebhookState | '') {
  return useInfiniteQuery({
    queryKey: keys.webhookLog(endpointId, state),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      api<Page>(
        'GET',
        `/v1/webhook-endpoints/${endpointId}/deliveries?${new URLSearchParams({
          limit: '20',
          ...(state === '' ? {} : { state }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        })}`,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: lookAgainMs,
  });
}

export function useWebhookTries(deliveryId: number, isShown: boolean) {
  return useQuery({
    queryKey: keys.webhookTries(deliveryId),
    queryFn: () => api<WebhookDeliveryWithTries>('GET', `/v1/webhook-deliveries/${deliveryId}`),
    enabled: isShown,
    refetchInterval: lookAgainMs,
  });
}
