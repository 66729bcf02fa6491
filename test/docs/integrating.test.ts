/** The receiver of docs/integrating.md, as it stands there, with events that are really sent. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { announce } from '../../db/announce';
import { newWebhookSecret } from '../../db/secrets';
import { transaction } from '../../db/pool';
import { findWebhookDelivery, redeliver } from '../../db/webhook-deliveries';
import { createWebhookEndpoint } from '../../db/webhook-endpoints';
import { freePort } from '../../scripts/servers/ports';
import { announcements } from '../../domain/words';
import { openOffice, type Office } from '../activities/office';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { eventually } from '../support/temporal';

const root = join(__dirname, '..', '..');
let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function startExample(secret: string) {
  const [, code] = /```js\n(.*?)```/s.exec(readFileSync(join(root, 'docs', 'integrating.md'), 'utf8')) ?? [];
  if (code === undefined) throw new Error('The document has no example.');
  const port = await freePort(26_000);
  const example = spawn(process.execPath, ['--input-type=module', '-'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), WEBHOOK_SECRET: secret },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void example.kill());
  let said = '';
  example.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  example.stdin.end(code);
  const url = `http://127.0.0.1:${port}/`;
  await eventually('the receiver listens', () =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  );
  return { url, said: () => said.trim().split('\n').filter(Boolean) };
}

async function addEndpoint(url: string, secret: string): Promise<void> {
  await transaction(database.pool, (tx) =>
    createWebhookEndpoint(tx, { url, types: announcements, secret, createdBy: 'staff:ana' }, 20),
  );
}

/** Stores an event for the appointment as it is now; its delivery. */
async function happens(what: 'appointment.changed' | 'appointment.confirmed', id: number): Promise<number> {
  await database.pool.query('delete from jobs');
  await transaction(database.pool, (tx) => announce(tx, what, [id]));
  const { rows } = await database.pool.query<{ ref: number }>('select ref from jobs');
  return rows[0]?.ref ?? 0;
}

it('checks signatures, knows what it has had, and heeds the order', async () => {
  office = await openOffice(database.pool);
  const secret = newWebhookSecret();
  const receiver = await startExample(secret);
  await addEndpoint(receiver.url, secret);
  const { id } = await office.book();
  const first = await happens('appointment.changed', id);
  await database.pool.query(`update appointments set status = 'confirmed', version = 2 where id = $1`, [id]);
  const second = await happens('appointment.confirmed', id);

  // The second one overtakes; each comes twice.
  for (const delivery of [second, first, second, first]) {
    await transaction(database.pool, (tx) => redeliver(tx, delivery));
    await office.deliverWebhook(delivery);
    expect((await findWebhookDelivery(database.pool, delivery))?.state).toBe('delivered');
  }
  await eventually('all is said', () => receiver.said().length > 0);
  expect(receiver.said()).toEqual([`Appointment ${id} is confirmed, version 2`]);

  await database.pool.query('update webhook_endpoints set secret = $1', [newWebhookSecret()]);
  const forged = await happens('appointment.confirmed', id);
  await expect(office.deliverWebhook(forged)).rejects.toThrow(`Webhook delivery ${forged}: rejected 401`);
  expect(receiver.said()).toHaveLength(1);
});
