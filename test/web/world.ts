/** The pages with the API beside them, a database, Twilio's stand-in, and a browser. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '../../api/app';
import { Changes } from '../../api/changes/changes';
import type { ApiDeps } from '../../api/deps';
import type { Config } from '../../config';
import type { AppointmentFields } from '../../db/appointments';
import { insertAppointment } from '../support/appointments';
import { addEvent, type NewEvent } from '../../db/events';
import { transaction } from '../../db/pool';
import { insertReminders, type Reminder } from '../../db/reminders';
import { parseCallingHours } from '../../domain/hours';
import { loadMessages } from '../../messages/load';
import { startSimulator } from '../../simulator/server';
import { createTelephony } from '../../telephony/client';
import { createTestDatabase } from '../support/database';
import { startBrowser } from './browser';

export const testPhone = '+12125550142';
const minuteMs = 60_000;

export type World = Awaited<ReturnType<typeof startWorld>>;
export type Site = Awaited<ReturnType<World['serve']>>;

/** Without Temporal: where calls must really go out, use `startSystem` of test/support with `startBrowser`. */
export async function startWorld() {
  const database = await createTestDatabase();
  const { pool } = database;
  const simulator = await startSimulator({ port: 0, ringingSeconds: 2, speechMsPerCharacter: 1 });
  const { open, close: closeBrowser } = await startBrowser(pool);

  /** Pages on a port of their own, with the settings given over the usual ones. */
  async function serve(settings: Partial<Config> = {}) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const config: Config = {
      port: 0,
      publicUrl: url,
      databaseUrl: database.url,
      twilio: {
        accountSid: 'AC00000000000000000000000000000000',
        authTokens: ['00000000000000000000000000000000'],
        fromNumber: '+15005550006',
        apiUrl: simulator.url,
        publicUrl: url,
        postTimeoutMs: 2_000,
      },
      testClientPhone: testPhone,
      office: { name: 'Harbour Dental', phone: '+12125550100', timeZone: 'UTC' },
      rules: {
        offsets: ['PT1H'],
        callingHours: parseCallingHours('24/7'),
        contactGapMs: 120 * minuteMs,
        maxCallsPerDay: 2,
        allowedCountries: ['US'],
      },
      callsPerSecond: 10,
      maxAppointmentsPerKeyPerDay: 100,
      requestsPerMinute: 600,
      resolveAfterMs: 90_000,
      defaultCountry: 'US',
      webhooksAllowPrivate: true,
      workflowsUrl: 'http://127.0.0.1:8233/namespaces/default/workflows',
      trustedProxies: [],
      source: { missing: 'ignore' },
      logLevel: 'silent',
      ...settings,
    };
    const changes = new Changes(pool);
    const deps: ApiDeps = {
      config,
      pool,
      telephony: createTelephony(config.twilio),
      messages: loadMessages(),
      changes,
      now: Date.now,
      log: pino({ level: 'silent' }),
      readiness: {},
      // No workflow takes part: what would reach one is left to the relay.
      workflows: { deliverPlan: away, deliverAnswer: away, deliverEnd: away, startJob: away, lookNow: away },
    };
    server.on('request', createApp(deps));
    const close = async () => {
      changes.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { url, deps, server, close };
  }

  /** An appointment with one reminder due in `dueInMs`, unless it says more. */
  async function book({
    name,
    phone = '+12125550101',
    startsInMs = 60 * minuteMs,
    dueInMs = 45_000,
    reminder = {},
    events = [{ actor: 'staff:ana', what: 'registered' }],
    ...rest
  }: Booking) {
    const nowMs = Date.now();
    return transaction(pool, async (tx) => {
      const { id } = await insertAppointment(tx, {
        externalId: null,
        client: { name, phone, locale: null, timeZone: null },
        startsAtMs: nowMs + startsInMs,
        durationMinutes: null,
        offsets: null,
        bookedAtMs: nowMs - 1000 * minuteMs,
        metadata: {},
        ...rest,
      });
      const plain = { number: 1, offset: 'PT1H', dueAtMs: nowMs + dueInMs, movedFromMs: null } as const;
      await insertReminders(tx, id, 1, [{ ...plain, state: 'planned', reason: null, ...reminder }]);
      for (const event of events) await addEvent(tx, { appointmentId: id, ...event });
      return id;
    });
  }

  return {
    pool,
    simulator,
    serve,
    open,
    book,
    /** Forgets all appointments, and what became of them. */
    clear: () => pool.query('truncate appointments, opt_outs restart identity cascade'),
    async close() {
      await closeBrowser();
      await simulator.close();
      await database.drop();
    },
  };
}

interface Booking extends Partial<AppointmentFields> {
  name: string;
  phone?: string;
  startsInMs?: number;
  dueInMs?: number;
  reminder?: Partial<Reminder>;
  events?: Omit<NewEvent, 'appointmentId'>[];
}

function away(): Promise<never> {
  return Promise.reject(new Error('Temporal is away.'));
}
