/** Whether all parts are there; of one that is not: what is wrong, and what to do. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { Pool } from 'pg';
import { findHolds } from '../db/holds';
import { pendingMigrations } from '../db/migrate';
import type { Telephony } from '../telephony/client';
import { callQueue, mainQueue } from '../workflows/contract';

export class NotReady extends Error {
  constructor(
    detail: string,
    readonly remedy: string,
  ) {
    super(detail);
  }
}

export type PartReport = { ok: true } | { ok: false; detail: string; remedy: string };

export interface ReadinessReport {
  status: 'ready' | 'not_ready';
  parts: Record<string, PartReport>;
}

const withinMs = 2_000;
const temporalWithinMs = 1_500;
/** A worker polls at least once a minute; Temporal lists one that has died for minutes longer. */
const pollWithinMs = 70_000;
/** Twilio is asked so rarely because every probe would be a request to their API. */
const twilioAgainMs = { well: 10 * 60_000, ill: 30_000 };

export async function checkReadiness(
  parts: Readonly<Record<string, () => Promise<void>>>,
  limitMs = withinMs,
): Promise<ReadinessReport> {
  const reports = await Promise.all(
    Object.entries(parts).map(async ([name, check]) => [name, await reportOf(check, limitMs)] as const),
  );
  return {
    status: reports.every(([, report]) => report.ok) ? 'ready' : 'not_ready',
    parts: Object.fromEntries(reports),
  };
}

async function reportOf(check: () => Promise<void>, limitMs: number): Promise<PartReport> {
  let timer: NodeJS.Timeout | undefined;
  const lapsed = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new NotReady(`It did not answer within ${limitMs} ms.`, 'See whether it runs and can be reached.'),
        ),
      limitMs,
    );
  });
  try {
    await Promise.race([check(), lapsed]);
    return { ok: true };
  } catch (error) {
    return error instanceof NotReady
      ? { ok: false, detail: error.message, remedy: error.remedy }
      : { ok: false, detail: 'The check itself failed.', remedy: 'See the log.' };
  } finally {
    clearTimeout(timer);
  }
}

export function readinessOf({
  pool,
  client,
  telephony,
}: {
  pool: Pool;
  client: Client;
  telephony: Telephony;
}): Record<string, () => Promise<void>> {
  return {
    database: async () => {
      await pool
        .query('select 1')
        .catch(() => fail('PostgreSQL cannot be reached.', 'See whether it runs where DATABASE_URL says.'));
    },
    migrations: async () => {
      const pending = await pendingMigrations(pool).catch(() =>
        fail('PostgreSQL does not tell.', 'See whether it runs where DATABASE_URL says.'),
      );
      if (pending.length > 0) fail(`The database lacks ${pending.join(', ')}.`, 'Run npm run migrate.');
    },
    temporal: async () => {
      const { namespace } = client.options;
      // The client goes on trying to connect for longer than a probe waits.
      const answered = await Promise.race([
        client.workflowService.describeNamespace({ namespace }).then(
          () => true,
          () => false,
        ),
        sleep(temporalWithinMs, false, { ref: false }),
      ]);
      if (!answered)
        fail(
          `Temporal does not answer for namespace ${namespace}.`,
          'See whether it runs where TEMPORAL_ADDRESS says. Appointments are taken and kept until then.',
        );
    },
    calling: async () => {
      const refused = (await findHolds(pool)).find(({ kind }) => kind === 'account_refused');
      if (refused)
        fail(
          `Twilio has refused our account since ${new Date(refused.sinceMs).toISOString()}: ${refused.code ?? ''} ${refused.detail ?? ''}`.trim(),
          'No call goes out until that is mended; then they go on by themselves, within a minute.',
        );
    },
    worker: () => workerPolls(client),
    twilio: twilioAnswers(telephony),
  };
}

async function workerPolls(client: Client): Promise<void> {
  const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = temporal.api.enums.v1.TaskQueueType;
  const polled = await Promise.all(
    (
      [
        [mainQueue, TASK_QUEUE_TYPE_WORKFLOW],
        [mainQueue, TASK_QUEUE_TYPE_ACTIVITY],
        [callQueue, TASK_QUEUE_TYPE_ACTIVITY],
      ] as const
    ).map(async ([name, taskQueueType]) => {
      const { pollers } = await client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name },
        taskQueueType,
      });
      return pollers.some(
        ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < pollWithinMs,
      );
    }),
  ).catch(() => fail('Temporal does not tell.', 'See the part "temporal".'));
  if (!polled.every(Boolean))
    fail('No worker waits for work: nobody is called.', 'Start one with npm run worker, and see its log.');
}

function twilioAnswers(telephony: Telephony): () => Promise<void> {
  let last: { problems: string[]; untilMs: number } | undefined;
  return async () => {
    if (!last || Date.now() >= last.untilMs) {
      const found = await telephony.checkAccount();
      last = {
        problems: found,
        untilMs: Date.now() + (found.length === 0 ? twilioAgainMs.well : twilioAgainMs.ill),
      };
    }
    if (last.problems.length > 0)
      fail(last.problems.join(' '), 'Check TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM_NUMBER.');
  };
}

function fail(detail: string, remedy: string): never {
  throw new NotReady(detail, remedy);
}
