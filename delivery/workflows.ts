/** Messages to the workflows of appointments. Each may be sent twice, late, or to a workflow that has ended. */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { circuitBreaker, ConsecutiveBreaker, handleWhen, timeout, TimeoutStrategy, wrap } from 'cockatiel';
import type { Job } from '../db/jobs';
import type { SourceName } from '../domain/words';
import {
  againSignal,
  answeredSignal,
  endedSignal,
  jobId,
  jobSummary,
  jobWorkflows,
  mainQueue,
  planSignal,
  searchAttributes,
  syncId,
  workflowId,
  workflowType,
  type Answered,
  type Plan,
} from '../workflows/contract';

/** How long Temporal may take before a delivery is left to the relay, in milliseconds. */
const deliverWithinMs = 2_000;
/** How long Temporal is left alone after it has failed three times in a row, in milliseconds. */
const tryAgainAfterMs = 5_000;

export interface Workflows {
  deliverPlan(appointmentId: number, plan: Plan): Promise<void>;
  deliverAnswer(appointmentId: number, answered: Answered): Promise<void>;
  deliverEnd(appointmentId: number, attempt: string): Promise<void>;
  startJob(job: Job): Promise<void>;
  /** Has a source looked at now, unless a look is under way. */
  lookNow(source: SourceName): Promise<void>;
}

export function createWorkflows(client: Client, officeName: string): Workflows {
  // The client's own deadline may last longer than it says while the connection is away, hence a timer of our own.
  // Once Temporal has failed a few times in a row nobody waits for it: one delivery every few seconds finds out.
  const temporal = wrap(
    circuitBreaker(
      handleWhen((error) => !(error instanceof WorkflowNotFoundError)),
      { halfOpenAfter: tryAgainAfterMs, breaker: new ConsecutiveBreaker(3) },
    ),
    timeout(deliverWithinMs, TimeoutStrategy.Aggressive),
  );
  const send = (message: () => Promise<unknown>) =>
    temporal.execute(async () => {
      await client.connection.withDeadline(Date.now() + deliverWithinMs, message);
    });

  return {
    /** Starts the workflow, or tells the running one of the change. */
    async deliverPlan(appointmentId, plan) {
      const id = workflowId(appointmentId);
      // With nothing ahead there is nothing to start, only a running workflow to stop.
      if (plan.reminders.length === 0)
        return unlessEnded(() => send(() => client.workflow.getHandle(id).signal(planSignal, plan)));
      await send(() =>
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
      const deliver = () => send(() => handle.signal(answeredSignal, answered));
      // With the database away an ended workflow cannot have the answer recorded: the client must not be thanked.
      await (answered.recorded ? unlessEnded(deliver) : deliver());
    },
    async deliverEnd(appointmentId, attempt) {
      const handle = client.workflow.getHandle(workflowId(appointmentId));
      await unlessEnded(() => send(() => handle.signal(endedSignal, attempt)));
    },
    async startJob({ kind, ref }) {
      await send(() =>
        client.workflow.signalWithStart(jobWorkflows[kind], {
          workflowId: jobId(kind, ref),
          taskQueue: mainQueue,
          args: [ref],
          staticSummary: jobSummary(kind, ref),
          signal: againSignal,
        }),
      );
    },
    async lookNow(source) {
      await send(() => client.schedule.getHandle(syncId(source)).trigger());
    },
  };
}

/** A signal to a workflow that has ended counts as delivered: there is nothing left to tell it. */
async function unlessEnded(send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
