import { loadClientConnectConfig } from '@temporalio/envconfig';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import pino from 'pino';
import { createActivities, createJobActivities } from '../activities';
import type { Deps } from '../activities/deps';
import { createPostWebhook } from '../activities/post-webhook';
import { settleStale } from '../activities/settle-stale';
import { ConfigError, readConfig } from '../config';
import { tidyUp } from '../db/housekeeping';
import { createPool } from '../db/pool';
import { redeliverForgotten } from '../db/webhook-deliveries';
import { loadMessages } from '../messages/render';
import { createTelephony } from '../telephony/client';
import { repair } from '../delivery/repair';
import { searchAttributes } from '../workflows/contract';
import { registerSearchAttributes } from './search-attributes';
import { logTemporalTo } from './logging';
import { keepSchedules } from './schedules';
import { readSources } from './sources';
import { startWorkers } from './workers';

/** How often appointments without a running workflow are looked for, and what is over is deleted, in milliseconds. */
const repairEveryMs = 3_600_000;
/** An event that waits is tried at least every three hours; after this nobody does, in milliseconds. */
const forgottenAfterMs = 4 * 3_600_000;
/** How often calls are looked for that nobody waits for, in milliseconds. */
const settleEveryMs = 60_000;

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, name: 'worker' });
  logTemporalTo(log);
  const messages = loadMessages();
  const pool = createPool(config.databaseUrl);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const [native, connection] = await Promise.all([
    NativeConnection.connect(connectionOptions),
    Connection.connect(connectionOptions),
  ]);
  const client = new Client({ connection, namespace });
  await registerSearchAttributes(
    connection,
    namespace,
    Object.fromEntries(Object.values(searchAttributes).map(({ name, type }) => [name, type])),
  ).catch((error: unknown) => {
    // Temporal Cloud lets nobody add them from here; where they are missing, starts fail and say so.
    log.warn({ err: error }, 'Search attributes could not be checked');
  });

  const deps: Deps = {
    pool,
    messages,
    telephony: createTelephony(config.twilio),
    now: Date.now,
    office: config.office,
    publicUrl: config.publicUrl,
    rules: config.rules,
    defaultCountry: config.defaultCountry,
    sources: await readSources(config),
    maxAppointmentsPerKeyPerDay: config.maxAppointmentsPerKeyPerDay,
    callsPerSecond: config.callsPerSecond,
    resolveAfterMs: config.resolveAfterMs,
    postWebhook: createPostWebhook({ allowPrivate: config.webhooksAllowPrivate }),
    ...(config.dialOnly ? { dialOnly: config.dialOnly } : {}),
  };
  const workers = await startWorkers(
    native,
    namespace,
    { ...createActivities(deps), ...createJobActivities(deps) },
    config.callsPerSecond,
  );

  await keepSchedules(pool, client, deps.sources, log);

  const hourly = () => {
    repair(pool, client).then(
      (count) => count > 0 && log.warn({ count }, 'Appointments had no workflow; they are delivered again'),
      (error: unknown) => log.error({ err: error }, 'The look for appointments without a workflow failed'),
    );
    redeliverForgotten(pool, forgottenAfterMs).then(
      (count) => count > 0 && log.warn({ count }, 'Events were tried no more; they are delivered again'),
      (error: unknown) => log.error({ err: error }, 'The look for forgotten events failed'),
    );
    tidyUp(pool, Date.now()).catch((error: unknown) => log.error({ err: error }, 'The tidying up failed'));
  };
  hourly();
  const repairs = setInterval(hourly, repairEveryMs);

  const settle = () => {
    settleStale(deps, (attempt, err) =>
      log.warn({ err, attempt }, 'What became of a call is not known yet'),
    ).catch((error: unknown) => log.error({ err: error }, 'The look for calls that nobody waits for failed'));
  };
  settle();
  const settling = setInterval(settle, settleEveryMs);

  const stop = () => {
    log.info('Stopping: no new work, what is in hand finishes');
    void workers.stop();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);

  log.info({ namespace }, 'Worker ready');
  await workers.running;
  clearInterval(repairs);
  clearInterval(settling);
  await Promise.all([native.close(), connection.close(), pool.end()]);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
