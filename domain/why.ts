/** One line that says why an appointment stands as it does, in English, such as "Called 09:00, no answer; texts at 11:00". */
import { contactWords, nameOf } from './contact-words';
import type { OfficeClock } from './office-clock';
import { reasonInWords } from './plan-words';
import { lastContact, liveCall, nextContact, type Next, type Standing, type Told } from './standing';
import type { Reason } from './words';

export function whyWords(standing: Standing, clock: OfficeClock): string {
  const live = liveCall(standing);
  if (live)
    return live.pickedUpAtMs === null
      ? `Calling since ${clock.moment(live.dialedAtMs)}`
      : `On the phone since ${clock.moment(live.pickedUpAtMs)}`;
  const { attended } = standing;
  const came = attended === null ? undefined : attended ? 'Came' : 'Did not come';
  return joined([came, ...settled(standing, clock), ...ring(standing)]);
}

/** Why this item is on the desk list: the reason, then how it came. */
export function deskWords(standing: Standing, reason: Reason, clock: OfficeClock): string {
  return joined([
    reasonKnown(standing.status, reason) ? undefined : reasonInWords[reason],
    ...settled(standing, clock),
  ]);
}

function settled(standing: Standing, clock: OfficeClock): (string | undefined)[] {
  switch (standing.status) {
    case 'confirmed':
      return [`confirmed ${decided(standing, 'confirm', clock)}`];
    case 'cancelled':
      return [`cancelled ${decided(standing, 'cancel', clock)}`];
    case 'reschedule_requested':
      return [`asked for another time ${decided(standing, 'reschedule', clock)}`];
    case 'scheduled':
      return open(standing, clock);
  }
}

/** `by phone on Monday 16:02`, `by Anna 09:00`. */
function decided(
  { events }: Standing,
  answer: 'confirm' | 'cancel' | 'reschedule',
  clock: OfficeClock,
): string {
  const event = events.findLast(({ what, detail }) =>
    what === 'answer_recorded' ? detail['answer'] === answer : what === staffWords[answer],
  );
  if (!event) return 'earlier';
  const time = clock.on(event.atMs);
  if (event.what !== 'answer_recorded') return `by ${nameOf(event.actor)} ${time}`;
  const other = event.detail['with'];
  const call = typeof other === 'number' ? `, in the call about appointment ${other}` : '';
  return `${event.channel === 'sms' ? 'by text' : 'by phone'} ${time}${call}`;
}

const staffWords = { confirm: 'confirmed', cancel: 'cancelled', reschedule: undefined } as const;

/** Nothing is decided yet: the last contact, and what is next. */
function open(standing: Standing, clock: OfficeClock): (string | undefined)[] {
  const { optedOut, attempts, events } = standing;
  const contact = lastContact(standing);
  const change = events.findLast(({ what, detail }) => what === 'changed' && 'startsAt' in detail);
  const moved = change && (!contact || contact.dialedAtMs < change.atMs) ? change : undefined;
  const said = moved
    ? `moved to this time by ${nameOf(moved.actor)} ${clock.on(moved.atMs)}`
    : contactWords(attempts, clock);
  if (optedOut) return [said, 'wants no more reminders'];
  const next = nextContact(standing, clock.nowMs);
  const held = heldWords(standing);
  if (held) return [said, held];
  if (said === undefined) return next ? planned(standing, next, clock) : [notCalled(standing)];
  return [said, next ? nextWords(standing, next, clock) : undefined];
}

/** Nobody was contacted yet: what became of the plan says more than when it begins. */
function planned(standing: Standing, next: Next, clock: OfficeClock): (string | undefined)[] {
  const { reminders, startsAtMs } = standing;
  const reminder = reminders.find(({ dueAtMs }) => dueAtMs === next.atMs);
  const asked = lastOf(standing, 'call_now_requested');
  if (reminder?.number === 0 && asked)
    return [`${nameOf(asked.actor)} asked for a call ${clock.on(asked.atMs)}`];
  if (reminder && reminder.movedFromMs !== null)
    return [movedWords(reminder.movedFromMs, reminder.dueAtMs, reminder.reason, clock)];
  const skipped = reminders.findLast(
    ({ state, dueAtMs, reason }) =>
      state === 'skipped' && dueAtMs < startsAtMs && dueAtMs <= next.atMs && reason,
  );
  const why = skipped?.reason
    ? `No call ${clock.on(skipped.dueAtMs)}: ${reasonInWords[skipped.reason]}`
    : undefined;
  return [why, nextWords(standing, next, clock)];
}

/** `Moved from 07:30: before calling hours`. */
export function movedWords(fromMs: number, toMs: number, reason: Reason | null, clock: OfficeClock): string {
  const why = (): string => {
    if (reason !== 'outside_hours') return reason === null ? 'by the rules' : reasonInWords[reason];
    if (!clock.sameDay(fromMs, toMs)) return toMs < fromMs ? 'no calls on that day' : reasonInWords[reason];
    return fromMs < toMs ? 'before calling hours' : 'after calling hours';
  };
  return `Moved from ${clock.moment(fromMs)}: ${why()}`;
}

function nextWords(standing: Standing, { atMs, what }: Next, clock: OfficeClock): string {
  const last = standing.events.at(-1);
  const put = last?.what === 'reminder_deferred' && last.detail['untilMs'] === atMs ? last.reason : null;
  const why = put === null ? '' : ` (${reasonInWords[put]})`;
  const again = standing.attempts.some(({ channel }) => channel === 'call') ? ' again' : '';
  return what === 'text' ? `texts ${clock.at(atMs)}` : `calls${again} ${clock.at(atMs)}${why}`;
}

/** Held back until somebody acts, so that no time can be told. */
function heldWords({ events, attempts }: Standing): string | undefined {
  const last = events.at(-1);
  if (last?.what !== 'reminder_deferred' || typeof last.detail['untilMs'] === 'number') return undefined;
  if (attempts.some(({ dialedAtMs }) => dialedAtMs > last.atMs)) return undefined;
  const by = last.detail['by'];
  return last.reason === 'paused'
    ? `waits: calling is paused${typeof by === 'string' ? ` by ${nameOf(by)}` : ''}`
    : `waits: ${last.reason === null ? 'calls are held back' : reasonInWords[last.reason]}`;
}

function notCalled({ reminders }: Standing): string {
  const last = reminders.at(-1);
  if (!last) return 'No reminders';
  return last.reason === null ? 'No more reminders' : `Not called: ${reasonInWords[last.reason]}`;
}

function ring({ desk, status }: Standing): (string | undefined)[] {
  if (desk === null) return [];
  const known = reasonKnown(status, desk) || desk === 'not_reached';
  return [known ? undefined : reasonInWords[desk], 'to be rung by hand'];
}

/** The status says the same already. */
function reasonKnown(status: Standing['status'], reason: Reason): boolean {
  return reason === 'reschedule_requested' && status === 'reschedule_requested';
}

function lastOf({ events }: Standing, what: Told['what']): Told | undefined {
  return events.findLast((event) => event.what === what);
}

/** Says nothing twice. */
function joined(parts: readonly (string | undefined)[]): string {
  const said = parts.filter((part) => part !== undefined);
  const line = said
    .filter((part, index) => !said.slice(0, index).some((earlier) => earlier.endsWith(part)))
    .join('; ');
  return line.charAt(0).toUpperCase() + line.slice(1);
}
