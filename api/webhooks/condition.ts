import type { z } from 'zod';
import type { Db } from '../../db/pool';
import { brokenWebhookEndpoints, type WebhookEndpoint } from '../../db/webhook-endpoints';
import type { condition } from '../schemas/overview';

/** Whether others hear of events. Of an address only the host: the rest may be a secret. */
export async function webhooksView(db: Db): Promise<z.input<typeof condition>['parts'][number]> {
  const part = 'webhooks';
  const broken = await brokenWebhookEndpoints(db);
  if (broken.length === 0)
    return { part, state: 'well', words: 'No receiver of events has failed for days.' };
  return {
    part,
    state: 'unwell',
    words: `${broken.map(inWords).join(' ')} An admin can switch it on again, or remove it, under Settings, Webhooks.`,
  };
}

function inWords({ url, disabledBecause, missed }: WebhookEndpoint): string {
  const { host } = new URL(url);
  const why = disabledBecause === 'gone' ? 'it answered that it is gone' : 'every try failed for three days';
  const since = missed === 0 ? '' : `; it has missed ${missed === 1 ? 'one event' : `${missed} events`}`;
  return `Events are sent to ${host} no more: ${why}${since}.`;
}
