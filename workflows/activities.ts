/** The activities as the workflow sees them, each with the retry policy and time-out that it needs. */
import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { callQueue } from './contract';

/** The database or Twilio may be away for long, and nothing may be forgotten: try for ever, at most a minute apart. */
const untilItWorks = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '1 minute',
} as const;

export const { placeCall } = proxyActivities<Pick<Activities, 'placeCall'>>({
  taskQueue: callQueue,
  // Deciding, waiting for the turn, one POST (10 s) and storing what came of it.
  startToCloseTimeout: '30 seconds',
  retry: untilItWorks,
  // Whoever cancels must know whether the phone rings by now.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

export const { settleCall, withdrawCall, sendReminderText, sendConfirmation, recordAnswer } = proxyActivities<
  Omit<Activities, 'placeCall'>
>({
  // A few queries and at most one request to Twilio (10 s).
  startToCloseTimeout: '30 seconds',
  retry: untilItWorks,
});
