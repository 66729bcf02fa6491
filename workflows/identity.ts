import { workflowInfo } from '@temporalio/workflow';
import { workflowId } from './contract';

const prefix = workflowId(0).slice(0, -1);

/** The appointment's id, which the workflow's id carries. */
export function ownAppointmentId(): number {
  return Number(workflowInfo().workflowId.slice(prefix.length));
}
