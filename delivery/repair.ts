import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { deliverAgain, withRemindersAhead } from '../db/delivery';
import { workflowId, workflowType } from '../workflows/contract';

const batch = 1_000;

/**
 * Has those appointments delivered again that have reminders ahead but no running workflow, such as after Temporal's
 * data were lost. Harmless for one whose workflow is only too young to be listed: it has this revision already.
 * Returns how many.
 */
export async function repair(pool: Pool, client: Client): Promise<number> {
  const running = new Set<string>();
  for await (const { workflowId: id } of client.workflow.list({
    query: `WorkflowType = '${workflowType}' AND ExecutionStatus = 'Running'`,
    pageSize: batch,
  }))
    running.add(id);

  let repaired = 0;
  let after = 0;
  for (;;) {
    const ids = await withRemindersAhead(pool, after, batch);
    const forgotten = ids.filter((id) => !running.has(workflowId(id)));
    await deliverAgain(pool, forgotten);
    repaired += forgotten.length;
    if (ids.length < batch) return repaired;
    after = ids.at(-1) ?? after;
  }
}
