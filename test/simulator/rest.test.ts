import { describe, expect, test } from 'vitest';
import { ACCOUNT, clientOf, CLIENT, OWN, simulate, TOKEN } from './helpers';

const TWIML = '<Response><Hangup/></Response>';

describe('credentials', () => {
  test('the token and an API key open the account', async () => {
    const sid = `SK${'2'.repeat(32)}`;
    const sim = await simulate({ apiKeys: [{ sid, secret: 'se:cret' }] });
    expect((await sim.client.api.v2010.accounts(ACCOUNT).fetch()).status).toBe('active');
    expect((await clientOf(sim.url, sid, 'se:cret').calls.list()).length).toBe(0);
  });

  test.each([
    ['a wrong token', ACCOUNT, 'wrong'],
    ['an unknown key', `SK${'3'.repeat(32)}`, TOKEN],
  ])('%s is 20003', async (_what, user, secret) => {
    const sim = await simulate();
    const refusal = { status: 401, code: 20003 };
    const client = clientOf(sim.url, user, secret);
    await expect(client.api.v2010.accounts(ACCOUNT).fetch()).rejects.toMatchObject(refusal);
    await expect(client.calls.create({ to: CLIENT, from: OWN, twiml: TWIML })).rejects.toMatchObject(refusal);
    expect(await (await sim.control('GET', 'calls')).json()).toEqual([]);
  });

  test('the account in the path must be the own one', async () => {
    const sim = await simulate();
    const other = sim.client.api.v2010.accounts(`AC${'9'.repeat(32)}`);
    await expect(other.calls.list()).rejects.toMatchObject({ code: 20003 });
  });
});

describe('what Twilio refuses', () => {
  test.each([
    [{ to: '5550123' }, 21211],
    [{ to: '+15005550001' }, 21211],
    [{ to: '+15005550003' }, 21215],
    [{ to: '+15005550004' }, 21216],
    [{ from: '0006' }, 21212],
    [{ from: '+12125559999' }, 21210],
    [{ twiml: undefined }, 21205],
    [{ twiml: undefined, url: 'ftp://example.com/voice' }, 21205],
    [{ twiml: 'x'.repeat(4001) }, 21218],
    [{ statusCallback: 'nowhere' }, 21609],
    [{ statusCallbackEvent: ['answerd'] }, 21626],
  ])('a call with %j', async (wrong, code) => {
    const sim = await simulate();
    const params = { to: CLIENT, from: OWN, twiml: TWIML, ...wrong };
    // undefined takes a parameter away, which the client's own types do not foresee
    await expect(sim.client.calls.create(params as never)).rejects.toMatchObject({ status: 400, code });
    expect(await sim.client.calls.list()).toEqual([]);
  });

  test.each([
    [{ to: '12' }, 21211],
    [{ to: '+15005550009' }, 21614],
    [{ from: '+12125559999' }, 21606],
    [{ from: undefined }, 21603],
    [{ body: undefined }, 21602],
    [{ body: 'x'.repeat(1601) }, 21617],
  ])('a message with %j', async (wrong, code) => {
    const sim = await simulate();
    const params = { to: CLIENT, from: OWN, body: 'Hi', ...wrong };
    await expect(sim.client.messages.create(params as never)).rejects.toMatchObject({ status: 400, code });
  });

  test('what does not exist', async () => {
    const sim = await simulate();
    const nothing = { status: 404, code: 20404, moreInfo: 'https://www.twilio.com/docs/errors/20404' };
    await expect(sim.client.calls(`CA${'0'.repeat(32)}`).fetch()).rejects.toMatchObject(nothing);
    await expect(sim.client.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject(nothing);
    await expect(sim.client.conferences.list()).rejects.toMatchObject(nothing);
  });
});

describe('lists', () => {
  test('newest first, over all pages, filtered', async () => {
    const sim = await simulate();
    const sids: string[] = [];
    for (const to of [CLIENT, CLIENT, '+12125550199', CLIENT]) {
      sids.unshift((await sim.client.calls.create({ to, from: OWN, twiml: TWIML })).sid);
    }
    const listed = async (params: object) =>
      (await sim.client.calls.list({ pageSize: 2, ...params })).map((c) => c.sid);
    expect(await listed({})).toEqual(sids);
    expect(await listed({ to: CLIENT })).toEqual([sids[0], sids[2], sids[3]]);
    expect(await listed({ limit: 3 })).toEqual(sids.slice(0, 3));
    expect(await listed({ from: '+12125559999' })).toEqual([]);
    await sim.ended(sids[1] ?? '');
    expect(await listed({ status: 'failed' })).toEqual([sids[1]]);
  });

  test('by the time of the call', async () => {
    const sim = await simulate();
    const { sid } = await sim.client.calls.create({ to: CLIENT, from: OWN, twiml: TWIML });
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
    const found = async (params: object) => (await sim.client.calls.list(params)).map((call) => call.sid);
    expect(await found({ startTimeAfter: at(-60) })).toEqual([sid]);
    expect(await found({ startTimeAfter: at(60) })).toEqual([]);
    expect(await found({ startTimeBefore: at(60), startTimeAfter: at(-60) })).toEqual([sid]);
    expect(await found({ startTimeBefore: at(-60) })).toEqual([]);
  });

  test("the account's own numbers", async () => {
    const sim = await simulate({ numbers: [OWN, '+12125559000'] });
    const found = await sim.client.incomingPhoneNumbers.list({ phoneNumber: '+12125559000' });
    expect(found.map((n) => n.phoneNumber)).toEqual(['+12125559000']);
    expect(await sim.client.incomingPhoneNumbers.list()).toHaveLength(2);
  });
});
