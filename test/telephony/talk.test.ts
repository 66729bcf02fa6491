/** Whole talks: the client, the signature, the texts and the TwiML together, over the simulator. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeState, encodeState, onKey, opening, type Turn } from '../../domain/dialogue';
import type { Answer } from '../../domain/words';
import { loadMessages, render } from '../../messages/render';
import { startSimulator, type RunningSimulator } from '../../simulator/server';
import { createTelephony, type CallReport, type Telephony } from '../../telephony/client';
import { isSigned, parseForm } from '../../telephony/signature';
import { renderTurn } from '../../telephony/twiml';
import { answeredByOf, keyWebhook, voiceWebhook } from '../../telephony/webhooks';

const authToken = '0123456789abcdef0123456789abcdef';
const to = '+12125550123';
const office = '+12125550199';
const messages = loadMessages();
const values = {
  name: 'Ada',
  time: { startsAtMs: Date.UTC(2026, 10, 24, 19, 30), timeZone: 'America/New_York' },
  office: 'Sunrise Dental',
  officePhone: office,
  link: 'https://reminders.example.com/i/Zm9yLXlvdS1vbmx5',
};

/** As the API would, less the database. */
function application() {
  const recorded: Answer[] = [];
  const unsigned: string[] = [];
  let publicUrl = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const originalUrl = request.url ?? '';
      const params = parseForm(Buffer.concat(chunks));
      const signature = request.headers['x-twilio-signature']?.toString();
      if (!isSigned({ authTokens: ['rotated', authToken], publicUrl, originalUrl, params, signature }))
        unsigned.push(originalUrl);
      const turn = turnFor(originalUrl, params);
      if (turn?.record !== undefined) recorded.push(turn.record);
      response.writeHead(200, { 'Content-Type': 'text/xml' });
      response.end(turn ? speak(turn) : '');
    });
  });
  const turnFor = (originalUrl: string, params: object): Turn | undefined => {
    const [path = '', query = ''] = originalUrl.split('?');
    if (path.endsWith('/voice')) {
      const answeredBy = answeredByOf(voiceWebhook.parse(params).AnsweredBy);
      return opening({ known: true, stale: 'current', answeredBy, test: false });
    }
    return path.endsWith('/key') ? onKey(decodeState(query), keyWebhook.parse(params).Digits) : undefined;
  };
  const speak = (turn: Turn): string =>
    renderTurn(turn, {
      render: (phrase) => render(messages, 'en', phrase, values),
      actionUrl: (state) => `${publicUrl}/twilio/calls/17-1-2-1/key?${encodeState(state)}`,
      officePhone: office,
    });
  return {
    recorded,
    unsigned,
    listen: () =>
      new Promise<string>((resolve) =>
        server.listen(0, '127.0.0.1', () => {
          publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
          resolve(publicUrl);
        }),
      ),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let simulator: RunningSimulator;
let app: ReturnType<typeof application>;
let telephony: Telephony;
beforeEach(async () => {
  simulator = await startSimulator({
    port: 0,
    authToken,
    ringingSeconds: 0.2,
    defaultScript: { kind: 'busy' },
  });
  app = application();
  telephony = createTelephony({
    accountSid: 'AC00000000000000000000000000000000',
    authTokens: [authToken],
    fromNumber: '+15005550006',
    apiUrl: simulator.url,
    publicUrl: await app.listen(),
    postTimeoutMs: 2_000,
  });
});
afterEach(async () => {
  await simulator.close();
  app.close();
});

async function script(phone: string, how: object): Promise<void> {
  const url = `${simulator.url}/simulator/numbers/${encodeURIComponent(phone)}`;
  const body = JSON.stringify({ script: how });
  await fetch(url, { method: 'PUT', body, headers: { 'Content-Type': 'application/json' } });
}

/** Whenever the connection stands. */
const depart = () => ({ notAfterMs: Infinity });

async function place(): Promise<string> {
  const placed = await telephony.placeCall({ to, attempt: '17-1-2-1', ringSeconds: 25 }, depart);
  if (placed.kind !== 'accepted') throw new Error(JSON.stringify(placed));
  return placed.sid;
}

async function callTo(how: object): Promise<CallReport | undefined> {
  await script(to, how);
  const sid = await place();
  await expect.poll(async () => (await telephony.fetchCall(sid))?.outcome, { timeout: 4_000 }).toBeDefined();
  return telephony.fetchCall(sid);
}

describe('a talk over the simulator', () => {
  it.each<[string, object, string, Answer[]]>([
    ['presses 1', { kind: 'answer', keys: ['1'] }, 'picked_up', ['confirm']],
    ['repeats, errs, then presses 3', { kind: 'answer', keys: ['*', '#', '3'] }, 'picked_up', ['cancel']],
    ['opts out', { kind: 'answer', keys: ['9', '9'] }, 'picked_up', ['opt_out']],
    ['wants the office', { kind: 'answer', keys: ['0'] }, 'picked_up', ['office']],
    ['presses nothing', { kind: 'answer' }, 'picked_up', ['none']],
    ['has a mailbox', { kind: 'voicemail' }, 'voicemail', []],
    ['has a fax', { kind: 'fax' }, 'voicemail', []],
    ['is busy', { kind: 'busy' }, 'busy', []],
    ['does not answer', { kind: 'no_answer' }, 'no_answer', []],
    ['cannot be reached', { kind: 'fail' }, 'failed', []],
  ])('the client %s', async (_name, how, outcome, recorded) => {
    expect(await callTo(how)).toMatchObject({ to, outcome });
    expect(app.recorded).toEqual(recorded);
    expect(app.unsigned).toEqual([]);
  });

  it('a ringing call is cancelled, and once more does no harm', async () => {
    await script(to, { kind: 'person' });
    const sid = await place();
    await telephony.hangUp(sid);
    await telephony.hangUp(sid);
    expect(await telephony.fetchCall(sid)).toMatchObject({ outcome: 'canceled' });
  });

  it('calls are found by number and time', async () => {
    const sinceMs = Date.now() - 2_000;
    const sid = await place();
    expect((await telephony.findCalls({ to, sinceMs })).map((call) => call.sid)).toEqual([sid]);
    expect(await telephony.findCalls({ to, sinceMs: Date.now() + 60_000 })).toEqual([]);
    expect(await telephony.findCalls({ to: office, sinceMs })).toEqual([]);
  });

  it('a text is taken, and the doctor is content', async () => {
    const { text: body } = render(messages, 'en', 'sms_confirmed', values);
    expect(await telephony.sendMessage({ to, attempt: '17-1-2-2', body }, depart)).toMatchObject({
      kind: 'accepted',
    });
    expect(await telephony.checkAccount()).toEqual([]);
  });
});
