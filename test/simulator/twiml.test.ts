import getPort from 'get-port';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { application, CLIENT, OWN, simulate } from './helpers';

/** Plays TwiML to a phone that presses `keys`; gives the call's record and what the application received. */
async function play(twiml: Record<string, string>, keys: string[] = []) {
  const [sim, own] = [await simulate(), await application(twiml)];
  await sim.script({ kind: 'answer', keys });
  const { sid } = await sim.client.calls.create(own.call());
  const call = await sim.ended(sid);
  return { call, own, texts: call.said.map(({ text }) => text) };
}
const SORRY = 'We are sorry, an application error has occurred. Goodbye.';

describe('verbs', () => {
  test('Say repeats, Play is shown, Pause passes, Hangup ends', async () => {
    const { texts } = await play({
      '/voice': '<Say loop="2">Hi</Say><Play>/a.mp3</Play><Pause length="9"/><Hangup/><Say>never</Say>',
    });
    expect(texts).toEqual(['Hi', 'Hi', '♪ /a.mp3']);
  });

  test('Reject ends', async () => {
    expect((await play({ '/voice': '<Reject/><Say>never</Say>' })).texts).toEqual([]);
  });

  test('what VoiceResponse escapes is said as it was meant', async () => {
    const sim = await simulate();
    await sim.script({ kind: 'answer' });
    const response = new twilio.twiml.VoiceResponse();
    response.say({ language: 'fr-FR' }, 'Zoë <&> "Ω" O’Neil 日本');
    const { sid } = await sim.client.calls.create({ to: CLIENT, from: OWN, twiml: response.toString() });
    expect((await sim.ended(sid)).said[0]).toMatchObject({
      text: 'Zoë <&> "Ω" O’Neil 日本',
      language: 'fr-FR',
    });
  });

  test('Redirect goes on elsewhere, relative to its document', async () => {
    const { texts } = await play({
      '/voice': '<Redirect>next</Redirect><Say>never</Say>',
      '/next': '<Say>There</Say>',
    });
    expect(texts).toEqual(['There']);
  });

  test('Dial connects, then the action hears how it went', async () => {
    const { own } = await play({
      '/voice': '<Dial action="/after">+12125550100</Dial>',
      '/after': '<Hangup/>',
    });
    expect(own.at('/after')[0]?.params['DialCallStatus']).toBe('completed');
    const busy = await play({
      '/voice': '<Dial action="/after"><Number>+12125550195</Number></Dial>',
      '/after': '',
    });
    expect(busy.own.at('/after')[0]?.params['DialCallStatus']).toBe('busy');
  });
});

describe('Gather', () => {
  test('without a key goes on with the next verb', async () => {
    const { texts, own } = await play({
      '/voice': '<Gather action="/key"><Say>Press</Say></Gather><Say>Bye</Say>',
    });
    expect(texts).toEqual(['Press', 'Bye']);
    expect(own.at('/key')).toEqual([]);
  });

  test('actionOnEmptyResult asks the action even so', async () => {
    const { own } = await play({
      '/voice': '<Gather action="/key" actionOnEmptyResult="true"/>',
      '/key': '',
    });
    expect(own.at('/key')[0]?.params['Digits']).toBe('');
  });

  test('finishOnKey ends it and is not part of the digits', async () => {
    const { own } = await play({ '/voice': '<Gather action="/key" finishOnKey="*"/>', '/key': '' }, [
      '12#3*9',
    ]);
    expect(own.at('/key')[0]?.params).toMatchObject({ Digits: '12#3', FinishedOnKey: '*' });
  });

  test('without an action asks its own document again; scripted keys are pressed one element a Gather', async () => {
    const { own, call } = await play({ '/voice': '<Gather numDigits="1"/>' }, ['4', '5']);
    expect(own.at('/voice').map((r) => r.params['Digits'])).toEqual([undefined, '4', '5']);
    expect(call.keys).toEqual(['4', '5']);
  });

  test('with a person, waits for the silence to last', async () => {
    const [sim, own] = [
      await simulate(),
      await application({ '/voice': '<Gather timeout="1" action="/key"/>' }),
    ];
    const { sid } = await sim.client.calls.create(own.call());
    await sim.callWhen(sid, (call) => call.status === 'ringing');
    await sim.control('POST', `calls/${sid}/pick-up`);
    await sim.callWhen(sid, (call) => call.gathering);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await sim.control('POST', `calls/${sid}/keys`, { digits: '7' });
    const pressedAtMs = Date.now();
    await sim.callWhen(sid, (call) => !call.gathering);
    expect(Date.now() - pressedAtMs).toBeGreaterThan(900);
    expect((await sim.ended(sid)).webhooks.find((w) => w.event === 'action')?.params['Digits']).toBe('7');
  });
});

describe('application errors are noted, spoken, and end the call', () => {
  test.each([
    ['an unknown verb', '<Sing>La</Sing>', 12200],
    ['broken XML', '<Say>Hi', 12100],
    ['a wrong number', '<Gather numDigits="one"/>', 12200],
    ['too much speech', `<Say>${'a'.repeat(4097)}</Say>`, 13520],
    ['too large a document', `<Say>${'a'.repeat(65_537)}</Say>`, 11750],
    ['a document without end', '<Redirect>/voice</Redirect>', null],
  ])('%s', async (_what, twiml, code) => {
    const { call, texts } = await play({ '/voice': twiml });
    expect(call.errors).toMatchObject([{ code }]);
    expect(texts).toEqual([SORRY]);
    expect(call.status).toBe('completed');
  });

  test('a document that is not XML', async () => {
    const { call } = await play({}); // answers 204 without a content type
    expect(call.errors).toMatchObject([{ code: 12300 }]);
  });

  test('nobody listens: tried once more, then the fallback', async () => {
    const [sim, own] = [await simulate(), await application({ '/fallback': '<Say>Sorry</Say>' })];
    await sim.script({ kind: 'answer' });
    const url = `http://127.0.0.1:${await getPort()}/voice`;
    const { sid } = await sim.client.calls.create(own.call({ url, fallbackUrl: `${own.url}/fallback` }));
    const call = await sim.ended(sid);
    expect(call.webhooks.filter((w) => w.url === url)).toMatchObject([{ status: null }, { status: null }]);
    expect(own.at('/fallback')[0]?.params).toMatchObject({ ErrorCode: '11200', ErrorUrl: url });
    expect(call.said.map(({ text }) => text)).toEqual(['Sorry']);
  });
});

describe('connection overrides in the fragment of a URL', () => {
  const run = async (fragment: string) => {
    const [sim, own] = [await simulate(), await application({ '/voice': 503 })];
    await sim.script({ kind: 'answer' });
    const { sid } = await sim.client.calls.create(own.call({ url: `${own.url}/voice${fragment}` }));
    return { own, call: await sim.ended(sid) };
  };

  test.each([
    ['', 1],
    ['#rc=2&rp=5xx', 3],
    ['#rc=2&rp=ct,rt', 1],
    ['#rc=1&rp=all', 2],
  ])('%s: a 503 is fetched %i times, signed without the fragment', async (fragment, times) => {
    const { own, call } = await run(fragment);
    expect(own.at('/voice')).toHaveLength(times);
    expect(own.received.every((r) => r.isSigned)).toBe(true);
    expect(call.errors).toMatchObject([{ code: 11200 }]);
  });
});
