import type { History } from '@temporalio/common/lib/proto-utils';

/**
 * What Temporal Cloud would bill, by the events that tell of it (https://docs.temporal.io/cloud/actions): a start with
 * its signal is one action, and so is each timer, activity, further signal and change of search attributes. Retries of
 * activities are not in the history.
 */
export function billableActions({ events }: History): Record<string, number> {
  const count = { starts: 0, timers: 0, activities: 0, signals: 0, searchAttributes: 0 };
  for (const event of events ?? []) {
    if (event.workflowExecutionStartedEventAttributes) {
      count.starts += 1;
      count.signals -= 1; // The first came with the start.
    }
    if (event.timerStartedEventAttributes) count.timers += 1;
    if (event.activityTaskScheduledEventAttributes) count.activities += 1;
    if (event.workflowExecutionSignaledEventAttributes) count.signals += 1;
    if (event.upsertWorkflowSearchAttributesEventAttributes) count.searchAttributes += 1;
  }
  return count;
}
