/** "Call now": a plan of its own, with reminder 0 due at once. */
import { updateAppointment } from '../../db/appointments';
import { callFacts } from '../../db/call-facts';
import { addEvent } from '../../db/events';
import { findReminders, skipRemaining, type Reminder } from '../../db/reminders';
import { attemptId } from '../../domain/attempt-id';
import { decideCall } from '../../domain/decide';
import { reasonInWords } from '../../domain/plan-words';
import type { Reason } from '../../domain/words';
import { isAhead, storePlan } from '../../intake/plan';
import { change, type Operation } from '../operation';
import { Problem } from '../problem';
import { callNow } from '../schemas/appointments';
import { idParams, noBody } from '../schemas/fields';
import { locked } from './change';
import { countAgainstCap } from './key-cap';
import { deliverAfterCommit, view } from './reply';
import { reminderView } from './view';

const remind: Operation = change({
  method: 'post',
  path: '/v1/appointments/{id}/remind',
  tag: 'Staff',
  summary: 'Call the client now',
  description:
    'Calling hours, opt-outs and the most calls a day hold; a reminder due within the gap between contacts is used up. 409 names the reason why nobody is called as its code.',
  params: idParams,
  body: noBody,
  replies: { 202: { description: 'The call is on its way.', schema: callNow } },
  problems: [404, 409, 422, 429],
  run: async (tx, { params }, context) => {
    const { deps, caller, nowMs } = context;
    const { config } = deps;
    const before = await locked(tx, params.id);
    const now: Reminder = {
      number: 0,
      offset: null,
      dueAtMs: nowMs,
      movedFromMs: null,
      state: 'planned',
      reason: null,
    };
    const decision = decideCall(
      await callFacts(tx, config, {
        appointment: before,
        reminder: now,
        attempt: { appointmentId: before.id, revision: before.revision, reminder: 0, attempt: 1 },
        nowMs,
      }),
    );
    if (decision.kind !== 'call') throw refused(before.id, decision.reason);

    const after = await updateAppointment(tx, before.id, before, 'revision');
    const attempt = attemptId({
      appointmentId: before.id,
      revision: after.revision,
      reminder: 0,
      attempt: 1,
    });
    const { actor } = caller;
    await addEvent(
      tx,
      { appointmentId: before.id, actor, what: 'call_now_requested', attemptId: attempt },
      nowMs,
    );
    const old = await findReminders(tx, before.id, before.revision);
    await skipRemaining(tx, before.id, 'changed');
    const gapEndsMs = nowMs + config.rules.contactGapMs;
    const rest = old
      .filter(({ number }) => number !== 0)
      .map((reminder): Reminder => {
        if (!isAhead(reminder)) return reminder;
        return reminder.dueAtMs < gapEndsMs
          ? { ...reminder, state: 'skipped', reason: 'called_now' }
          : { ...reminder, state: 'planned' };
      });
    await storePlan(tx, after, [now, ...rest], { actor, nowMs, before: old });
    await countAgainstCap(tx, context);
    return {
      status: 202,
      body: { attempt, reminder: reminderView(config, now), appointment: await view(tx, context, after) },
      afterCommit: deliverAfterCommit(deps, after.id),
    };
  },
});

function refused(id: number, reason: Reason): Problem {
  return new Problem(
    409,
    reason,
    `Appointment ${id} is not called now: ${why[reason] ?? reasonInWords[reason]}.`,
  );
}

const why: Partial<Record<Reason, string>> = {
  answered: 'the client has answered already, and nobody is called twice for one thing',
  cancelled: 'it was cancelled, and nobody is called after cancelling',
  too_late: 'it has begun, so a call would come too late',
  outside_hours: 'it is outside the calling hours (CALLING_HOURS), within which alone clients are called',
  opted_out: 'the client wants no more reminders: the number has opted out',
  cap_reached: 'the number was called as often today as is allowed (MAX_CALLS_PER_DAY)',
  number_busy: 'a call to this number is under way; try again when it is over',
  country_not_allowed: 'calls to the country of its number are not allowed (ALLOWED_COUNTRIES)',
  number_type_not_allowed: 'its number is of a kind that is not called, such as premium rate',
  not_in_dial_only: 'only the numbers in DIAL_ONLY are called, and its number is none of them',
};

export const remindOperations: readonly Operation[] = [remind];
