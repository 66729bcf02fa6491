/** The API over a real database, with a clock to set and workflows that only remember what they were told. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { z } from 'zod';
import { createApp } from '../../api/app';
import { Changes } from '../../api/changes/changes';
import type { ApiDeps } from '../../api/deps';
import { createHttpServer } from '../../api/server';
import type * as schemas from '../../api/schemas/appointments';
import type { problem } from '../../api/schemas/fields';
import { readConfig } from '../../config';
import { ensureApiKey } from '../../db/api-keys';
import type { Workflows } from '../../delivery/workflows';
import { loadMessages } from '../../messages/load';
import { createTelephony } from '../../telephony/client';
import type { Plan } from '../../workflows/contract';
import { createTestDatabase } from '../support/database';

export const apiKey = 'a-key-for-the-tests-of-the-api';
/** A Monday, 10:00 in Berlin. */
export const monday = Date.parse('2026-11-23T09:00:00Z');

export const env = {
  DATABASE_URL: 'postgres://replaced/by-the-test',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM_NUMBER: '+4930901820',
  // Nobody listens there: these tests make no call.
  TWILIO_API_URL: 'http://127.0.0.1:9',
  OFFICE_TIME_ZONE: 'Europe/Berlin',
  OFFICE_NAME: 'Praxis Sonne',
  DEFAULT_COUNTRY: 'DE',
  ALLOWED_COUNTRIES: 'DE,AT',
  TEMPORAL_UI_URL: 'http://localhost:8233',
  // A test asks faster than people and programs do.
  REQUESTS_PER_MINUTE: '100000',
};

export type AppointmentBody = z.output<typeof schemas.appointment>;
export type ProblemBody = z.output<typeof problem>;
export type TimelineBody = z.output<typeof schemas.timeline>;

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

export async function startWorld(change: Partial<ApiDeps> & { env?: Record<string, string> } = {}) {
  const database = await createTestDatabase();
  const { pool } = database;
  await ensureApiKey(pool, 'test', apiKey);
  const clock = { nowMs: monday };
  const delivered: { appointmentId: number; plan: Plan }[] = [];
  const workflows: Workflows = {
    deliverPlan: (appointmentId, plan) => {
      delivered.push({ appointmentId, plan });
      return Promise.resolve();
    },
    deliverAnswer: () => Promise.resolve(),
    deliverEnd: () => Promise.resolve(),
    startJob: () => Promise.resolve(),
    lookNow: () => Promise.resolve(),
  };
  const { env: otherEnv, ...otherDeps } = change;
  const config = readConfig({ ...env, ...otherEnv });
  const deps: ApiDeps = {
    config,
    pool,
    workflows,
    telephony: createTelephony(config.twilio),
    messages: loadMessages(),
    changes: new Changes(pool),
    now: () => clock.nowMs,
    log: pino({ level: 'silent' }),
    readiness: {},
    ...otherDeps,
  };
  const server = createHttpServer(createApp(deps)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** What the body is, the caller says; `openapi.test.ts` holds it true. */
  async function call<T = AppointmentBody>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
    };
  }

  return {
    url,
    deps,
    pool,
    clock,
    delivered,
    call,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await database.drop();
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Numbers of which each test takes one of its own, so that limits on a number do not mix. */
let lastNumber = 0;
export function freshPhone(): string {
  lastNumber += 1;
  return `+49151234${String(lastNumber).padStart(5, '0')}`;
}

export function booking(more: Record<string, unknown> = {}) {
  return {
    client: { name: 'Ada Lovelace', phone: freshPhone() },
    startsAt: '2026-11-26T10:00:00+01:00',
    ...more,
  };
}
