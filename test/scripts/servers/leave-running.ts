/** Run as `leave-running.ts postgres <dir> <port>` or `… temporal <dir> <port> <cli>`: starts it and dies of SIGKILL. */
import path from 'node:path';
import { startPostgres } from '../../../scripts/servers/postgres';
import { startTemporalDev } from '../../../scripts/servers/temporal-dev';

async function main([what, dir, port, cliPath]: string[]) {
  if (dir === undefined || port === undefined)
    throw new Error('usage: leave-running.ts <what> <dir> <port> [cli]');
  if (what === 'postgres') await startPostgres({ dataDir: path.join(dir, 'pg'), port: Number(port) });
  else if (cliPath !== undefined) {
    const dbFile = path.join(dir, 'temporal.db');
    await startTemporalDev({ cliPath, port: Number(port), uiPort: Number(port) + 1000, dbFile });
  }
  process.kill(process.pid, 'SIGKILL');
}

void main(process.argv.slice(2));
