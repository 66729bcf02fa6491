/** The activities as the workflow sees them, each with the retry policy and time-out that it needs. */
import { ActivityCancellationType, proxyActivities, type RetryPolicy } from '@temporalio/workflow';
import type { Activities, JobActivities } from '../activities';
import { callQueue, webhookQueue } from './contract';

/** The database or Twilio may be away for long, and nothing may be forgotten: try for ever, at most a minute apart. */
const forEver = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '1 minute',
} satisfies RetryPolicy;

const untilItWorks = {
  ...forEver,
  // These are mistakes of ours, which repeating does not mend: the desk is told instead, see `giveUp`.
  nonRetryableErrorTypes: ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'],
} satisfies RetryPolicy;

export const { placeCall } = proxyActivities<Pick<Activities, 'placeCall'>>({
  taskQueue: callQueue,
  // Deciding, waiting for the turn, one POST (10 s) and storing what came of it.
  startToCloseTimeout: '30 seconds',
  retry: untilItWorks,
  // Whoever cancels must know whether the phone rings by now.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

export const { settleCall, withdrawCall, sendReminderText, sendConfirmation, giveUp } = proxyActivities<
  Pick<Activities, 'settleCall' | 'withdrawCall' | 'sendReminderText' | 'sendConfirmation' | 'giveUp'>
>({
  // A few queries and at most one request to Twilio (10 s).
  startToCloseTimeout: '30 seconds',
  retry: untilItWorks,
});

export const { recordAnswer } = proxyActivities<Pick<Activities, 'recordAnswer'>>({
  startToCloseTimeout: '30 seconds',
  // The client was thanked, and only this workflow has the answer: it waits even for a mistake to be mended.
  retry: forEver,
});

export const { syncSource } = proxyActivities<Pick<JobActivities, 'syncSource'>>({
  // A source of a million rows, the first time.
  startToCloseTimeout: '30 minutes',
  // It beats every 3 s. Until a killed worker is missed, no other look begins.
  heartbeatTimeout: '15 seconds',
  // The next look is a minute away, and finds the rest.
  retry: { maximumAttempts: 1 },
});

export const { writeBack } = proxyActivities<Pick<JobActivities, 'writeBack'>>({
  // Connecting (5 s), one statement (60 s), and storing that it is done.
  startToCloseTimeout: '90 seconds',
  // The office's database may be away for long, or the SQL be wrong until somebody mends it.
  retry: forEver,
});

export const { deliverWebhook } = proxyActivities<Pick<JobActivities, 'deliverWebhook'>>({
  taskQueue: webhookQueue,
  // One POST (10 s) and its note. A worker that dies in between is noticed only by this.
  startToCloseTimeout: '20 seconds',
  // A receiver that restarts is back in minutes, one that is broken when somebody comes to work: six tries in the first
  // half hour, then at least every three hours, 14 in all.
  retry: { initialInterval: '5 seconds', backoffCoefficient: 4, maximumInterval: '3 hours' },
  scheduleToCloseTimeout: '24 hours',
  // A try under way is let finish before the next one begins.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

export const { giveUpWebhook } = proxyActivities<Pick<JobActivities, 'giveUpWebhook'>>({
  startToCloseTimeout: '30 seconds',
  // Until then it would look as if somebody still tried.
  retry: forEver,
});

export const { advanceImport } = proxyActivities<Pick<JobActivities, 'advanceImport'>>({
  // 100,000 lines take a minute or two on a small machine; on one that is busy many times that.
  startToCloseTimeout: '1 hour',
  // It tells after each part of 500 lines, in a second or so. Whoever was only slow is not overtaken: the lock waits.
  heartbeatTimeout: '20 seconds',
  retry: untilItWorks,
});

export const { failImport } = proxyActivities<Pick<JobActivities, 'failImport'>>({
  // A few queries.
  startToCloseTimeout: '30 seconds',
  retry: untilItWorks,
});
