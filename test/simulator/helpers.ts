import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import { onTestFinished } from 'vitest';
import type { Fault } from '../../simulator/faults';
import type { SimulatorOptions } from '../../simulator/options';
import { startSimulator } from '../../simulator/server';
import type { CallRecord, MessageRecord } from '../../simulator/state';

export const ACCOUNT = `AC${'1'.repeat(32)}`;
export const TOKEN = 'a-token-of-the-tests';
export const OWN = '+15005550006';
export const CLIENT = '+12125550123';

/** The simulator on a free port, closed with the test, and the real client on it. */
export async function simulate(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({
    port: 0,
    accountSid: ACCOUNT,
    authToken: TOKEN,
    speechMsPerCharacter: 0,
    ...options,
  });
  onTestFinished(() => simulator.close());
  const client = clientOf(simulator.url, ACCOUNT, TOKEN);
  const control = async (method: string, path: string, body?: object) => {
    const init = { method, headers: { 'Content-Type': 'application/json' } };
    const url = `${simulator.url}/simulator/${path}`;
    return fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  };
  const callOf = async (sid: string) => (await (await control('GET', `calls/${sid}`)).json()) as CallRecord;
  return {
    url: simulator.url,
    client,
    control,
    callOf,
    script: (...scripts: object[]) => control('PUT', `numbers/${CLIENT}`, { script: scripts }),
    faults: (...faults: (Partial<Fault> & object)[]) => control('PUT', 'faults', faults),
    messages: async () => (await (await control('GET', 'messages')).json()) as MessageRecord[],
    /** The record, once it satisfies the condition. */
    callWhen: (sid: string, is: (call: CallRecord) => boolean) => eventually(() => callOf(sid), is),
    ended: (sid: string) =>
      eventually(
        () => callOf(sid),
        (call) => call.endedAtMs !== null && allSent(call),
      ),
  };
}

export function clientOf(url: string, username: string, password: string): ReturnType<typeof twilio> {
  const client = twilio(username, password, { accountSid: ACCOUNT });
  client.api.baseUrl = url;
  return client;
}

const allSent = ({ webhooks }: CallRecord) => webhooks.every((w) => w.durationMs !== null);

export async function eventually<T>(get: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 4000; ;) {
    const value = await get();
    if (is(value)) return value;
    if (Date.now() > deadline) throw new Error(`not so within 4 s: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export interface Received {
  path: string;
  params: Record<string, string>;
  /** By the real package's own check. */
  isSigned: boolean;
  arrivedAtMs: number;
  answeredAtMs: number | null;
}

/** An application that answers webhooks with the TwiML set for the path, or a status, and remembers when it did. */
export async function application(twiml: Record<string, string | number> = {}, delayMs = 0) {
  const received: Received[] = [];
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.use(async (req, res) => {
    const params = req.body as Record<string, string>;
    const isSigned = twilio.validateRequest(
      TOKEN,
      req.get('x-twilio-signature') ?? '',
      url + req.originalUrl,
      params,
    );
    const entry: Received = { path: req.path, params, isSigned, arrivedAtMs: Date.now(), answeredAtMs: null };
    received.push(entry);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    entry.answeredAtMs = Date.now();
    const document = twiml[req.path];
    if (document === undefined) res.status(204).end();
    else if (typeof document === 'number') res.status(document).end();
    else res.type('text/xml').send(`<?xml version="1.0" encoding="UTF-8"?><Response>${document}</Response>`);
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port, not a pipe
  const at = (path: string) => received.filter((r) => r.path === path);
  return {
    url,
    received,
    at,
    statuses: () => at('/status').map((r) => r.params['CallStatus']),
    call: (more: object = {}) => ({
      to: CLIENT,
      from: OWN,
      url: `${url}/voice`,
      statusCallback: `${url}/status`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      ...more,
    }),
  };
}
