/** `webhook`: where events are sent, and what came of it. */
import { Command, Option } from 'commander';
import { announcements, webhookStates } from '../domain/words';
import type { Api, WebhookDelivery, WebhookEndpoint, WebhookEndpointWithSecret } from './api';
import { table } from './table';
import { moment } from './times';
import type { WithApi } from './users';

const root = '/v1/webhook-endpoints';
const pathOf = (id: string) => `${root}/${encodeURIComponent(id)}`;

export function webhookCommand(withApi: WithApi): Command {
  const webhook = new Command('webhook').description('endpoints to which events are sent');
  webhook
    .command('add')
    .description('send events to an address; its secret is shown this once')
    .argument('<url>', 'such as https://example.com/webhooks')
    .addOption(new Option('--types <types...>', 'only these (default: all)').choices(announcements))
    .action((url: string, { types }: { types?: string[] }) =>
      withApi(async (api) => {
        const made = await api.post<WebhookEndpointWithSecret>(root, { url, ...(types ? { types } : {}) });
        return `${made.secret}\nEndpoint ${made.id}: ${made.url}. Its secret cannot be shown again.`;
      }),
    );
  webhook
    .command('list')
    .description('all endpoints')
    .action(() => withApi(list));
  webhook
    .command('test')
    .description('send a test event')
    .argument('<id>', 'as slotkeeper webhook list shows it')
    .action((id: string) =>
      withApi(async (api) => {
        const sent = await api.post<WebhookDelivery>(`${pathOf(id)}/test`);
        return `Delivery ${sent.id} is on its way; slotkeeper webhook log ${id} tells what comes of it.`;
      }),
    );
  webhook
    .command('log')
    .description('the last deliveries, the newest first')
    .argument('<id>', 'as slotkeeper webhook list shows it')
    .addOption(new Option('--state <state>', 'only those').choices(webhookStates))
    .action((id: string, { state }: { state?: string }) =>
      withApi((api, { office }) => log(api, id, state, office.timeZone)),
    );
  webhook
    .command('remove')
    .description('send nothing there any more; its log goes as well')
    .argument('<id>', 'as slotkeeper webhook list shows it')
    .action((id: string) =>
      withApi(async (api) => {
        await api.delete(pathOf(id));
        return `Endpoint ${id} is removed.`;
      }),
    );
  return webhook;
}

async function list(api: Api): Promise<string> {
  const { data } = await api.get<{ data: WebhookEndpoint[] }>(root);
  return table(
    ['ID', 'ADDRESS', 'EVENTS', 'MISSED', 'STATE'],
    data.map(({ id, url, types, missed, disabledBecause, failingSince }) => [
      String(id),
      url,
      types.length === announcements.length ? 'all' : String(types.length),
      String(missed),
      disabledBecause === null ? (failingSince === null ? 'on' : 'on, failing') : `off: ${disabledBecause}`,
    ]),
  );
}

async function log(api: Api, id: string, state: string | undefined, timeZone?: string): Promise<string> {
  const { data } = await api.get<{ data: WebhookDelivery[] }>(
    `${pathOf(id)}/deliveries${state === undefined ? '' : `?state=${state}`}`,
  );
  return table(
    ['ID', 'WHEN', 'EVENT', 'APPOINTMENT', 'STATE', 'TRIES', 'LAST TRY'],
    data.map(({ id, createdAt, type, appointmentId, state, tries, lastTry }) => [
      String(id),
      moment(new Date(createdAt), timeZone),
      type,
      appointmentId === null ? '' : String(appointmentId),
      state,
      String(tries),
      lastTry === null ? '' : [lastTry.outcome, lastTry.status].filter((part) => part !== null).join(' '),
    ]),
  );
}
