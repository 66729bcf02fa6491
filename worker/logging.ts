import { DefaultLogger, Runtime, type LogLevel } from '@temporalio/worker';
import type { Level, Logger } from 'pino';

const levels: Record<LogLevel, Level> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'debug',
  WARN: 'warn',
  ERROR: 'error',
};

/**
 * What Temporal's SDK says goes into the same log, one step quieter: its news of pollers and states are for those who
 * look for a fault. Signals are `worker/main.ts`'s to handle.
 */
export function logTemporalTo(log: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('DEBUG', ({ level, message, meta }) => {
      log[levels[level]](meta ?? {}, message);
    }),
    shutdownSignals: [],
  });
}
