import type { Pool } from 'pg';
import { isFinal } from '../db/answers';
import { findAttempt } from '../db/attempts';
import { claimDuePlans, currentPlan, markDelivered, markSignalled } from '../db/delivery';
import type { AppointmentStatus } from '../domain/words';
import type { Workflows } from './workflows';

/** Brings one appointment's current plan to its workflow. Throws when Temporal does not take it. */
export async function deliverPlan(pool: Pool, workflows: Workflows, appointmentId: number): Promise<void> {
  const plan = await currentPlan(pool, appointmentId);
  if (!plan) return;
  const { revision, startsAtMs, reminders } = plan;
  await workflows.deliverPlan(appointmentId, {
    revision,
    startsAtMs,
    status: plan.status as AppointmentStatus,
    reminders,
  });
  await markDelivered(pool, appointmentId, revision);
}

/** Right after a commit; false when it is left to the relay. Never throws: the commit stands either way. */
export async function deliverNow(pool: Pool, workflows: Workflows, appointmentId: number): Promise<boolean> {
  try {
    const [claimed] = await claimDuePlans(pool, 1, appointmentId);
    if (claimed === undefined) return true;
    await deliverPlan(pool, workflows, claimed);
    return true;
  } catch {
    return false;
  }
}

/** Tells the workflow what is stored of an attempt: its answer, or that it has ended. Throws when Temporal is away. */
export async function signalAttempt(pool: Pool, workflows: Workflows, attemptId: string): Promise<void> {
  const attempt = await findAttempt(pool, attemptId);
  if (!attempt) return;
  if (attempt.answer !== null && isFinal(attempt))
    await workflows.deliverAnswer(attempt.appointmentId, {
      attempt: attempt.id,
      answer: attempt.answer,
      atMs: attempt.answeredAtMs ?? 0,
      recorded: true,
    });
  else if (attempt.state === 'ended') await workflows.deliverEnd(attempt.appointmentId, attempt.id);
  await markSignalled(pool, attemptId);
}
