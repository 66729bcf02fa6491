/** What happens by the clock: a look at each source, to be seen in the Web UI under Schedules. */
import {
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { putSourceAside, setUpSource } from '../db/sources';
import { sourceNames, type SourceName } from '../domain/words';
import type { SourceSettings } from '../sources/settings';
import { mainQueue, syncId, syncWorkflow } from '../workflows/contract';

/** Makes the schedules as the settings have them; several workers may do so at once. */
export async function keepSchedules(
  pool: Pool,
  client: Client,
  sources: SourceSettings,
  log: Logger,
): Promise<void> {
  for (const name of sourceNames)
    try {
      if (isSetUp(sources, name)) {
        await setUpSource(pool, name, name === 'database' && sources.database?.writeBackSql !== undefined);
        await keepSchedule(client, name);
      } else {
        await putSourceAside(pool, name);
        await removeSchedule(client, name);
      }
    } catch (error) {
      // Calls must go out all the same; the next start tries again.
      log.error({ err: error, source: name }, 'The schedule of a source could not be set up');
    }
}

function isSetUp(sources: SourceSettings, name: SourceName): boolean {
  switch (name) {
    case 'database':
      return sources.database !== undefined;
    case 'calendar':
      return sources.calendar !== undefined;
  }
}

async function keepSchedule(client: Client, source: SourceName): Promise<void> {
  const wanted: Omit<ScheduleOptions<ScheduleOptionsStartWorkflowAction<Workflow>>, 'scheduleId'> = {
    spec: { intervals: [{ every: '1 minute' }] },
    action: {
      type: 'startWorkflow',
      workflowType: syncWorkflow,
      workflowId: syncId(source),
      args: [source],
      taskQueue: mainQueue,
      // Longer than the longest look.
      workflowExecutionTimeout: '1 hour',
    },
    // A look that takes longer than a minute is not overtaken; what was missed is in the next one.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
  };
  const handle = client.schedule.getHandle(syncId(source));
  try {
    await handle.update((before) => ({ ...before, ...wanted }));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await client.schedule.create({ scheduleId: syncId(source), ...wanted });
  }
}

async function removeSchedule(client: Client, source: SourceName): Promise<void> {
  await client.schedule
    .getHandle(syncId(source))
    .delete()
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
}
