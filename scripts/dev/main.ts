/**
 * `npm run dev`: everything that Slotkeeper needs, on one machine with Node and nothing else.
 * `npm run dev -- --fresh` starts over with empty data; `--with-source` brings a clinic's own database, read every minute.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { ConfigError, readConfig, readDevConfig, type DevConfig } from '../../config';
import { migrate } from '../../db/migrate';
import { startSession } from '../../db/sessions';
import { callerIdOf, ensureUser } from '../../db/users';
import { startSimulator } from '../../simulator/server';
import { buildPages } from '../pages';
import { freePort } from '../servers/ports';
import { startPostgres } from '../servers/postgres';
import { findTemporalCli } from '../servers/temporal-cli';
import { startTemporalDev } from '../servers/temporal-dev';
import { openClinic } from './clinic';
import { onKeys } from './keys';
import { Program, type Environment } from './programs';
import { loadSamples, sampleCallingHours } from './samples';
import { tick } from './screen';
import { announce, claimState, ownApiKey, releaseState, rememberPids, startOver, stateDir } from './state';

/** The simulator's account; it opens nothing but the simulator. */
const simulatorAccount = {
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
  TWILIO_AUTH_TOKEN: '00000000000000000000000000000000',
  TWILIO_FROM_NUMBER: '+12025550100',
};

/** What has been started, last first: the order of stopping. */
const running: { name: string; stop: () => Promise<void> }[] = [];
let stopping: Promise<void> | undefined;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      'with-source': { type: 'boolean', default: false },
    },
  });
  const config = readDevConfig();
  if (values['with-source'] && config.databaseUrl)
    throw new ConfigError(
      '--with-source puts a clinic beside the PostgreSQL that this command starts; unset DATABASE_URL, or set SOURCE_DATABASE_URL to a database of your own',
    );
  await claimState();
  if (values.fresh) await startOver();
  const startedAtMs = Date.now();
  // More than once: in a terminal Ctrl-C reaches us from the group, and again from tsx. Stopping goes on all the same.
  process
    .on('SIGTERM', () => void stop(0))
    .on('SIGINT', () => void stop(0))
    .on('SIGHUP', () => void stop(0));

  const environment = settingsOf(config);
  // Bad settings stop the start before anything else is started.
  readConfig({ ...environment, DATABASE_URL: environment['DATABASE_URL'] ?? 'postgres://to-be-started' });

  // It needs none of the others, and takes seconds.
  const pages = begun(buildPages());
  const databaseUrl = config.databaseUrl ?? (await tick('PostgreSQL', startDatabase));
  const temporal = config.temporalAddress
    ? { address: config.temporalAddress, uiUrl: config.env['TEMPORAL_UI_URL'] }
    : await tick('Temporal', (progress) => startTemporal(config, progress));
  await tick('Migrations', () => migrate(databaseUrl));
  const clinic = values['with-source']
    ? await tick("A clinic's database", () => openClinic(databaseUrl, timeZoneOf(environment)))
    : undefined;
  const simulatorUrl = config.telephony === 'simulator' ? await tick('Simulator', startPhones) : undefined;

  const port = await freePort(config.port);
  const apiUrl = `http://127.0.0.1:${port}`;
  const apiKey = config.env['SLOTKEEPER_API_KEY'] ?? (await ownApiKey());
  const settings: Environment = {
    ...environment,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal.address,
    SLOTKEEPER_API_KEY: apiKey,
    ...clinic?.settings,
    ...(temporal.uiUrl ? { TEMPORAL_UI_URL: temporal.uiUrl } : {}),
    ...(simulatorUrl ? { TWILIO_API_URL: simulatorUrl, PUBLIC_URL: apiUrl } : {}),
  };
  const programs = { api: program('api', settings), worker: program('worker', settings) };
  const isLive = () => ready(`${apiUrl}/healthz`);
  const isReady = () => ready(`${apiUrl}/readyz`);
  const worker = begun(programs.worker.start(isReady));
  await tick('API', () => programs.api.start(isLive));
  if (simulatorUrl) await bringTextsTo(apiUrl, simulatorUrl);
  await tick('Pages', () => pages);
  await tick('Worker', () => worker);
  await rememberPids([programs.api.pid, programs.worker.pid]);
  await announce(settings);

  const first =
    config.telephony === 'simulator'
      ? await tick('Six people with appointments', () =>
          loadSamples({ url: apiUrl, key: apiKey }, timeZoneOf(settings)),
        )
      : 1;

  console.log(`
Up after ${((Date.now() - startedAtMs) / 1000).toFixed(0)} s. Ctrl-C stops all of it; w kills the worker, and starts it again. Logs: .slotkeeper/logs

  Open   ${apiUrl}/sign-in/${await signInSecret(databaseUrl)}
  Watch  ${temporal.uiUrl ?? 'the Temporal Web UI of your server'}
  Try    npx slotkeeper remind ${first}
${clinic ? `  Clinic ${clinic.url}\n         read every minute, or at once by npx slotkeeper sync; answers go back there\n` : ''}`);
  onKeys({ w: () => toggle(programs.worker, programs.api, isReady), stop: () => void stop(0) });
}

/** Goes on while others are waited for; should it fail, whoever waits for it in the end hears of it. */
function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/** The environment of API and worker, with what a demonstration needs where nothing was set. */
function settingsOf({ env, telephony }: DevConfig): Environment {
  if (telephony !== 'simulator') return env;
  const timeZone = env['OFFICE_TIME_ZONE'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    OFFICE_NAME: 'Maple Street Dental',
    OFFICE_PHONE: simulatorAccount.TWILIO_FROM_NUMBER,
    CALLING_HOURS: sampleCallingHours(timeZone, Date.now()),
    TEST_CLIENT_PHONE: '+12025550109',
    // Whoever tries events out has a receiver on this machine.
    WEBHOOKS_ALLOW_PRIVATE: 'true',
    ...env,
    ...simulatorAccount,
    OFFICE_TIME_ZONE: timeZone,
    TWILIO_API_URL: 'http://127.0.0.1:4010',
  };
}

function timeZoneOf(settings: Environment): string {
  return settings['OFFICE_TIME_ZONE'] ?? 'UTC';
}

async function startDatabase(): Promise<string> {
  const postgres = await startPostgres({ dataDir: join(stateDir, 'postgres'), port: await freePort(15_432) });
  running.unshift({ name: 'PostgreSQL', stop: () => postgres.stop() });
  return postgres.url;
}

async function startTemporal(config: DevConfig, onProgress: (text: string) => void) {
  const cliPath = await findTemporalCli({
    ...(config.temporalCliPath ? { explicitPath: config.temporalCliPath } : {}),
    onProgress,
  });
  const server = await startTemporalDev({
    cliPath,
    port: await freePort(7233),
    uiPort: await freePort(8233),
    dbFile: join(stateDir, 'temporal.db'),
  });
  running.unshift({ name: 'Temporal', stop: () => server.stop() });
  return server;
}

async function startPhones(): Promise<string> {
  const simulator = await startSimulator({
    port: await freePort(4010),
    accountSid: simulatorAccount.TWILIO_ACCOUNT_SID,
    authToken: simulatorAccount.TWILIO_AUTH_TOKEN,
    numbers: [simulatorAccount.TWILIO_FROM_NUMBER],
  });
  running.unshift({ name: 'Simulator', stop: () => simulator.close() });
  return simulator.url;
}

/** What the phones' owners write is posted to the API, as a number of Twilio's is set up to do. */
async function bringTextsTo(apiUrl: string, simulatorUrl: string): Promise<void> {
  await fetch(`${simulatorUrl}/simulator/numbers/${simulatorAccount.TWILIO_FROM_NUMBER}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ smsUrl: `${apiUrl}/twilio/sms` }),
  });
}

function program(name: 'api' | 'worker', settings: Environment): Program {
  const created = new Program(name, settings, ({ name }) => {
    if (stopping) return;
    void created.lastLines().then((lines) => console.error(`✘ The ${name} has ended by itself:\n${lines}`));
  });
  running.unshift({ name, stop: () => created.stop('SIGTERM') });
  return created;
}

async function toggle(worker: Program, api: Program, isReady: () => Promise<boolean>): Promise<void> {
  if (worker.runs) {
    await worker.stop('SIGKILL');
    console.log('✘ The worker is dead. Its reminders wait in Temporal; press w to start it again.');
  } else {
    await tick('Worker', () => worker.start(isReady)).catch(() => undefined);
  }
  await rememberPids([api.pid, worker.pid]);
}

async function ready(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

/** A session for the printed link, so that a newcomer need not type a password. */
async function signInSecret(databaseUrl: string): Promise<string> {
  const pool = new Pool({ connectionString: databaseUrl });
  try {
    const user = await ensureUser(pool, 'reception', 'admin');
    if (user.disabledAtMs !== null)
      throw new Error(
        'The printed link signs in as reception, who is disabled: slotkeeper user enable reception',
      );
    return await startSession(pool, callerIdOf(user));
  } finally {
    await pool.end();
  }
}

function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    console.log('\nStopping');
    for (const part of running)
      await part.stop().catch((error: unknown) => console.error(`✘ ${part.name} did not stop:`, error));
    await releaseState();
    process.exit(code);
  })();
  return stopping;
}

main().catch(async (error: unknown) => {
  console.error(
    `\n${error instanceof ConfigError ? error.message : String(error instanceof Error ? error.message : error)}`,
  );
  await stop(1);
});
