/**
 * The whole product as real processes, every connection between them through a link: API, worker, Temporal, PostgreSQL
 * and the simulator can each be killed, stopped for a while, or cut off, and held at a named moment before that.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { migrate } from '../../db/migrate';
import { createPool } from '../../db/pool';
import { Program } from '../../scripts/dev/programs';
import { freePort } from '../../scripts/servers/ports';
import { kill } from '../../scripts/servers/processes';
import type { CallRecord, MessageRecord } from '../../simulator/state';
import { startSimulator } from '../../simulator/server';
import { httpWire } from './http-wire';
import { Link } from './link';
import { pgWire, type Statement } from './pg-wire';
import { startServers } from './servers';
import { Traps } from './traps';

export const officeNumber = '+12025550100';
const account = {
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'a-token-for-the-faults',
  TWILIO_FROM_NUMBER: officeNumber,
};
const apiKey = 'a-key-for-the-faults-of-the-tests';
/** More than the time-out of a POST, as in production, but not by a minute. */
const resolveAfter = 'PT12S';
/** Long enough for the API to be up again before the end of an apology is reported, which Twilio does only once. */
const speechMsPerCharacter = 120;

export type System = Awaited<ReturnType<typeof startSystem>>;

/** @param settings over the usual ones. */
export async function startSystem(settings: Record<string, string> = {}) {
  // Processes that look for ports at the same time would find the same ones free: each begins elsewhere.
  const nextPort = () => freePort(20_000 + 10 * (process.pid % 400));
  const dir = await mkdtemp(path.join(tmpdir(), 'slotkeeper-faults-'));
  const servers = await startServers(dir, nextPort);
  const simulator = await startSimulator({
    port: 0,
    accountSid: account.TWILIO_ACCOUNT_SID,
    authToken: account.TWILIO_AUTH_TOKEN,
    numbers: [officeNumber],
    speechMsPerCharacter,
    ringingSeconds: 20,
  });
  const apiPort = await nextPort();
  const apiUrl = `http://127.0.0.1:${apiPort}`;

  const traps = {
    apiSql: new Traps<Statement>(),
    workerSql: new Traps<Statement>(),
    twilio: new Traps<string>(),
    webhooks: new Traps<string>(),
  };
  const links = {
    apiSql: await Link.open(servers.postgresPort, pgWire(traps.apiSql)),
    workerSql: await Link.open(servers.postgresPort, pgWire(traps.workerSql)),
    temporal: await Link.open(servers.temporalPort),
    twilio: await Link.open(simulator.port, httpWire(traps.twilio)),
    webhooks: await Link.open(apiPort, httpWire(traps.webhooks)),
  };
  await migrate(servers.postgresUrl);
  const pool = createPool(servers.postgresUrl);
  const connection = await Connection.connect({ address: servers.temporalAddress });

  const throughLink = (link: Link) => {
    const url = new URL(servers.postgresUrl);
    url.port = String(link.port);
    return url.href;
  };
  const environment = {
    PATH: process.env['PATH'],
    ...account,
    PORT: String(apiPort),
    PUBLIC_URL: `http://127.0.0.1:${links.webhooks.port}`,
    TEMPORAL_ADDRESS: `127.0.0.1:${links.temporal.port}`,
    TWILIO_API_URL: `http://127.0.0.1:${links.twilio.port}`,
    SLOTKEEPER_API_KEY: apiKey,
    CALLING_HOURS: '24/7',
    REQUESTS_PER_MINUTE: '1000000',
    CALLS_PER_SECOND: '50',
    RESOLVE_AFTER: resolveAfter,
    OFFICE_TIME_ZONE: 'America/New_York',
    OFFICE_NAME: 'Maple Street Dental',
    ...settings,
  };
  const endedByThemselves: string[] = [];
  const program = (name: 'api' | 'worker', link: Link, log = name as string) =>
    new Program(
      name,
      { ...environment, DATABASE_URL: throughLink(link) },
      (ended) => void ended.lastLines().then((lines) => endedByThemselves.push(`${name}: ${lines}`)),
      path.join(dir, log),
    );
  const api = program('api', links.apiSql);
  const worker = program('worker', links.workerSql);
  const secondWorker = program('worker', links.workerSql, 'second-worker');
  const programs = [api, worker, secondWorker];
  const killAll = () => {
    for (const { pid } of programs) if (pid !== undefined) kill(pid, 'SIGKILL');
  };
  process.once('exit', killAll);

  const stop = async () => {
    killAll();
    for (const each of programs) await each.stop('SIGKILL');
    process.off('exit', killAll);
    await connection.close();
    await pool.end();
    for (const link of Object.values(links)) link.cut();
    await simulator.close();
    await servers.stop();
    await rm(dir, { recursive: true, force: true });
  };

  const answers = (where: string) => () =>
    fetch(apiUrl + where).then(
      (response) => response.ok,
      () => false,
    );
  const isUp = answers('/healthz');
  const isReady = answers('/readyz');
  const logged = (which: Program) => async () => (await which.lastLines()).includes('Worker ready');
  try {
    await api.start(isUp);
    await worker.start(isReady);
  } catch (error) {
    await stop();
    throw error;
  }

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
  const phones = `${simulator.url}/simulator`;

  return {
    /** Programs that nobody killed, with the last lines of their logs. */
    endedByThemselves,
    links,
    traps,
    programs: {
      api,
      worker,
      secondWorker,
      startApi: () => api.start(isUp),
      startWorker: (which = worker) => which.start(logged(which)),
    },
    servers,
    /** Past all links. */
    pool,
    /** Past all links. */
    temporal: new Client({ connection }),
    /** A request to the API, as an integrator makes it; throws unless it is answered 2xx. */
    request: <T>(method: string, where: string, body?: unknown) => json<T>(apiUrl + where, method, body),
    callsTo: (phone: string) => json<CallRecord[]>(`${phones}/calls?to=${encodeURIComponent(phone)}`),
    allCalls: () => json<CallRecord[]>(`${phones}/calls`),
    messagesTo: (phone: string) =>
      json<MessageRecord[]>(`${phones}/messages?to=${encodeURIComponent(phone)}`),
    allMessages: () => json<MessageRecord[]>(`${phones}/messages`),
    /** What the person at the phone does. */
    act: (sid: string, action: 'pick-up' | 'decline' | 'hang-up' | 'keys', body: unknown = {}) =>
      json<CallRecord>(`${phones}/calls/${sid}/${action}`, 'POST', body),
    script: (phone: string, script: unknown) => json(`${phones}/numbers/${phone}`, 'PUT', { script }),
    faults: (faults: unknown[]) => json(`${phones}/faults`, 'PUT', faults),
    stop,
  };
}
