import { describe, expect, test } from 'vitest';
import { application, CLIENT, eventually, OWN, simulate } from './helpers';

const REMINDER = '<Gather numDigits="1" action="/key?attempt=1"><Say language="es-ES">Pulse 1</Say></Gather>';
const app = () => application({ '/voice': REMINDER, '/key': '<Say>Thank you</Say>' });

describe('the life of a call', () => {
  test('a phone that answers and presses 1: every status once, in order, signed', async () => {
    const [sim, own] = [await simulate(), await app()];
    await sim.script({ kind: 'answer', keys: ['1'] });
    const { sid, status } = await sim.client.calls.create(own.call());
    expect(status).toBe('queued');
    const call = await sim.ended(sid);
    expect(own.statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(own.at('/status').map((r) => r.params['SequenceNumber'])).toEqual(['0', '1', '2', '3']);
    expect(own.received.every((r) => r.isSigned)).toBe(true);
    expect(own.at('/key')[0]?.params).toMatchObject({ Digits: '1', CallSid: sid, To: CLIENT, From: OWN });
    expect(call.said.map(({ text, language }) => [text, language])).toEqual([
      ['Pulse 1', 'es-ES'],
      ['Thank you', 'en-US'],
    ]);
    expect(call).toMatchObject({ status: 'completed', rang: true, keys: ['1'], errors: [] });
    expect(own.at('/status')[3]?.params).toMatchObject({
      CallDuration: '1',
      CallbackSource: 'call-progress-events',
    });
    const fetched = await sim.client.calls(sid).fetch();
    expect(fetched).toMatchObject({ status: 'completed', duration: '1', to: CLIENT });
  });

  test.each([
    [{ kind: 'busy' }, 'busy', false],
    [{ kind: 'no_answer' }, 'no-answer', true],
    [{ kind: 'reject' }, 'busy', true],
    [{ kind: 'fail' }, 'failed', false],
    [{ kind: 'person' }, 'no-answer', true],
    [{ kind: 'answer', afterMs: 5000 }, 'no-answer', true],
  ])('%j ends as %s', async (script, status, rang) => {
    const [sim, own] = [await simulate({ ringingSeconds: 0.1 }), await app()];
    await sim.script(script);
    const { sid } = await sim.client.calls.create(own.call());
    expect(await sim.ended(sid)).toMatchObject({ status, rang, startedAtMs: null });
    const last = own.at('/status').at(-1)?.params;
    expect(last).toMatchObject({ CallStatus: status, CallDuration: '0' });
    expect(own.at('/voice')).toEqual([]);
  });

  test('Timeout is how long it rings', async () => {
    const [sim, own] = [await simulate(), await app()];
    const { sid } = await sim.client.calls.create(own.call({ timeout: 1 }));
    const call = await sim.ended(sid);
    expect(call.status).toBe('no-answer');
    expect((call.endedAtMs ?? 0) - call.createdAtMs).toBeGreaterThanOrEqual(1000);
  });

  test.each([
    ['voicemail', 'DetectMessageEnd', 'machine_end_beep'],
    ['voicemail', 'Enable', 'machine_start'],
    ['fax', 'Enable', 'fax'],
    ['answer', 'Enable', 'human'],
  ])('%s with %s is %s', async (kind, machineDetection, answeredBy) => {
    const sim = await simulate();
    const own = await application({ '/voice': '<Say>Please call us back</Say>' });
    await sim.script({ kind });
    const { sid } = await sim.client.calls.create(own.call({ machineDetection }));
    const call = await sim.ended(sid);
    expect(own.at('/voice')[0]?.params['AnsweredBy']).toBe(answeredBy);
    expect(call.recorded).toEqual(kind === 'voicemail' ? ['Please call us back'] : []);
    expect((await sim.client.calls(sid).fetch()).answeredBy).toBe(answeredBy);
  });

  test('only DetectMessageEnd waits for the greeting to end', async () => {
    const sim = await simulate();
    const own = await application({ '/voice': '<Say>Please call us back</Say>' });
    const greeting = { kind: 'voicemail', greetingMs: 300 };
    await sim.script(greeting);
    const early = await sim.client.calls.create(own.call({ machineDetection: 'Enable' }));
    expect((await sim.ended(early.sid)).recorded).toEqual([]);
    const late = await sim.client.calls.create(own.call({ machineDetection: 'DetectMessageEnd' }));
    expect((await sim.ended(late.sid)).recorded).toEqual(['Please call us back']);
  });

  test('asynchronous detection tells a URL of its own', async () => {
    const [sim, own] = [await simulate(), await app()];
    await sim.script({ kind: 'voicemail' });
    const more = { machineDetection: 'Enable', asyncAmd: 'true', asyncAmdStatusCallback: `${own.url}/amd` };
    await sim.client.calls.create(own.call(more));
    const told = await eventually(
      () => Promise.resolve(own.at('/amd')),
      (amd) => amd.length > 0,
    );
    expect(told[0]?.params['AnsweredBy']).toBe('machine_start');
  });

  test('scripts in a list serve one call each, the last one stays', async () => {
    const [sim, own] = [await simulate(), await app()];
    await sim.script({ kind: 'busy' }, { kind: 'answer', keys: ['1'] });
    const ends = [];
    for (let n = 0; n < 3; n++) {
      const { sid } = await sim.client.calls.create(own.call());
      ends.push((await sim.ended(sid)).status);
    }
    expect(ends).toEqual(['busy', 'completed', 'completed']);
  });

  test('numbers that end in 555019x behave without set-up; a default script serves the others', async () => {
    const [sim, own] = [await simulate(), await app()];
    const three = await sim.client.calls.create(own.call({ to: '+12125550193' }));
    const busy = await sim.client.calls.create(own.call({ to: '+12125550195' }));
    await sim.control('PUT', 'numbers/default', { script: { kind: 'fail' } });
    const other = await sim.client.calls.create(own.call());
    expect((await sim.ended(three.sid)).keys).toEqual(['3']);
    expect((await sim.ended(busy.sid)).status).toBe('busy');
    expect((await sim.ended(other.sid)).status).toBe('failed');
  });

  test('completed alone is reported when no events are asked for', async () => {
    const [sim, own] = [await simulate(), await app()];
    await sim.script({ kind: 'answer' });
    const { sid } = await sim.client.calls.create({
      to: CLIENT,
      from: OWN,
      url: `${own.url}/voice`,
      statusCallback: `${own.url}/status`,
    });
    await sim.ended(sid);
    expect(own.statuses()).toEqual(['completed']);
  });
});

test('status callbacks leave one after the other, however slow the application is; the call goes on', async () => {
  const [sim, own] = [await simulate(), await application({}, 100)];
  await sim.script({ kind: 'answer' });
  const { sid } = await sim.client.calls.create(own.call({ url: undefined, twiml: '<Response/>' }));
  const call = await sim.callWhen(sid, ({ endedAtMs }) => endedAtMs !== null);
  expect(own.statuses().length).toBeLessThan(4);
  await eventually(
    () => Promise.resolve(own.at('/status')),
    (all) => all.at(-1)?.params['CallStatus'] === 'completed',
  );
  const statuses = own.at('/status');
  expect(statuses).toHaveLength(4);
  for (const [n, { arrivedAtMs }] of statuses.entries()) {
    if (n > 0) expect(arrivedAtMs).toBeGreaterThanOrEqual(statuses[n - 1]?.answeredAtMs ?? Infinity);
  }
  expect((call.endedAtMs ?? 0) - call.createdAtMs).toBeLessThan(300);
});

describe('a person at the phone', () => {
  test('picks up, presses, hangs up', async () => {
    const [sim, own] = [await simulate(), await app()];
    const { sid } = await sim.client.calls.create(own.call());
    await sim.callWhen(sid, (call) => call.status === 'ringing');
    expect((await sim.control('POST', `calls/${sid}/keys`, { digits: '1' })).status).toBe(409);
    await sim.control('POST', `calls/${sid}/pick-up`);
    await sim.callWhen(sid, (call) => call.gathering);
    await sim.control('POST', `calls/${sid}/hang-up`);
    expect(await sim.ended(sid)).toMatchObject({ status: 'completed', keys: [], gathering: false });
    expect(own.at('/key')).toEqual([]);
  });

  test('declines', async () => {
    const [sim, own] = [await simulate(), await app()];
    const { sid } = await sim.client.calls.create(own.call());
    await sim.callWhen(sid, (call) => call.status === 'ringing');
    await sim.control('POST', `calls/${sid}/decline`);
    expect((await sim.ended(sid)).status).toBe('busy');
  });

  test('is busy for a second call', async () => {
    const [sim, own] = [await simulate(), await app()];
    const first = await sim.client.calls.create(own.call());
    await sim.callWhen(first.sid, (call) => call.status === 'ringing');
    const second = await sim.client.calls.create(own.call());
    expect(await sim.ended(second.sid)).toMatchObject({ status: 'busy', rang: false });
    expect((await sim.callOf(first.sid)).status).toBe('ringing');
  });

  test('a key while speaking ends a Gather of one digit at once', async () => {
    const [sim, own] = [await simulate({ speechMsPerCharacter: 2000 }), await app()];
    const { sid } = await sim.client.calls.create(own.call());
    await sim.callWhen(sid, (call) => call.status === 'ringing');
    await sim.control('POST', `calls/${sid}/pick-up`);
    await sim.callWhen(sid, (call) => call.said.length === 1);
    await sim.control('POST', `calls/${sid}/keys`, { digits: '2' });
    const call = await sim.callWhen(sid, ({ said }) => said.length === 2);
    expect(call.said[1]?.text).toBe('Thank you');
    expect(own.at('/key')[0]?.params['Digits']).toBe('2');
  });
});

describe('update', () => {
  test('canceled ends a call that rings, and leaves one that talks', async () => {
    const [sim, own] = [await simulate(), await app()];
    const ringing = await sim.client.calls.create(own.call());
    await sim.callWhen(ringing.sid, (call) => call.status === 'ringing');
    expect((await sim.client.calls(ringing.sid).update({ status: 'canceled' })).status).toBe('canceled');
    expect((await sim.ended(ringing.sid)).status).toBe('canceled');
    expect(own.statuses().at(-1)).toBe('canceled');

    const talking = await sim.client.calls.create(own.call());
    await sim.callWhen(talking.sid, (call) => call.status === 'ringing');
    await sim.control('POST', `calls/${talking.sid}/pick-up`);
    await sim.callWhen(talking.sid, (call) => call.gathering);
    expect((await sim.client.calls(talking.sid).update({ status: 'canceled' })).status).toBe('in-progress');
    expect((await sim.client.calls(talking.sid).update({ status: 'completed' })).status).toBe('completed');
    await expect(sim.client.calls(talking.sid).update({ status: 'completed' })).rejects.toMatchObject({
      status: 400,
      code: 21220,
    });
  });

  test('twiml takes a conversation over', async () => {
    const [sim, own] = [await simulate(), await app()];
    const { sid } = await sim.client.calls.create(own.call());
    await sim.callWhen(sid, (call) => call.status === 'ringing');
    const twiml = '<Response><Say>It has just changed</Say></Response>';
    await expect(sim.client.calls(sid).update({ twiml })).rejects.toMatchObject({ code: 21220 });
    await sim.control('POST', `calls/${sid}/pick-up`);
    await sim.callWhen(sid, (call) => call.gathering);
    await sim.client.calls(sid).update({ twiml });
    const call = await sim.ended(sid);
    expect(call.said.at(-1)?.text).toBe('It has just changed');
    expect(call.status).toBe('completed');
  });
});

test('clearing ends calls silently', async () => {
  const [sim, own] = [await simulate(), await app()];
  const { sid } = await sim.client.calls.create(own.call());
  await sim.callWhen(sid, (call) => call.status === 'ringing');
  expect((await sim.control('DELETE', 'state')).status).toBe(204);
  await expect(sim.client.calls(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  expect(own.statuses()).not.toContain('canceled');
});
