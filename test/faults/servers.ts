/** PostgreSQL and Temporal, to be killed and started again on the data that they had. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { startPostgres } from '../../scripts/servers/postgres';
import { kill } from '../../scripts/servers/processes';
import { findTemporalCli } from '../../scripts/servers/temporal-cli';
import { startTemporalDev } from '../../scripts/servers/temporal-dev';
import { holdsWithin } from '../../scripts/servers/waiting';

export type Servers = Awaited<ReturnType<typeof startServers>>;

export async function startServers(dir: string, nextPort: () => Promise<number>) {
  const postgresOptions = { dataDir: path.join(dir, 'postgres'), port: await nextPort() };
  const temporalOptions = {
    cliPath: await findTemporalCli(),
    port: await nextPort(),
    uiPort: await nextPort(),
    dbFile: path.join(dir, 'temporal.db'),
  };
  let postgres = await startPostgres(postgresOptions);
  let temporal = await startTemporalDev(temporalOptions).catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });

  return {
    postgresUrl: postgres.url,
    postgresPort: postgresOptions.port,
    temporalAddress: temporal.address,
    temporalPort: temporalOptions.port,
    /** Its processes see it die, and follow. */
    async killPostgres() {
      const pidFile = path.join(path.dirname(postgres.logFile), 'postmaster.pid');
      kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL');
      // Nothing is left to stop, but to forget; pg_ctl may not have noticed yet.
      await postgres.stop().catch(() => undefined);
    },
    async startPostgres() {
      const started = await holdsWithin(20_000, () =>
        startPostgres(postgresOptions).then(
          (running) => Boolean((postgres = running)),
          () => false,
        ),
      );
      if (!started) throw new Error('PostgreSQL did not start again.');
    },
    async killTemporal() {
      kill(-Number(await readFile(`${temporalOptions.dbFile}.pid`, 'utf8')), 'SIGKILL');
      await temporal.stop(); // Nothing is left to stop, but to forget.
    },
    async forgetTemporal() {
      for (const file of ['', '-wal', '-shm']) await rm(`${temporalOptions.dbFile}${file}`, { force: true });
    },
    async startTemporal() {
      temporal = await startTemporalDev(temporalOptions);
    },
    async stop() {
      await temporal.stop();
      await postgres.stop();
      await rm(path.dirname(postgres.logFile), { recursive: true, force: true });
    },
  };
}
