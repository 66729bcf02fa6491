import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { line, type Finding } from '../../cli/doctor/finding';
import { examineTexts } from '../../cli/doctor/parts';
import { examineSettings } from '../../cli/doctor/settings';
import { examineStoredTimes } from '../../cli/doctor/stored-times';
import { examineWebhooks } from '../../cli/doctor/webhooks';
import { readConfig, type Config } from '../../config';
import { startSimulator } from '../../simulator/server';
import { createTelephony } from '../../telephony/client';
import { apiKey, booking, env, monday, startWorld, type World } from '../api/world';
import { slotkeeper } from './run';

let world: World;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  world = await startWorld();
  world.deps.config.publicUrl = world.url;
  simulator = await startSimulator({
    port: 0,
    accountSid: env.TWILIO_ACCOUNT_SID,
    authToken: env.TWILIO_AUTH_TOKEN,
    numbers: [env.TWILIO_FROM_NUMBER],
  });
});
afterAll(async () => {
  await simulator.close();
  await world.close();
});

const text = (findings: readonly Finding[]) => findings.map(line).join('\n');

it('names each setting that is missing, and what it looks like', async () => {
  const { code, out } = await slotkeeper(['doctor'], { OFFICE_TIME_ZONE: 'Mars' });
  expect(out).toMatch(/^✘ DATABASE_URL is missing; example: DATABASE_URL=postgres:/m);
  expect(out).toMatch(/^✘ TWILIO_ACCOUNT_SID is missing/m);
  expect(out).toMatch(/^✘ OFFICE_TIME_ZONE must be an IANA time zone/m);
  expect(code).toBe(1);
});

it('tells part by part what is well and what is not', async () => {
  const { code, out, err } = await slotkeeper(['doctor'], {
    ...env,
    DATABASE_URL: world.pool.options.connectionString ?? '',
    TWILIO_API_URL: simulator.url,
    PUBLIC_URL: world.url,
    SLOTKEEPER_API_URL: world.url,
    SLOTKEEPER_API_KEY: apiKey,
    // Nobody listens there.
    TEMPORAL_ADDRESS: '127.0.0.1:9',
  });
  expect(out).toMatch(/^✔ PostgreSQL answers$/m);
  expect(out).toMatch(/^✔ The schema is up to date$/m);
  expect(out).toMatch(/^✘ Temporal: .*\n {2}→ \S/m);
  expect(out).toMatch(/^✔ Twilio knows the credentials/m);
  expect(out).toMatch(/^✔ The API answers at/m);
  expect(out).toMatch(/^✔ PUBLIC_URL=.* leads here, and signed webhooks pass$/m);
  expect(out).toMatch(
    /^✘ Answers by text are lost: \+4930901820 has no address.*\n {2}→ .*\/twilio\/sms, by HTTP POST/m,
  );
  expect(out).toMatch(/^2 things are wrong\.$/m);
  expect(err).toBe('');
  expect(code).toBe(1);
});

describe('answers by text', () => {
  const examine = async (smsUrl: string, more: Partial<Config['twilio']> = {}) => {
    await fetch(`${simulator.url}/simulator/numbers/default`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ smsUrl }),
    });
    const { twilio } = world.deps.config;
    const settings = { ...twilio, apiUrl: simulator.url, publicUrl: world.url, ...more };
    return line(await examineTexts(createTelephony(settings), settings));
  };

  it.each([
    ['', '✔ Answers by text come to'],
    ['#rc=2&rp=5xx', '✔ Answers by text come to'],
    ['/v2', '✘ Answers by text do not come here: +4930901820 sends them to'],
  ])('%s: %s', async (after, expected) => {
    expect(await examine(`${world.url}/twilio/sms${after}`)).toContain(expected);
  });

  it('of a messaging service are for the operator to see', async () => {
    const messagingServiceSid = `MG${'0'.repeat(32)}`;
    expect(await examine(`${world.url}/elsewhere`, { messagingServiceSid })).toMatch(/^! .*\n {2}→ .*MG0+/);
  });
});

describe('settings', () => {
  const examine = (settings: Record<string, string>) =>
    text(examineSettings(readConfig({ ...env, ...settings }), monday));
  const real = { TWILIO_API_URL: '', PUBLIC_URL: 'https://reminders.example.com' };

  it('has nothing to say against plausible ones', () => {
    const findings = examineSettings(
      readConfig({ ...env, ...real, TEST_CLIENT_PHONE: '+4915112345678' }),
      monday,
    );
    expect(findings.filter(({ kind }) => kind !== 'well')).toEqual([]);
  });

  it.each([
    [{ OFFICE_TIME_ZONE: '' }, '! Clients hear their times in UTC.'],
    [{ OFFICE_NAME: '' }, '! Clients hear "This is our office".'],
    [{ REMINDER_OFFSETS: 'P1D,PT30M' }, '✘ A reminder PT30M before never calls'],
    [{ REMINDER_DAYS_BEFORE: '0', REMINDER_HOURS_BEFORE: '0' }, '! No reminders are planned.'],
    [{ CALLING_HOURS: 'Mo-Su off' }, '✘ CALLING_HOURS allow no call'],
    [{ ...real, CALLING_HOURS: 'Mo-Fr 08:00-20:00; Sa 00:00-24:00' }, '! CALLING_HOURS allow calls at three'],
    [{ ...real, PUBLIC_URL: 'http://localhost:3000' }, '✘ Twilio cannot reach PUBLIC_URL'],
    [{ ...real, PUBLIC_URL: 'http://reminders.example.com' }, '! PUBLIC_URL is not https'],
    [{ DIAL_ONLY: '+4915112345678' }, '! Only +4915112345678 may be called.'],
    [{}, '! TEST_CLIENT_PHONE is not set'],
    [{ TEST_CLIENT_PHONE: '+15551234567' }, '✘ TEST_CLIENT_PHONE cannot be called'],
    [{ TEST_CLIENT_PHONE: '+12025550109' }, '✘ TEST_CLIENT_PHONE is a number of US'],
    [
      { TEST_CLIENT_PHONE: '+4915112345678', DIAL_ONLY: '+4915112345679' },
      '✘ TEST_CLIENT_PHONE is not in DIAL_ONLY',
    ],
  ])('%j: %s', (settings, expected) => {
    expect(examine(settings)).toContain(expected);
  });
});

describe('webhooks', () => {
  const examine = async (change: Partial<Config['twilio']>) =>
    text(await examineWebhooks({ ...world.deps.config, twilio: { ...world.deps.config.twilio, ...change } }));

  it('passes where a signed one is taken and an unsigned one is not', async () => {
    expect(await examine({ publicUrl: world.url })).toMatch(/^✔/);
  });

  it('sees another token', async () => {
    expect(await examine({ publicUrl: world.url, authTokens: ['another'] })).toMatch(
      /^✘ A correctly signed webhook is refused/,
    );
  });

  it('sees an address that leads elsewhere, redirects, or nowhere', async () => {
    expect(await examine({ publicUrl: simulator.url })).toMatch(/^✘ PUBLIC_URL=.* does not/);
    expect(await examine({ publicUrl: 'http://127.0.0.1:9' })).toMatch(/^✘ PUBLIC_URL=.* does not answer/);
    const proxy = createServer((_, response) => {
      response.writeHead(301, { location: `${world.url}/healthz` }).end();
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    expect(await examine({ publicUrl: `http://127.0.0.1:${port}` })).toMatch(/^✘ PUBLIC_URL=.* \(301 at/);
    proxy.close();
  });
});

it('finds times in the database that cannot be read', async () => {
  const ids: number[] = [];
  for (let n = 0; n < 4; n++)
    ids.push(
      (await world.call('POST', '/v1/appointments', booking({ startsAt: '2099-01-01T10:00:00Z' }))).body.id,
    );
  const [zone, offsets, start, sound] = ids;
  expect(text(await examineStoredTimes(world.pool))).toMatch(
    /^✔ The times of \d+ live appointments can be read$/,
  );
  await world.pool.query(`update appointments set client_time_zone = 'Mars/Olympus' where id = $1`, [zone]);
  await world.pool.query(`update appointments set offsets = '{PT1H,PT1X}' where id = $1`, [offsets]);
  await world.pool.query(`update appointments set starts_at = 'infinity' where id = $1`, [start]);
  const found = text(await examineStoredTimes(world.pool));
  expect(found).toContain(`Appointment ${zone} has a client_time_zone "Mars/Olympus"`);
  expect(found).toMatch(new RegExp(`Appointment ${offsets} has offsets that cannot be used: .*PT1X`));
  expect(found).toContain(`Appointment ${start} starts at a time (starts_at) outside`);
  expect(found).not.toContain(`Appointment ${sound} `);
});
