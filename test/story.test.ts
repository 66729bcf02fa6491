/** The main job through the front door, on real parts: register, ring, press a key, settled. */
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchAttributes, workflowId } from '../workflows/contract';
import { eventually, startSystem, type System } from './support/system';

interface Appointment {
  id: number;
  status: string;
  reminders: { number: number; state: string; reason?: string; dueAt: string }[];
}

let system: System;
beforeAll(async () => {
  system = await startSystem();
}, 120_000);
afterAll(() => system.stop());

const name = 'Ada Lovelace-Moreno';
const dayMs = 24 * 3_600_000;

/** The 24 h reminder falls due in two seconds; booked long ago, so no gap holds it back. */
function register(phone: string) {
  return system.request<Appointment>('POST', '/v1/appointments', {
    client: { name, phone },
    startsAt: new Date(Date.now() + dayMs + 2_000).toISOString(),
    bookedAt: new Date(Date.now() - 10 * dayMs).toISOString(),
    reminders: ['PT24H', 'PT1H'],
  });
}

const ringing = (phone: string) =>
  eventually(`a ringing phone ${phone}`, async () =>
    (await system.callsTo(phone)).find(({ status }) => status === 'ringing'),
  );
const appointment = (id: number) => system.request<Appointment>('GET', `/v1/appointments/${id}`);
const history = (id: number) => system.temporal.workflow.getHandle(workflowId(id)).fetchHistory();

describe('When an appointment is registered', () => {
  it('then the phone rings at its hour, 1 confirms, and the record shows it', async () => {
    const phone = '+12025550142';
    const registered = await register(phone);
    expect(registered.reminders).toMatchObject([
      { number: 1, state: 'planned' },
      { number: 2, state: 'planned' },
    ]);

    const call = await ringing(phone);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(registered.reminders[0]?.dueAt ?? ''));
    await system.act(call.sid, 'pick-up');
    const words = await eventually('the reminder being said', async () => {
      const [{ said } = { said: [] }] = await system.callsTo(phone);
      return said.length > 0 && said.map(({ text }) => text).join(' ');
    });
    expect(words).toContain('Maple Street Dental');
    expect(words).toContain(name);
    expect(words).toContain('Press 1 to confirm, 2 to reschedule, or 3 to cancel.');
    await system.act(call.sid, 'keys', { digits: '1' });

    const confirmed = await eventually('the confirmed record', async () => {
      const found = await appointment(registered.id);
      return found.status === 'confirmed' && found;
    });
    expect(confirmed.reminders).toMatchObject([
      { number: 1, state: 'reached' },
      { number: 2, state: 'skipped', reason: 'answered' },
    ]);
    await eventually('the thanks', async () => {
      const [{ said } = { said: [] }] = await system.callsTo(phone);
      return said.some(({ text }) => text.includes('Thank you for confirming your appointment.'));
    });
    const [message] = await eventually('the confirming text', async () => {
      const messages = await system.messagesTo(phone);
      return messages.length > 0 && messages;
    });
    expect(message?.body).toContain('Maple Street Dental');

    const handle = system.temporal.workflow.getHandle(workflowId(registered.id));
    expect(await handle.result()).toBe('confirmed');
    const { events } = await handle.fetchHistory();
    expect(events?.length).toBeGreaterThanOrEqual(22);
    expect(events?.length).toBeLessThanOrEqual(30);
    const { typedSearchAttributes } = await handle.describe();
    expect(typedSearchAttributes.get(searchAttributes.status)).toBe('confirmed');
    expect(typedSearchAttributes.get(searchAttributes.office)).toBe('Maple Street Dental');
    expect(await system.callsTo(phone)).toHaveLength(1);
    expect(await system.messagesTo(phone)).toHaveLength(1);
  });

  it.each([
    { key: '2', status: 'reschedule_requested', heard: 'call' },
    { key: '3', status: 'cancelled', heard: 'cancel' },
  ])('then $key makes it $status and says so', async ({ key, status, heard }) => {
    const phone = `+1202555015${key}`;
    await system.script(phone, { kind: 'answer', keys: [key] });
    const { id } = await register(phone);
    await eventually(status, async () => (await appointment(id)).status === status);
    await eventually('what is said', async () => {
      const [{ said } = { said: [] }] = await system.callsTo(phone);
      return said.some(({ text }) => text.toLowerCase().includes(heard)) && said.length >= 2;
    });
    expect(await system.temporal.workflow.getHandle(workflowId(id)).result()).toBe(status);
    expect(await system.callsTo(phone)).toHaveLength(1);
  });

  it('then no name and no number of the client is anywhere in Temporal', async () => {
    const phone = '+12025550161';
    await system.script(phone, { kind: 'answer', keys: ['1'] });
    const { id } = await register(phone);
    await eventually('confirmed', async () => (await appointment(id)).status === 'confirmed');
    const handle = system.temporal.workflow.getHandle(workflowId(id));
    await handle.result();
    const written = JSON.stringify(await handle.describe()) + historyToJSON(await history(id));
    // Payloads are base64 in a history: look inside them as well.
    const decoded = written.replaceAll(/"data":\s*"([^"]*)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    const found = [name, 'Lovelace', phone, phone.slice(1)].filter((personal) =>
      (written + decoded).includes(personal),
    );
    expect(found).toEqual([]);
    // The look inside works: the attempt's name travels in payloads.
    expect(decoded.includes(`${id}-1-1-1`)).toBe(true);
  });

  it('then a worker that is killed while it sleeps calls all the same, once', async () => {
    const phone = '+12025550162';
    const { id } = await register(phone);
    await system.worker.stop('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await system.callsTo(phone)).toHaveLength(0);
    await system.worker.start(() =>
      fetch(`${system.apiUrl}/readyz`).then(
        (response) => response.ok,
        () => false,
      ),
    );
    const call = await ringing(phone);
    await system.act(call.sid, 'decline');
    await eventually('the redial being planned', async () => {
      const { data } = await system.request<{ data: { what: string }[] }>(
        'GET',
        `/v1/appointments/${id}/timeline`,
      );
      return data.some(({ what }) => what === 'redial_planned');
    });
    expect(await system.callsTo(phone)).toHaveLength(1);
  });
});
