/** The promises of docs/reliability.md as invariants over the simulator's log, the database and Temporal. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { Answer } from '../../domain/words';
import type { CallRecord, WebhookRecord } from '../../simulator/state';
import { workflowId } from '../../workflows/contract';
import type { System } from './system';

/** What the office was told to have been done, by the clock of this machine. */
export interface Acknowledged {
  appointmentId: number;
  /** What came of the change; the revision before it must not be called any more. */
  revisionBefore: number;
  atMs: number;
  what: 'cancelled' | 'moved';
}

interface AttemptRow {
  id: string;
  appointmentId: number;
  revision: number;
  channel: string;
  sid: string | null;
  answer: Answer | null;
  dialedAtMs: number | null;
}

/** Each violation as a line that names what to look at. Holds at any time. */
export async function violations(system: System, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const calls = await system.allCalls();
  const messages = (await system.allMessages()).filter(({ direction }) => direction !== 'inbound');
  const { rows: attempts } = await system.pool.query<AttemptRow>(
    `select id, appointment_id as "appointmentId", revision, channel, sid, answer, dialed_at as "dialedAtMs"
     from attempts`,
  );
  const spoken = calls.map((call) => ({ call, id: attemptOf(call.webhooks) }));

  return [
    ...repeated(spoken.map(({ id }) => id)).map((id) => `Twilio accepted two calls for attempt ${id}`),
    ...repeated(messages.map(({ webhooks }) => attemptOf(webhooks))).map(
      (id) => `Twilio accepted two texts for attempt ${id}`,
    ),
    ...overlaps(calls).map((to) => `Two calls to ${to} at once`),
    ...acknowledged.flatMap(({ appointmentId, revisionBefore, atMs, what }) =>
      attempts
        .filter((each) => each.channel === 'call' && each.appointmentId === appointmentId)
        .filter(({ revision, dialedAtMs }) => revision <= revisionBefore && (dialedAtMs ?? 0) > atMs)
        .map(({ id }) => `Attempt ${id} was dialled after the appointment had been ${what}`),
    ),
    ...spoken.flatMap(({ call, id }) => {
      const heard = answerHeard(call);
      const attempt = attempts.find((each) => each.id === id);
      return attempts
        .filter(
          (each) =>
            heard &&
            each.channel === 'call' &&
            each.appointmentId === attempt?.appointmentId &&
            each.revision === attempt.revision &&
            (each.dialedAtMs ?? 0) > heard.atMs,
        )
        .map((other) => `Attempt ${other.id} was dialled after attempt ${id ?? ''} had been answered`);
    }),
  ];
}

/** Answers that were heard to be taken but are not stored: while PostgreSQL is away, the workflow keeps them for it. */
export async function unstoredAnswers(system: System): Promise<string[]> {
  const { rows } = await system.pool.query<{ id: string; answer: Answer }>(
    'select id, answer from attempts where answer is not null',
  );
  const stored = new Map(rows.map(({ id, answer }) => [id, answer]));
  return (await system.allCalls()).flatMap((call) => {
    const heard = answerHeard(call);
    const id = attemptOf(call.webhooks) ?? '';
    return !heard || stored.get(id) === heard.answer
      ? []
      : [`Attempt ${id}: "${heard.answer}" was heard, ${stored.get(id) ?? 'nothing'} is stored`];
  });
}

function attemptOf(webhooks: readonly WebhookRecord[]): string | undefined {
  return webhooks.map(({ url }) => /\/twilio\/(?:calls|messages)\/([^/]+)\//.exec(url)?.[1]).find(Boolean);
}

/** The same for what comes true when all parts have been up for a while. */
export async function notYetTrue(system: System): Promise<string[]> {
  const { rows: appointments } = await system.pool.query<{ id: number; ahead: boolean; behind: boolean }>(
    `select a.id, a.delivered_revision < a.revision as behind,
       a.status = 'scheduled' and exists (select from reminders r where r.appointment_id = a.id
         and r.revision = a.revision and r.state in ('planned', 'calling')) as ahead
     from appointments a order by a.id`,
  );
  const { rows: unexplained } = await system.pool.query<{ name: string }>(
    `select appointment_id || '-' || revision || '-' || number as name from reminders
     where state in ('skipped', 'not_reached') and reason is null`,
  );
  const { rows: unsignalled } = await system.pool.query<{ id: string }>(
    'select id from attempts where signal_after is not null',
  );
  const wrong = await Promise.all(
    appointments.map(async ({ id, ahead, behind }) => {
      const name = await statusOf(system, id);
      if (behind) return [`Appointment ${id} is not delivered`];
      if (ahead && name !== 'RUNNING')
        return [`Appointment ${id} has a reminder ahead, its workflow is ${name}`];
      if (name === 'RUNNING' || name === 'COMPLETED' || name === 'NONE') return [];
      return [`The workflow of appointment ${id} is ${name}`];
    }),
  );
  return [
    ...wrong.flat(),
    ...unexplained.map(({ name }) => `Reminder ${name} was not given, and has no reason`),
    ...unsignalled.map(({ id }) => `The workflow has not heard of attempt ${id}`),
  ];
}

/** Workflow tasks that failed: code that does not replay, or threw. */
export async function failedTasks(system: System): Promise<string[]> {
  const { EVENT_TYPE_WORKFLOW_TASK_FAILED } = temporal.api.enums.v1.EventType;
  // A signal came while the workflow was about to end: the task is repeated with it, as it should be.
  const { WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND } = temporal.api.enums.v1.WorkflowTaskFailedCause;
  const { rows } = await system.pool.query<{ id: number }>('select id from appointments order by id');
  const found: string[] = [];
  for (const { id } of rows) {
    if ((await statusOf(system, id)) === 'NONE') continue;
    const { events } = await system.temporal.workflow.getHandle(workflowId(id)).fetchHistory();
    for (const event of events ?? [])
      if (
        event.eventType === EVENT_TYPE_WORKFLOW_TASK_FAILED &&
        event.workflowTaskFailedEventAttributes?.cause !== WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND
      )
        found.push(
          `A task of workflow ${workflowId(id)} failed: ${event.workflowTaskFailedEventAttributes?.failure?.message ?? ''}`,
        );
  }
  return found;
}

async function statusOf(system: System, appointmentId: number): Promise<string> {
  try {
    return (await system.temporal.workflow.getHandle(workflowId(appointmentId)).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'NONE';
    throw error;
  }
}

const said: readonly { answer: Answer; words: string }[] = [
  { answer: 'confirm', words: 'Thank you for confirming' },
  { answer: 'reschedule', words: 'you would like to reschedule' },
  { answer: 'cancel', words: 'Your appointment has been cancelled. To book a new one' },
];

function answerHeard(call: CallRecord): { answer: Answer; atMs: number } | undefined {
  for (const { text, atMs } of call.said)
    for (const { answer, words } of said) if (text.includes(words)) return { answer, atMs };
  return undefined;
}

function repeated(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name, index) => name !== undefined && names.indexOf(name) !== index))].map(
    String,
  );
}

function overlaps(calls: readonly CallRecord[]): string[] {
  const sorted = [...calls].sort((a, b) => a.createdAtMs - b.createdAtMs);
  return sorted
    .filter((call, index) =>
      sorted
        .slice(0, index)
        .some((other) => other.to === call.to && (other.endedAtMs ?? Infinity) > call.createdAtMs),
    )
    .map(({ to }) => to);
}
