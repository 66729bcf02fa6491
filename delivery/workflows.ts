/** Messages to the workflows of appointments. Each may be sent twice, late, or to a workflow that has ended. */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import {
  answeredSignal,
  endedSignal,
  mainQueue,
  planSignal,
  searchAttributes,
  workflowId,
  workflowType,
  type Answered,
  type Plan,
} from '../workflows/contract';

/** How long Temporal may take before a delivery is left to the relay, in milliseconds. */
const deliverWithinMs = 2_000;

export interface Workflows {
  deliverPlan(appointmentId: number, plan: Plan): Promise<void>;
  deliverAnswer(appointmentId: number, answered: Answered): Promise<void>;
  deliverEnd(appointmentId: number, attempt: string): Promise<void>;
}

export function createWorkflows(client: Client, officeName: string): Workflows {
  return {
    /** Starts the workflow, or tells the running one of the change. */
    async deliverPlan(appointmentId, plan) {
      const id = workflowId(appointmentId);
      // With nothing ahead there is nothing to start, only a running workflow to stop.
      if (plan.reminders.length === 0)
        return signal(client, () => client.workflow.getHandle(id).signal(planSignal, plan));
      await within(client, () =>
        client.workflow.signalWithStart(workflowType, {
          workflowId: id,
          taskQueue: mainQueue,
          signal: planSignal,
          signalArgs: [plan],
          staticSummary: `Appointment ${appointmentId}`,
          typedSearchAttributes: [
            { key: searchAttributes.status, value: plan.status },
            { key: searchAttributes.startsAt, value: new Date(plan.startsAtMs) },
            { key: searchAttributes.office, value: officeName },
          ],
        }),
      );
    },
    async deliverAnswer(appointmentId, answered) {
      const handle = client.workflow.getHandle(workflowId(appointmentId));
      await signal(client, () => handle.signal(answeredSignal, answered));
    },
    async deliverEnd(appointmentId, attempt) {
      const handle = client.workflow.getHandle(workflowId(appointmentId));
      await signal(client, () => handle.signal(endedSignal, attempt));
    },
  };
}

/** A signal to a workflow that has ended counts as delivered: there is nothing left to tell it. */
async function signal(client: Client, send: () => Promise<void>): Promise<void> {
  try {
    await within(client, send);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** The client's own deadline may last longer than it says while the connection is away, hence a timer of our own. */
async function within(client: Client, send: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const lapsed = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Temporal did not answer within ${deliverWithinMs} ms.`)),
      deliverWithinMs,
    );
  });
  try {
    await Promise.race([client.connection.withDeadline(Date.now() + deliverWithinMs, send), lapsed]);
  } finally {
    clearTimeout(timer);
  }
}
