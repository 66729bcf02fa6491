/** The activities as the workflow sees them, each with the retry policy and time-out that it needs. */
import { ActivityCancellationType, proxyActivities, type RetryPolicy } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { callQueue } from './contract';

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

export const { settleCall, withdrawCall, sendReminderText, sendConfirmation, giveUp, failImport } =
  proxyActivities<Omit<Activities, 'placeCall' | 'recordAnswer' | 'advanceImport'>>({
    // A few queries and at most one request to Twilio (10 s).
    startToCloseTimeout: '30 seconds',
    retry: untilItWorks,
  });

export const { recordAnswer } = proxyActivities<Pick<Activities, 'recordAnswer'>>({
  startToCloseTimeout: '30 seconds',
  // The client was thanked, and only this workflow has the answer: it waits even for a mistake to be mended.
  retry: forEver,
});

export const { advanceImport } = proxyActivities<Pick<Activities, 'advanceImport'>>({
  // 100,000 lines take a minute or two on a small machine; on one that is busy many times that.
  startToCloseTimeout: '1 hour',
  // It tells after each part of 500 lines, in a second or so. Whoever was only slow is not overtaken: the lock waits.
  heartbeatTimeout: '20 seconds',
  retry: untilItWorks,
});
