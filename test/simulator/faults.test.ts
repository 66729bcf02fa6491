import { describe, expect, test } from 'vitest';
import { application, CLIENT, eventually, OWN, simulate } from './helpers';

const TWIML = '<Response><Hangup/></Response>';
const params = { to: CLIENT, from: OWN, twiml: TWIML };

describe('of the REST API', () => {
  test.each([
    [{ kind: 'answer', status: 429 }, { status: 429, code: 20429 }, 0],
    [{ kind: 'do_then_answer', status: 500 }, { status: 500, code: 20500 }, 1],
    [{ kind: 'drop' }, { code: 'ECONNRESET' }, 0],
    [{ kind: 'do_then_drop' }, { code: 'ECONNRESET' }, 1],
  ])('%j', async (fault, error, placed) => {
    const sim = await simulate();
    await sim.faults({ on: 'calls.create', ...fault } as object);
    await expect(sim.client.calls.create(params)).rejects.toMatchObject(error);
    expect(await sim.client.calls.list()).toHaveLength(placed);
    // once only
    expect((await sim.client.calls.create(params)).status).toBe('queued');
  });

  test.each([
    ['delay', 0],
    ['do_then_delay', 1],
  ])('%s', async (kind, meanwhile) => {
    const sim = await simulate();
    await sim.faults({ on: 'calls.create', kind, ms: 400 } as object);
    const slow = sim.client.calls.create(params);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await sim.client.calls.list()).toHaveLength(meanwhile);
    await slow;
    expect(await sim.client.calls.list()).toHaveLength(1);
  });

  test('for one number, as often as asked', async () => {
    const sim = await simulate();
    await sim.faults({ on: 'messages.create', kind: 'answer', status: 503, times: 2, to: CLIENT });
    const write = (to: string) => sim.client.messages.create({ to, from: OWN, body: 'Hi' });
    await write('+12125550124');
    await expect(write(CLIENT)).rejects.toMatchObject({ status: 503 });
    await expect(write(CLIENT)).rejects.toMatchObject({ status: 503 });
    await write(CLIENT);
  });
});

describe('of webhooks', () => {
  const run = async (...faults: object[]) => {
    const [sim, own] = [
      await simulate(),
      await application({ '/voice': '<Gather numDigits="1" action="/key"/>' }),
    ];
    await sim.script({ kind: 'answer', keys: ['1'] });
    await sim.faults(...faults);
    const { sid } = await sim.client.calls.create(own.call());
    return { own, call: await sim.ended(sid) };
  };

  test('lost', async () => {
    const { own, call } = await run({ on: 'webhook', event: 'completed', kind: 'lose' });
    expect(own.statuses()).toEqual(['initiated', 'ringing', 'in-progress']);
    expect(call.webhooks.at(-1)).toMatchObject({ event: 'completed', error: 'lost by a fault' });
  });

  test('duplicated', async () => {
    const { own } = await run({ on: 'webhook', event: 'action', kind: 'duplicate' });
    expect(own.at('/key').map((r) => r.params['Digits'])).toEqual(['1', '1']);
  });

  test('reordered by a delay', async () => {
    const { own } = await run({ on: 'webhook', event: 'ringing', kind: 'delay', ms: 300 });
    const order = await eventually(
      () => Promise.resolve(own.statuses()),
      (all) => all.length === 4,
    );
    expect(order).toEqual(['initiated', 'in-progress', 'completed', 'ringing']);
  });
});

test('a fault that is malformed is refused', async () => {
  const sim = await simulate();
  expect((await sim.control('PUT', 'faults', [{ on: 'webhook', kind: 'explode' }])).status).toBe(400);
});
