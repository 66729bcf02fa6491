import { expect, test } from 'vitest';
import { application, CLIENT, eventually, OWN, simulate } from './helpers';

test('a message is sent and delivered, and says so, signed', async () => {
  const [sim, own] = [await simulate(), await application()];
  const sent = await sim.client.messages.create({
    to: CLIENT,
    from: OWN,
    body: 'Confirmed: ✓',
    statusCallback: `${own.url}/status`,
  });
  expect(sent.status).toBe('queued');
  await eventually(
    () => Promise.resolve(own.at('/status')),
    (all) => all.length === 2,
  );
  expect(own.at('/status').map((r) => r.params['MessageStatus'])).toEqual(['sent', 'delivered']);
  expect(own.received.every((r) => r.isSigned && r.params['MessageSid'] === sent.sid)).toBe(true);
  const fetched = await sim.client.messages(sent.sid).fetch();
  expect(fetched).toMatchObject({ status: 'delivered', body: 'Confirmed: ✓', numSegments: '1', to: CLIENT });
  expect((await sim.client.messages.list({ to: CLIENT })).map((m) => m.sid)).toEqual([sent.sid]);
});

test('a Messaging Service picks the sender; a number that fails gets nothing', async () => {
  const sim = await simulate();
  await sim.script({ kind: 'fail' });
  const messagingServiceSid = `MG${'4'.repeat(32)}`;
  const { sid } = await sim.client.messages.create({ to: CLIENT, messagingServiceSid, body: 'Hi' });
  const message = await eventually(
    () => sim.client.messages(sid).fetch(),
    ({ status }) => status === 'undelivered',
  );
  expect(message).toMatchObject({ errorCode: 30005, from: OWN, messagingServiceSid });
});

test('an SMS from a client reaches the application, and its replies the phone', async () => {
  const own = await application({ '/sms': '<Message>Thank you &amp; bye</Message>' });
  const sim = await simulate({ smsUrl: `${own.url}/sms` });
  const response = await sim.control('POST', 'sms', { from: CLIENT, to: OWN, body: '1' });
  expect(response.status).toBe(201);
  expect(own.at('/sms')).toMatchObject([
    { isSigned: true, params: { From: CLIENT, To: OWN, Body: '1', NumMedia: '0', SmsStatus: 'received' } },
  ]);
  const messages = await eventually(sim.messages, (all) => all.at(-1)?.status === 'delivered');
  expect(messages).toMatchObject([
    { direction: 'inbound', body: '1' },
    { direction: 'outbound-reply', from: OWN, to: CLIENT, body: 'Thank you & bye' },
  ]);
});

test('a number may have an SMS URL of its own', async () => {
  const [sim, own] = [await simulate(), await application()];
  expect(await (await sim.control('POST', 'sms', { from: CLIENT, body: 'x' })).json()).toMatchObject({
    error: 'no SMS URL is set for this number',
  });
  await sim.control('PUT', `numbers/${OWN}`, { smsUrl: `${own.url}/own` });
  await sim.control('POST', 'sms', { from: CLIENT, body: 'x' });
  expect(own.at('/own')).toHaveLength(1);
});

test('STOP closes a number until START', async () => {
  const own = await application({ '/sms': '<Message>Bye</Message>' });
  const sim = await simulate({ smsUrl: `${own.url}/sms` });
  const write = () => sim.client.messages.create({ to: CLIENT, from: OWN, body: 'Hi' });
  await sim.control('POST', 'sms', { from: CLIENT, body: ' stop ' });
  await expect(write()).rejects.toMatchObject({ status: 400, code: 21610 });
  expect(own.at('/sms')).toHaveLength(1);
  expect((await sim.messages()).map((m) => m.direction)).toEqual(['inbound']);
  await sim.control('POST', 'sms', { from: CLIENT, body: 'START' });
  expect((await write()).status).toBe('queued');
});

test('the control API names what is wrong', async () => {
  const sim = await simulate();
  const wrong = await sim.control('POST', 'sms', { from: '123', body: 'x' });
  expect(wrong.status).toBe(400);
  expect(JSON.stringify(await wrong.json())).toMatch(/E\.164.*from/);
  expect((await sim.control('PUT', `numbers/${CLIENT}`, { script: { kind: 'sing' } })).status).toBe(400);
  expect((await sim.control('POST', 'calls/CA0/pick-up')).status).toBe(404);
});
