/** `npm run api` */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Pool } from 'pg';
import { pino, type Logger } from 'pino';
import { ConfigError, readConfig } from '../config';
import { ensureApiKey } from '../db/api-keys';
import { createPool } from '../db/pool';
import { startRelay } from '../delivery/relay';
import { createWorkflows } from '../delivery/workflows';
import { loadMessages } from '../messages/load';
import { createTelephony } from '../telephony/client';
import { createApp } from './app';
import { Changes } from './changes/changes';
import { readinessOf } from './readiness';
import { createHttpServer } from './server';

/** How long requests in hand may take when the process is to end, in milliseconds. */
const drainMs = 10_000;
/** Until the first key is tried again, in milliseconds. */
const againMs = 3_000;

async function main(): Promise<void> {
  const config = readConfig();
  const messages = loadMessages();
  const log = pino({
    level: config.logLevel,
    redact: ['phone', '*.phone', '*.*.phone', 'secret', '*.secret', '*.*.authorization', '*.*.cookie'],
  });
  const pool = createPool(config.databaseUrl);
  const telephony = createTelephony(config.twilio);
  const { connectionOptions, namespace } = loadClientConnectConfig();
  // Lazy, so that the API starts and takes appointments while Temporal is away.
  const connection = Connection.lazy(connectionOptions);
  const client = new Client({ connection, ...(namespace === undefined ? {} : { namespace }) });
  const workflows = createWorkflows(client, config.office.name);

  const stopping = new AbortController();
  if (config.apiKey !== undefined) void storeFirstKey(pool, config.apiKey, log, stopping.signal);
  let told = { error: '', untilMs: 0 };
  const relay = startRelay(pool, workflows, (error) => {
    // It tries every second; an outage of an hour is not to fill the log.
    if (String(error) === told.error && Date.now() < told.untilMs) return;
    told = { error: String(error), untilMs: Date.now() + 60_000 };
    log.warn({ err: error }, 'delivery to Temporal failed; it is tried again every second');
  });
  const changes = new Changes(pool);
  const server = createHttpServer(
    createApp({
      config,
      pool,
      workflows,
      telephony,
      messages,
      changes,
      now: Date.now,
      log,
      readiness: readinessOf({ pool, client, telephony }),
    }),
  );
  server.listen(config.port);
  await once(server, 'listening');
  log.info({ port: config.port, publicUrl: config.publicUrl }, 'API ready');

  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  log.info('API stopping');
  stopping.abort();
  const closed = once(server, 'close');
  server.close();
  changes.close();
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(cut);
  await relay.stop();
  await Promise.all([pool.end(), connection.close()]);
}

/** The database may come up, or be migrated, after us. */
async function storeFirstKey(pool: Pool, key: string, log: Logger, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted)
    try {
      await ensureApiKey(pool, 'first', key);
      return;
    } catch (error) {
      log.warn({ err: error }, 'SLOTKEEPER_API_KEY is not stored yet; /readyz tells what is missing');
      await sleep(againMs, undefined, { signal: stopping }).catch(() => undefined);
    }
}

main().catch((error: unknown) => {
  const known =
    error instanceof ConfigError ||
    (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE');
  process.stderr.write(
    `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
