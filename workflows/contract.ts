/** How to reach the workflow of an appointment: names, ids, queues and signals have their one home here. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { Answer, AppointmentStatus, JobKind, SourceName } from '../domain/words';

export const workflowType = 'appointment';

/** Workflows, and the activities that need no place in the line for calls. */
export const mainQueue = 'slotkeeper';
/** Calls only, so that a backlog of them stays in Temporal and holds nothing else up. */
export const callQueue = 'slotkeeper-calls';

/** Posts to others' endpoints: one that does not answer must not keep the appointments' own steps waiting. */
export const webhookQueue = 'slotkeeper-webhooks';

export function workflowId(appointmentId: number): string {
  return `appointment-${appointmentId}`;
}

/** What lies ahead of an appointment under one revision. Empty `reminders`: nothing more is to be done. */
export interface Plan {
  revision: number;
  startsAtMs: number;
  status: AppointmentStatus;
  reminders: { number: number; dueAtMs: number }[];
}

export interface Answered {
  /** The attempt's name, such as `17-1-2-1`. */
  attempt: string;
  answer: Answer;
  /** When the key was pressed. */
  atMs: number;
  /** False: the database was away, and the workflow must have the answer recorded. */
  recorded: boolean;
}

/** Start and change are one message; a revision that the workflow already has is ignored. */
export const planSignal = defineSignal<[Plan]>('plan');
export const answeredSignal = defineSignal<[Answered]>('answered');
/** The call of this attempt is over, without an answer. */
export const endedSignal = defineSignal<[attempt: string]>('ended');

/** The workflow of each kind of job; it takes the job's `ref`. */
export const jobWorkflows = {
  import: 'importFile',
  webhook: 'deliverWebhook',
  write_back: 'writeBack',
} as const satisfies Record<JobKind, string>;

export function jobId(kind: JobKind, ref: number): string {
  return `${kind.replace('_', '-')}-${ref}`;
}

/** The look at a source, and the id of its schedule. */
export const syncWorkflow = 'syncSource';
export function syncId(source: SourceName): string {
  return `sync-${source}`;
}

/** For whoever looks at the Temporal Web UI. */
export function jobSummary(kind: JobKind, ref: number): string {
  switch (kind) {
    case 'import':
      return `Import ${ref}`;
    case 'webhook':
      return `Webhook delivery ${ref}`;
    case 'write_back':
      return `Write-back of appointment ${ref}`;
  }
}

/** Asks for a job: starts its workflow, or has the running one look once more. */
export const againSignal = defineSignal('again');

export const searchAttributes = {
  status: defineSearchAttributeKey('SlotkeeperStatus', SearchAttributeType.KEYWORD),
  startsAt: defineSearchAttributeKey('SlotkeeperStartsAt', SearchAttributeType.DATETIME),
  office: defineSearchAttributeKey('SlotkeeperOffice', SearchAttributeType.KEYWORD),
};
