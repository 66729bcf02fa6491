/**
 * Registers, lists, changes and cancels, then sends a batch:
 * `SLOTKEEPER_URL=http://127.0.0.1:3000 SLOTKEEPER_API_KEY=… npx tsx client/example.ts`
 */
import { randomUUID } from 'node:crypto';
// In a program of your own: '@slotkeeper/client'.
import { bodyOf, createSlotkeeper, Refusal, type NewAppointment } from './index.js';

const { SLOTKEEPER_URL: url = 'http://127.0.0.1:3000', SLOTKEEPER_API_KEY: apiKey = '' } = process.env;
const slotkeeper = createSlotkeeper({ url, apiKey });
const client = { name: 'Ada Lovelace', phone: '+12025550123' };
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString();

// Should the answer get lost, the same request with the same key is safe to repeat.
const headers = { 'Idempotency-Key': randomUUID() };
const ada = await bodyOf(
  slotkeeper.POST('/v1/appointments', {
    params: { header: headers },
    body: { client, startsAt: inDays(7), externalId: `example-${randomUUID()}` },
  }),
);
console.log(`Registered ${ada.id}; ${ada.reminders.map(({ summary }) => summary).join(' ')}`);

// All of them, page by page.
let cursor: string | undefined;
do {
  const query = { status: 'scheduled', from: inDays(6), ...(cursor ? { cursor } : {}) } as const;
  const page = await bodyOf(slotkeeper.GET('/v1/appointments', { params: { query } }));
  for (const { id, startsAtLocal } of page.data) console.log(`Scheduled ${id} at ${startsAtLocal}`);
  cursor = page.nextCursor ?? undefined;
} while (cursor);

// With the version that was read: had somebody else changed it meanwhile, this would be 412.
const moved = await bodyOf(
  slotkeeper.PATCH('/v1/appointments/{id}', {
    params: { path: { id: ada.id }, header: { 'If-Match': `"${ada.version}"` } },
    body: { startsAt: inDays(8) },
  }),
);
console.log(`Moved ${moved.id} to ${moved.startsAtLocal}`);

const cancelled = await bodyOf(
  slotkeeper.POST('/v1/appointments/{id}/cancel', { params: { path: { id: ada.id } } }),
);
console.log(`Appointment ${cancelled.id} is ${cancelled.status}`);

// Up to a thousand at once, each with a result of its own.
const items: NewAppointment[] = [
  { externalId: `example-${randomUUID()}`, client, startsAt: inDays(9) },
  { externalId: `example-${randomUUID()}`, client: { ...client, phone: 'unknown' }, startsAt: inDays(9) },
];
const { results } = await bodyOf(slotkeeper.POST('/v1/appointments/batch', { body: { items } }));
for (const result of results)
  if ('appointment' in result) console.log(`Took ${result.appointment.id}`);
  else console.log(`Refused: ${result.detail}`);

try {
  await bodyOf(slotkeeper.GET('/v1/appointments/{id}', { params: { path: { id: 2_000_000_000 } } }));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.log(`No such appointment: ${error.problem.code}`);
}
