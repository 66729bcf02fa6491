import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  isCancellation,
  log,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Answer, AppointmentStatus } from '../domain/words';
import { giveUp, sendConfirmation } from './activities';
import { searchAttributes, type Plan } from './contract';
import { ownAppointmentId } from './identity';
import { Inbox } from './inbox';
import { remind } from './reminder';

/**
 * The life of an appointment: sleep until each reminder, call, wait for the key, confirm by text, end.
 * A change brings a new plan and the story starts over with it; a cancelled appointment's plan is empty.
 */
export async function appointment(): Promise<AppointmentStatus> {
  const inbox = new Inbox();
  await condition(() => inbox.plan !== undefined);
  let status: AppointmentStatus = 'scheduled';
  let followed: Plan | undefined;

  while (inbox.plan && inbox.plan !== followed) {
    followed = inbox.plan;
    status = await follow(followed, inbox);
    await condition(allHandlersFinished);
    // Nothing is awaited from here to the loop's condition: a plan that has come by now is seen there.
  }

  if (status !== 'scheduled') upsertSearchAttributes([{ key: searchAttributes.status, value: status }]);
  return status;
}

/** Works through one plan; returns early when a newer one has come. */
async function follow(plan: Plan, inbox: Inbox): Promise<AppointmentStatus> {
  for (const reminder of plan.reminders) {
    const answered = await remind(plan, reminder, inbox).catch(handToDesk(plan, reminder));
    if (inbox.plan !== plan) return plan.status;
    if (answered) {
      setCurrentDetails(`The client answered: ${answered.answer}.`);
      // An answer that came by signal alone is recorded first: the record chooses the text.
      await condition(allHandlersFinished);
      if (answered.answer !== 'opt_out')
        await sendConfirmation
          .executeWithOptions({ summary: 'Text that confirms the answer' }, [{ answered: answered.attempt }])
          .catch(unlessForGood('The answer stands; its text could not be sent'));
      return statusAfter(answered.answer);
    }
  }
  return plan.status;
}

/** A step that fails for good, such as by a mistake of ours, ends its reminder on the desk list, never the workflow. */
function handToDesk({ revision }: Plan, { number }: Plan['reminders'][number]) {
  return async (error: unknown): Promise<undefined> => {
    unlessForGood('A reminder is handed to the desk')(error);
    const reminder = { appointmentId: ownAppointmentId(), revision, reminder: number };
    await giveUp
      .executeWithOptions({ summary: `Hand reminder ${number} to the desk` }, [
        { ...reminder, why: whyOf(error) },
      ])
      .catch(unlessForGood('The desk could not be told'));
  };
}

/** Lets pass that an activity has failed for good; a cancellation from outside, or anything else, goes on. */
function unlessForGood(message: string) {
  return (error: unknown): void => {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    log.error(message, { why: whyOf(error) });
  };
}

function whyOf(error: unknown): string {
  return error instanceof ActivityFailure && error.cause instanceof ApplicationFailure
    ? (error.cause.type ?? 'failed')
    : 'failed';
}

function statusAfter(answer: Answer): AppointmentStatus {
  switch (answer) {
    case 'confirm':
      return 'confirmed';
    case 'reschedule':
      return 'reschedule_requested';
    case 'cancel':
      return 'cancelled';
    case 'opt_out':
    case 'office':
    case 'none':
      return 'scheduled';
  }
}
