/** Where an appointment stands: what is next, and how urgent it looks on the front desk's list. */
import { parseAttemptId } from './attempt-id';
import type {
  Answer,
  AppointmentStatus,
  AttemptState,
  Channel,
  EventKind,
  Outcome,
  Purpose,
  Reason,
  ReminderState,
} from './words';

/** A call or a text that was dialled. Test calls are none. */
export interface Contact {
  id: string;
  channel: Channel;
  purpose: Purpose;
  state: AttemptState;
  dialedAtMs: number;
  pickedUpAtMs: number | null;
  outcome: Outcome | null;
  answer: Answer | null;
  errorCode: string | null;
}

/** An event of the timeline. */
export interface Told {
  atMs: number;
  actor: string;
  what: EventKind;
  reason: Reason | null;
  attempt: string | null;
  /** The attempt's. */
  channel: Channel | null;
  detail: Readonly<Record<string, unknown>>;
}

export interface Standing {
  revision: number;
  status: AppointmentStatus;
  startsAtMs: number;
  attended: boolean | null;
  optedOut: boolean;
  /** Why a person should ring; null when none should. */
  desk: Reason | null;
  /** The current plan. */
  reminders: readonly {
    number: number;
    dueAtMs: number;
    movedFromMs: number | null;
    state: ReminderState;
    reason: Reason | null;
  }[];
  /** Oldest first. */
  attempts: readonly Contact[];
  /** The last few of `tellingKinds`, oldest first. */
  events: readonly Told[];
}

/** Events that say more than the appointment, its reminders and its attempts do. */
export const tellingKinds: readonly EventKind[] = [
  'changed',
  'confirmed',
  'cancelled',
  'call_now_requested',
  'reminder_deferred',
  'redial_planned',
  'answer_recorded',
  'opted_out',
  'opted_in',
];

export type Tone = 'good' | 'wait' | 'act' | 'off' | 'live';

export function toneOf(standing: Standing): Tone {
  if (liveCall(standing)) return 'live';
  if (standing.desk !== null) return 'act';
  switch (standing.status) {
    case 'cancelled':
      return 'off';
    case 'reschedule_requested':
      return 'act';
    case 'confirmed':
      return 'good';
    case 'scheduled':
      return 'wait';
  }
}

/** The phone rings, or somebody talks on it; a decision that fell in the call says more, at once. */
export function liveCall({ status, attempts }: Pick<Standing, 'status' | 'attempts'>): Contact | undefined {
  if (status !== 'scheduled') return undefined;
  return attempts.find(
    ({ channel, state }) => channel === 'call' && (state === 'dialing' || state === 'placed'),
  );
}

export interface Next {
  atMs: number;
  what: 'call' | 'text';
}

/** The next call or text as far as it is known now; null while a call goes on, and when there is none. */
export function nextContact(standing: Standing, nowMs: number): Next | null {
  const { status, startsAtMs, optedOut, reminders } = standing;
  if (status !== 'scheduled' || startsAtMs <= nowMs || optedOut || liveCall(standing)) return null;
  const ahead = reminders.filter(({ state }) => state === 'planned' || state === 'calling');
  if (ahead.length === 0) return null;
  const putOff = pendingMove(standing);
  const planned = ahead
    // What is due already is what was put off.
    .filter(({ state, dueAtMs }) => state === 'planned' && (!putOff || dueAtMs > nowMs))
    .map(({ dueAtMs }): Next => ({ atMs: dueAtMs, what: 'call' }));
  const [first] = (putOff ? [putOff, ...planned] : planned).sort((one, other) => one.atMs - other.atMs);
  return first ?? null;
}

/** A redial, or what was put off, that has not come about yet. */
export function pendingMove({ revision, attempts, events }: Standing): Next | null {
  const last = events.at(-1);
  const key = parseAttemptId(last?.attempt ?? '');
  if (!last || key?.revision !== revision) return null;
  const later = attempts.some(({ dialedAtMs }) => dialedAtMs > last.atMs);
  const atMs = last.what === 'redial_planned' ? last.detail['atMs'] : last.detail['untilMs'];
  if (later || typeof atMs !== 'number') return null;
  return { atMs, what: last.channel === 'sms' ? 'text' : 'call' };
}

/** The last call or text. */
export function lastContact({ attempts }: Pick<Standing, 'attempts'>): Contact | undefined {
  return attempts.at(-1);
}
