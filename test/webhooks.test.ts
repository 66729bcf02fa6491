/** Events through the front door, on real parts: something happens, a receiver hears of it, signed, whatever dies. */
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobId } from '../workflows/contract';
import { startReceiver, type Receiver } from './support/receiver';
import { eventually, startSystem, type System } from './support/system';

interface Endpoint {
  id: number;
  secret: string;
}
interface Delivery {
  id: number;
  state: string;
  tries: number;
  eventId: string;
}

let system: System;
let receiver: Receiver;
let endpoint: Endpoint;
beforeAll(async () => {
  [system, receiver] = await Promise.all([startSystem({ WEBHOOKS_ALLOW_PRIVATE: 'true' }), startReceiver()]);
  endpoint = await system.request<Endpoint>('POST', '/v1/webhook-endpoints', {
    url: `${receiver.url}?token=not-for-temporal`,
  });
}, 120_000);
afterAll(async () => {
  await system.stop();
  await receiver.close();
});

const name = 'Ada Lovelace-Moreno';
const phone = '+12025550171';
const register = () =>
  system.request<{ id: number }>('POST', '/v1/appointments', {
    client: { name, phone },
    startsAt: new Date(Date.now() + 72 * 3_600_000).toISOString(),
  });
const received = (type: string, id: number, times = 1) =>
  eventually(
    `${type} of ${id}`,
    () => {
      const found = receiver.received.filter(({ event }) => event.type === type && event.data['id'] === id);
      return Promise.resolve(found.length >= times && found);
    },
    60_000,
  );
const deliveries = async () =>
  (await system.request<{ data: Delivery[] }>('GET', `/v1/webhook-endpoints/${endpoint.id}/deliveries`)).data;
const delivery = (eventId: string, state: string) =>
  eventually(`${eventId} ${state}`, async () =>
    (await deliveries()).find((each) => each.eventId === eventId && each.state === state),
  );

describe('When something happens', () => {
  it('then a receiver hears of it, in order of version, and the log shows it', async () => {
    const { id } = await register();
    await system.request('PATCH', `/v1/appointments/${id}`, { metadata: { room: '3' } });
    await system.request('POST', `/v1/appointments/${id}/cancel`);
    const stories = [];
    for (const type of ['registered', 'changed', 'cancelled']) {
      const [found] = await received(`appointment.${type}`, id);
      if (!found) throw new Error('It was there.');
      expect(receiver.verified(endpoint.secret, found)).toEqual(found.event);
      stories.push([type, found.event.data['version'], found.event.data['status']]);
      expect((await delivery(found.event.id, 'delivered')).tries).toBe(1);
    }
    expect(stories).toEqual([
      ['registered', 1, 'scheduled'],
      ['changed', 2, 'scheduled'],
      ['cancelled', 3, 'cancelled'],
    ]);
  });

  it('then neither the client nor where it went is anywhere in Temporal, not even after a failure', async () => {
    receiver.will(500);
    const { id } = await register();
    const [first, second] = await received('appointment.registered', id, 2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    const done = await delivery(first?.event.id ?? '', 'delivered');
    expect(done.tries).toBe(2);
    const handle = system.temporal.workflow.getHandle(jobId('webhook', done.id));
    await handle.result();
    const written = JSON.stringify(await handle.describe()) + historyToJSON(await handle.fetchHistory());
    const decoded = written.replaceAll(/"data":\s*"([^"]*)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    for (const secret of [name, phone, '127.0.0.1', 'not-for-temporal', endpoint.secret])
      expect((written + decoded).includes(secret), secret).toBe(false);
    // The look inside works.
    expect(decoded).toContain(`Webhook delivery ${done.id}`);
  });

  it('then staff can have it sent again, after its workflow has ended', async () => {
    const { id } = await register();
    const [found] = await received('appointment.registered', id);
    const done = await delivery(found?.event.id ?? '', 'delivered');
    await system.request('POST', `/v1/webhook-deliveries/${done.id}/redeliver`);
    const [, again] = await received('appointment.registered', id, 2);
    expect(again?.headers['webhook-id']).toBe(found?.event.id);
    await delivery(found?.event.id ?? '', 'delivered');
  });

  it('then a worker that is killed between the POST and its note posts again, under the same id', async () => {
    receiver.will('never');
    const { id } = await register();
    const [first] = await received('appointment.registered', id);
    await system.worker.stop('SIGKILL');
    expect((await deliveries())[0]).toMatchObject({ state: 'waiting', tries: 0 });
    await system.worker.start(() =>
      fetch(`${system.apiUrl}/readyz`).then(
        (response) => response.ok,
        () => false,
      ),
    );
    const [, second] = await received('appointment.registered', id, 2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    expect((await delivery(first?.event.id ?? '', 'delivered')).tries).toBe(1);
  }, 90_000);
});
