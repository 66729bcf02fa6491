import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTelephony, type Telephony, type TelephonySettings } from '../../telephony/client';
import { json, twilioServer, type Answer, type TwilioServer } from './twilio-server';

const accountSid = 'AC00000000000000000000000000000001';
const callSid = 'CA00000000000000000000000000000001';
const deadlineMs = 300;

let server: TwilioServer;
beforeAll(async () => {
  server = await twilioServer();
});
afterAll(() => server.close());

function telephony(settings: Partial<TelephonySettings> = {}): Telephony {
  return createTelephony({
    accountSid,
    authTokens: ['token', 'previous'],
    fromNumber: '+12125550100',
    apiUrl: server.url,
    publicUrl: 'https://reminders.example.com',
    postTimeoutMs: deadlineMs,
    ...settings,
  });
}

/** Whenever the connection stands. */
const depart = () => ({ notAfterMs: Infinity });
const call = { to: '+12125550123', attempt: '17-1-2-1', ringSeconds: 25 };
const message = { to: '+12125550123', attempt: '17-1-2-2', body: 'Hello' };

function callFields(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    sid: callSid,
    to: call.to,
    status: 'queued',
    direction: 'outbound-api',
    answered_by: null,
    date_created: 'Tue, 24 Nov 2026 14:30:00 +0000',
    ...fields,
  };
}
const createdAtMs = Date.UTC(2026, 10, 24, 14, 30);

describe('placing a call', () => {
  it('asks once, for the right thing', async () => {
    server.answerWith(json(201, callFields()));
    expect(await telephony().placeCall(call, depart)).toEqual({ kind: 'accepted', sid: callSid });
    const [asked] = server.asked;
    expect(asked?.path).toBe(`/2010-04-01/Accounts/${accountSid}/Calls.json`);
    expect(asked?.headers.authorization).toBe(
      `Basic ${Buffer.from(`${accountSid}:token`).toString('base64')}`,
    );
    expect([...(asked?.form ?? [])]).toEqual([
      ['To', '+12125550123'],
      ['From', '+12125550100'],
      ['StatusCallback', 'https://reminders.example.com/twilio/calls/17-1-2-1/status'],
      ['StatusCallbackEvent', 'initiated'],
      ['StatusCallbackEvent', 'completed'],
      ['Timeout', '25'],
      ['MachineDetection', 'DetectMessageEnd'],
      ['Url', 'https://reminders.example.com/twilio/calls/17-1-2-1/voice'],
    ]);
  });

  it('uses the API key where there is one', async () => {
    server.answerWith(json(201, callFields()));
    await telephony({ apiKey: { sid: 'SK1', secret: 'secret' } }).placeCall(call, depart);
    const authorization = `Basic ${Buffer.from('SK1:secret').toString('base64')}`;
    expect(server.asked[0]?.headers.authorization).toBe(authorization);
    expect(server.asked[0]?.path).toContain(accountSid);
  });

  it('never keeps a connection', async () => {
    server.answerWith(json(201, callFields()));
    const client = telephony();
    await client.placeCall(call, depart);
    await client.placeCall(call, depart);
    expect(server.asked.map((asked) => asked.headers.connection)).toEqual(['close', 'close']);
    expect(server.asked[0]?.clientPort).not.toBe(server.asked[1]?.clientPort);
  });
});

describe('whatever Twilio answers, it is asked once', () => {
  const twilioError = (status: number, code: number): Answer =>
    json(status, { code, message: 'said Twilio', status, more_info: '' });
  const raw =
    (status: number, body: string, headers: Record<string, string> = {}): Answer =>
    (response) => {
      response.writeHead(status, headers).end(body);
    };
  const cases: [string, Answer, object][] = [
    ['201', json(201, callFields()), { kind: 'accepted', sid: callSid }],
    ['200', json(200, callFields()), { kind: 'accepted', sid: callSid }],
    ['201 without a SID', json(201, {}), { kind: 'unknown' }],
    ['201 that is not JSON', raw(201, '<html>proxy</html>'), { kind: 'unknown' }],
    ['201 that is empty', raw(201, ''), { kind: 'unknown' }],
    ['201 that says null', raw(201, 'null'), { kind: 'unknown' }],
    ['201 with half the JSON', raw(201, '{"sid": "CA0'), { kind: 'unknown' }],
    [
      '201 cut off',
      (response) => {
        response.writeHead(201, { 'Content-Length': '1000' }).write('{"sid": "CA0', () => response.destroy());
      },
      { kind: 'unknown' },
    ],
    ['302', raw(302, '', { Location: '/elsewhere' }), { kind: 'unknown' }],
    ['307', raw(307, '', { Location: '/elsewhere' }), { kind: 'unknown' }],
    ['400 21211', twilioError(400, 21211), { kind: 'refused', scope: 'number', code: '21211' }],
    ['400 21215', twilioError(400, 21215), { kind: 'refused', scope: 'account', code: '21215' }],
    ['401', twilioError(401, 20003), { kind: 'refused', scope: 'account', code: '20003' }],
    ['403 of a proxy', raw(403, 'Forbidden'), { kind: 'refused', scope: 'account', code: 'http_403' }],
    ['408', raw(408, ''), { kind: 'unknown' }],
    ['429', twilioError(429, 20429), { kind: 'not_accepted', retryAfterMs: 5_000 }],
    ['500', twilioError(500, 20500), { kind: 'unknown' }],
    ['503 of a proxy', raw(503, '<html>'), { kind: 'unknown' }],
    ['a reset', (response) => void response.socket?.resetAndDestroy(), { kind: 'unknown' }],
    ['silence', () => undefined, { kind: 'unknown' }],
    [
      'a trickle',
      (response) => {
        response.writeHead(201, { 'Content-Type': 'application/json' });
        const drip = setInterval(() => response.write(' '), deadlineMs / 6);
        response.on('close', () => {
          clearInterval(drip);
        });
      },
      { kind: 'unknown' },
    ],
  ];

  it.each(cases)('%s', async (_name, answer, expected) => {
    server.answerWith(answer);
    const startedAtMs = Date.now();
    expect(await telephony().placeCall(call, depart)).toMatchObject(expected);
    expect(Date.now() - startedAtMs).toBeLessThan(deadlineMs + 400);
    // The package's own repetitions would come within 3 s; its first after 200 ms at most.
    if (JSON.stringify(expected).includes('not_accepted')) await new Promise((done) => setTimeout(done, 600));
    expect(server.asked.map((asked) => asked.method)).toEqual(['POST']);
  });

  it('nobody listens', async () => {
    const gone = await twilioServer();
    await gone.close();
    expect(await telephony({ apiUrl: gone.url }).placeCall(call, depart)).toMatchObject({
      kind: 'not_accepted',
      retryAfterMs: 10_000,
    });
  });

  it('nobody has that name, and the name is the one that was set', async () => {
    const result = await telephony({ apiUrl: 'http://nowhere.invalid', postTimeoutMs: 5_000 }).placeCall(
      call,
      depart,
    );
    expect(result).toMatchObject({ kind: 'not_accepted' });
    expect(JSON.stringify(result)).toMatch(/(ENOTFOUND|EAI_AGAIN) nowhere\.invalid"/);
  });
});

describe('sending a text', () => {
  it('asks once, for the right thing', async () => {
    server.answerWith(json(201, { sid: 'SM1' }));
    expect(await telephony().sendMessage(message, depart)).toEqual({ kind: 'accepted', sid: 'SM1' });
    expect(server.asked.map(({ form }) => Object.fromEntries(form))).toEqual([
      {
        To: '+12125550123',
        From: '+12125550100',
        Body: 'Hello',
        StatusCallback: 'https://reminders.example.com/twilio/messages/17-1-2-2/status',
      },
    ]);
  });

  it('leaves the sender to the messaging service', async () => {
    server.answerWith(json(201, { sid: 'SM1' }));
    await telephony({ messagingServiceSid: 'MG1' }).sendMessage(message, depart);
    expect(server.asked[0]?.form.get('MessagingServiceSid')).toBe('MG1');
    expect(server.asked[0]?.form.has('From')).toBe(false);
  });

  it('hears that the client has opted out', async () => {
    server.answerWith(json(400, { code: 21610, message: 'unsubscribed', status: 400 }));
    expect(await telephony().sendMessage(message, depart)).toMatchObject({
      kind: 'refused',
      scope: 'number',
      code: '21610',
    });
  });
});

describe('looking up a call', () => {
  it.each([
    ['in-progress', 'human', undefined],
    ['completed', 'human', 'picked_up'],
    ['completed', null, 'picked_up'],
    ['completed', 'machine_end_beep', 'voicemail'],
    ['no-answer', null, 'no_answer'],
  ])('%s by %s: %s', async (status, answered_by, outcome) => {
    server.answerWith(json(200, callFields({ status, answered_by })));
    const report = await telephony().fetchCall(callSid);
    expect(report).toEqual({ sid: callSid, to: call.to, status, createdAtMs, ...(outcome && { outcome }) });
  });

  it('is undefined when Twilio knows no such call, and throws when Twilio is ill', async () => {
    server.answerWith(json(404, { code: 20404, message: 'not found', status: 404 }));
    expect(await telephony().fetchCall(callSid)).toBeUndefined();
    server.answerWith(json(500, {}));
    await expect(telephony().fetchCall(callSid)).rejects.toThrow();
  });

  it('finds those of one number on all pages, ours only, from an instant on', async () => {
    const at = (minute: number, fields: Record<string, unknown> = {}) =>
      callFields({ sid: `CA${minute}`, date_created: `Tue, 24 Nov 2026 14:${minute}:00 +0000`, ...fields });
    const next = `/2010-04-01/Accounts/${accountSid}/Calls.json?To=%2B12125550123&Page=1`;
    server.answerWith((response, asked) => {
      const first = { calls: [at(31), at(40, { direction: 'inbound' }), at(29)], next_page_uri: next };
      const last = { calls: [at(30), at(35)], next_page_uri: null };
      json(200, { page: 0, page_size: 1000, uri: '', ...(asked.path === next ? last : first) })(
        response,
        asked,
      );
    });
    const found = await telephony().findCalls({ to: call.to, sinceMs: createdAtMs + 900 });
    expect(found.map((report) => report.sid)).toEqual(['CA35', 'CA31', 'CA30']);
    expect(new URLSearchParams(server.asked[0]?.path.split('?')[1]).get('To')).toBe(call.to);
  });
});

describe('hanging up', () => {
  /** A call that changes as Twilio would change it; `pickedUp` answers between our look and our cancelling. */
  function callIn(status: string, pickedUp = false): () => string {
    let now = status;
    server.answerWith((response, asked) => {
      const wanted = asked.form.get('Status');
      if (wanted === 'canceled' && pickedUp) now = 'in-progress';
      if (wanted === 'canceled' && (now === 'queued' || now === 'ringing')) now = 'canceled';
      if (wanted === 'completed' && now === 'in-progress') now = 'completed';
      json(200, callFields({ status: now }))(response, asked);
    });
    return () => now;
  }
  it.each([
    ['queued', false, 'canceled', ['canceled']],
    ['ringing', false, 'canceled', ['canceled']],
    ['ringing', true, 'completed', ['canceled', 'completed']],
    ['in-progress', false, 'completed', ['completed']],
    ['completed', false, 'completed', []],
    ['no-answer', false, 'no-answer', []],
  ])('%s (picked up meanwhile: %s) becomes %s', async (before, pickedUp, after, updates) => {
    const status = callIn(before, pickedUp);
    await telephony().hangUp(callSid);
    expect(status()).toBe(after);
    expect(server.asked.flatMap(({ form }) => form.getAll('Status'))).toEqual(updates);
  });

  it('is content when the call ended by itself meanwhile', async () => {
    let ended = false;
    server.answerWith((response, asked) => {
      if (asked.method === 'POST') ended = true;
      const refused = json(400, { code: 21220, message: 'not in progress', status: 400 });
      const fields = json(200, callFields({ status: ended ? 'completed' : 'in-progress' }));
      (asked.method === 'POST' ? refused : fields)(response, asked);
    });
    await telephony().hangUp(callSid);
    expect(ended).toBe(true);
  });

  it('says so when it did not work', async () => {
    server.answerWith((response, asked) => {
      json(asked.method === 'POST' ? 503 : 200, callFields({ status: 'in-progress' }))(response, asked);
    });
    await expect(telephony().hangUp(callSid)).rejects.toThrow();
  });
});

describe('the doctor hears', () => {
  it.each([
    [
      { sms_url: 'https://a.example/sms', sms_method: 'GET' },
      { url: 'https://a.example/sms', method: 'GET' },
    ],
    [{ sms_url: '', sms_method: 'POST' }, undefined],
    [{ sms_url: null, sms_method: null }, undefined],
  ])('where texts go: %j', async (fields, expected) => {
    const number = { sid: 'PN1', phone_number: '+12125550100', ...fields };
    server.answerWith(
      json(200, { incoming_phone_numbers: [number], page: 0, page_size: 1, uri: '', next_page_uri: null }),
    );
    expect(await telephony().smsWebhook()).toEqual(expected);
  });

  it('that an application takes them, before the number itself', async () => {
    server.answerWith((response, asked) => {
      const application = { sid: 'AP1', sms_url: 'https://b.example/sms', sms_method: 'POST' };
      const number = { sid: 'PN1', sms_url: 'https://a.example/sms', sms_application_sid: 'AP1' };
      const list = { incoming_phone_numbers: [number], page: 0, page_size: 1, uri: '', next_page_uri: null };
      json(200, asked.path.includes('/Applications/') ? application : list)(response, asked);
    });
    expect(await telephony().smsWebhook()).toEqual({ url: 'https://b.example/sms', method: 'POST' });
  });

  const numbers = (list: unknown[]) =>
    json(200, { incoming_phone_numbers: list, page: 0, page_size: 1, uri: '', next_page_uri: null });
  it.each([
    ['nothing when all is well', numbers([{ sid: 'PN1', phone_number: '+12125550100' }]), []],
    ['of a number that is not ours', numbers([]), [/\+12125550100 does not belong/]],
    ['of wrong credentials', json(401, { code: 20003, message: 'Authenticate' }), [/credentials are wrong/]],
  ])('%s', async (_name, answer, problems) => {
    server.answerWith(answer);
    const heard = await telephony().checkAccount();
    expect(heard).toHaveLength(problems.length);
    problems.forEach((problem, index) => expect(heard[index]).toMatch(problem));
  });
});
