/**
 * The whole product as it runs in production, on this machine: PostgreSQL, Temporal's development server, the API and
 * the worker as processes of their own, and the simulator with its phones.
 */
import { Client, Connection } from '@temporalio/client';
import { migrate } from '../../db/migrate';
import { Program } from '../../scripts/dev/programs';
import { freePort } from '../../scripts/servers/ports';
import { startTestPostgres } from '../../scripts/servers/postgres';
import { findTemporalCli } from '../../scripts/servers/temporal-cli';
import { startTemporalDev } from '../../scripts/servers/temporal-dev';
import { holdsWithin } from '../../scripts/servers/waiting';
import type { CallRecord, MessageRecord } from '../../simulator/state';
import { startSimulator } from '../../simulator/server';

export const officeNumber = '+12025550100';

const account = {
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'a-token-for-the-story',
  TWILIO_FROM_NUMBER: officeNumber,
};

/** Two files start theirs at once: each process looks for ports in a place of its own. */
const nextPort = () => freePort(20_000 + 10 * (process.pid % 400));

export type System = Awaited<ReturnType<typeof startSystem>>;

export async function startSystem(settings: Record<string, string> = {}) {
  const postgres = await startTestPostgres({ port: await nextPort() });
  const temporal = await startTemporalDev({
    cliPath: await findTemporalCli(),
    port: await nextPort(),
    uiPort: await nextPort(),
  });
  const simulator = await startSimulator({
    port: 0,
    accountSid: account.TWILIO_ACCOUNT_SID,
    authToken: account.TWILIO_AUTH_TOKEN,
    numbers: [officeNumber],
  });
  const port = await nextPort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const apiKey = 'a-key-for-the-story-of-the-tests';
  const environment = {
    PATH: process.env['PATH'],
    ...account,
    PORT: String(port),
    PUBLIC_URL: apiUrl,
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    TWILIO_API_URL: simulator.url,
    SLOTKEEPER_API_KEY: apiKey,
    CALLING_HOURS: '24/7',
    REQUESTS_PER_MINUTE: '1000000',
    OFFICE_TIME_ZONE: 'America/New_York',
    OFFICE_NAME: 'Maple Street Dental',
    ...settings,
  };
  await migrate(postgres.url);
  const program = (name: 'api' | 'worker') =>
    new Program(name, environment, (ended) => {
      void ended.lastLines().then((lines) => console.error(`The ${name} ended by itself:\n${lines}`));
    });
  const api = program('api');
  const worker = program('worker');
  const answers = (path: string) => () =>
    fetch(apiUrl + path).then(
      (response) => response.ok,
      () => false,
    );
  await api.start(answers('/healthz'));
  await worker.start(answers('/readyz'));
  const connection = await Connection.connect({ address: temporal.address });

  async function json<T>(url: string, method = 'GET', body?: unknown): Promise<T> {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url} was answered ${response.status}: ${text}`);
    // The tests that call this name the shape that they then check.
    return JSON.parse(text === '' ? '{}' : text) as T;
  }

  return {
    apiUrl,
    apiKey,
    databaseUrl: postgres.url,
    api,
    worker,
    simulator,
    temporal: new Client({ connection }),
    /** A request to the API, as an integrator makes it; throws unless it is answered 2xx. */
    request: <T>(method: string, path: string, body?: unknown) => json<T>(apiUrl + path, method, body),
    callsTo: (phone: string) =>
      json<CallRecord[]>(`${simulator.url}/simulator/calls?to=${encodeURIComponent(phone)}`),
    messagesTo: (phone: string) =>
      json<MessageRecord[]>(`${simulator.url}/simulator/messages?to=${encodeURIComponent(phone)}`),
    /** What the person at the phone does. */
    act: (sid: string, action: 'pick-up' | 'decline' | 'hang-up' | 'keys', body: unknown = {}) =>
      json<CallRecord>(`${simulator.url}/simulator/calls/${sid}/${action}`, 'POST', body),
    script: (phone: string, script: unknown) =>
      json(`${simulator.url}/simulator/numbers/${phone}`, 'PUT', { script }),
    async stop() {
      await worker.stop('SIGTERM');
      await api.stop('SIGTERM');
      await connection.close();
      await simulator.close();
      await temporal.stop();
      await postgres.stop();
    },
  };
}

/** Waits until `read` gives something, asking every 20 ms. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T | undefined | false>,
  limitMs = 15_000,
): Promise<T> {
  let found: T | undefined | false;
  const came = await holdsWithin(limitMs, async () => {
    found = await read();
    return found !== undefined && found !== false;
  });
  if (!came || found === undefined || found === false)
    throw new Error(`Not seen within ${limitMs} ms: ${what}`);
  return found;
}
