/** What became of one number's appointment: by the simulator, by the record, and by its workflow. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { attemptsOf } from '../../db/attempts';
import { findByExternalId, newestByExternalIds } from '../../db/appointments';
import { timeline } from '../../db/events';
import { findReminders } from '../../db/reminders';
import { workflowId } from '../../workflows/contract';
import { minuteMs } from '../../domain/policy';
import type { System } from './system';

export interface Outcome {
  /** Calls that really rang. */
  rang: number;
  /** Calls that Twilio accepted; one may have been taken back before it rang. */
  accepted: number;
  texts: number;
  /** The client was thanked. */
  thanked: boolean;
  status: string;
  /** Whether the client pressed a key. */
  pressed: boolean;
  settled: Settled;
  /** The timeline, in words, for whoever looks into a failure. */
  story: string[];
}

/**
 * `yes`: record, workflow and phone have nothing more to do with each other, unless it be a redial in some minutes. `end_lost`: nobody told us of the call's
 * end, since Twilio says so once; the workflow asks after `settleWithinMs`, which is longer than the tests can wait.
 */
export type Settled = 'yes' | 'end_lost' | 'no';

export async function settledBy(system: System, phone: string): Promise<Settled> {
  const { pool, temporal } = system;
  const calls = await system.callsTo(phone);
  if (calls.some(({ endedAtMs }) => endedAtMs === null)) return 'no';
  const endLost = calls.some(({ webhooks }) =>
    webhooks.some(
      ({ event, error, status }) => event === 'completed' && (error !== null || (status ?? 0) >= 500),
    ),
  );
  const appointment = await findByExternalId(pool, phone);
  if (!appointment || appointment.deliveredRevision < appointment.revision) return 'no';
  const attempts = await attemptsOf(pool, appointment.id);
  const open = attempts.filter(
    ({ channel, state }) =>
      channel === 'call' && ['reserved', 'dialing', 'placed', 'unresolved'].includes(state),
  );
  if (endLost && open.length > 0 && open.every(({ state }) => state === 'placed')) return 'end_lost';
  if (open.length > 0) return 'no';
  const workflow = await temporal.workflow
    .getHandle(workflowId(appointment.id))
    .describe()
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    });
  // After Temporal has lost its data, those with nothing ahead need no workflow any more.
  if (workflow && workflow.status.name !== 'RUNNING') return 'yes';
  if (workflow) {
    const events = await timeline(pool, appointment.id);
    const redials = events.filter(({ what }) => what === 'redial_planned');
    return redials.some(({ detail }) => Number(detail['atMs']) > Date.now() + minuteMs) ? 'yes' : 'no';
  }
  const reminders = await findReminders(pool, appointment.id, appointment.revision);
  return reminders.some(({ state }) => state === 'planned' || state === 'calling') ? 'no' : 'yes';
}

export async function outcomeOf(system: System, phone: string): Promise<Outcome> {
  const calls = await system.callsTo(phone);
  const texts = (await system.messagesTo(phone)).filter(({ direction }) => direction !== 'inbound');
  const appointment = (await newestByExternalIds(system.pool, [phone])).get(phone);
  const events = appointment ? await timeline(system.pool, appointment.id) : [];
  return {
    rang: calls.filter(({ rang }) => rang).length,
    accepted: calls.length,
    texts: texts.length,
    thanked: calls.some(({ said }) => said.some(({ text }) => text.includes('Thank you for confirming'))),
    status: appointment?.status ?? 'not registered',
    pressed: calls.some(({ keys }) => keys.length > 0),
    settled: await settledBy(system, phone),
    story: events.map(({ what, reason }) => (reason ? `${what} (${reason})` : what)),
  };
}
