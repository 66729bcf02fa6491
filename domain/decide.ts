/** Whether a call or a text goes out, decided at its very moment over what the database says then. */
import type { Part, Relative } from './family';
import { isOpenAt, nextOpeningMs } from './hours';
import { lateness } from './late';
import { offsetMs, parseOffset } from './offsets';
import { canReceiveText, mayDial, parsePhone } from './phone';
import { leadMs, minuteMs, numberBusyMs, redialAfterMs, settleWithinMs, type Rules } from './policy';
import { redialFits } from './retry';
import type { AppointmentStatus, AttemptState, Reason, ReminderState } from './words';

export interface CallFacts {
  nowMs: number;
  appointment: { status: AppointmentStatus; revision: number; startsAtMs: number };
  attempt: { revision: number; reminder: number; number: number; state?: AttemptState };
  reminder: {
    /** The planned instant, perhaps moved into calling hours. */
    dueAtMs: number;
    /** ISO 8601; null for "call now". */
    offset: string | null;
    state: ReminderState;
    /** Why it was skipped. */
    reason?: Reason;
  };
  optedOut: boolean;
  /** The last contact that reached this client, about this appointment or on this number. */
  lastReachedContactMs?: number;
  /** Since midnight, without the call to decide on. */
  callsTodayToNumber: number;
  otherLiveCallToNumber: boolean;
  answered: boolean;
  officeTimeZone: string;
  clientTimeZone?: string;
  rules: Rules;
  /** What falls to this one of the number's appointments of the day; undefined: it is about itself alone. */
  part?: Part;
  relatives?: readonly Relative[];
  /** Staff asked for it (reminder number 0): gap and lateness do not apply; hours, opt-out and caps do. */
  callNow: boolean;
  /** E.164 */
  phone: string;
  /** When given, no other number is contacted; E.164. */
  dialOnly?: readonly string[];
}

/** What a text needs of them. */
export interface TextFacts extends Pick<
  CallFacts,
  | 'nowMs'
  | 'appointment'
  | 'attempt'
  | 'optedOut'
  | 'answered'
  | 'officeTimeZone'
  | 'clientTimeZone'
  | 'rules'
  | 'phone'
  | 'dialOnly'
> {
  /** Stands in for a call that did not reach the client, or confirms an answer. */
  purpose: 'reminder' | 'confirmation';
  /** When the client pressed the key that a confirmation is about. */
  answeredAtMs?: number;
}

export type Decision =
  { kind: 'call' } | { kind: 'defer'; untilMs: number; reason: Reason } | { kind: 'skip'; reason: Reason };

/** The most telling reason comes first. */
export function decideCall(facts: CallFacts): Decision {
  const { nowMs, callNow, rules } = facts;
  const obstacle =
    overtaken(facts) ??
    settled(facts) ??
    (hasAnswer(facts) ? 'answered' : undefined) ??
    barred(facts) ??
    (isNamed(facts) ? 'combined' : undefined) ??
    (tooLate(facts, nowMs) ? 'too_late' : undefined) ??
    (tooSoonAfterContact(facts) ? 'too_soon_after_contact' : undefined);
  if (obstacle) return skip(obstacle);

  const zone = zoneOf(facts);
  if (!isOpenAt(rules.callingHours, nowMs, zone)) {
    const untilMs = nextOpeningMs(rules.callingHours, nowMs, zone);
    // Staff asked for a call now, not for one in the morning.
    return untilMs === undefined || callNow || tooLate(facts, untilMs)
      ? skip('outside_hours')
      : { kind: 'defer', untilMs, reason: 'outside_hours' };
  }
  const waitMs = waitsUntil(facts);
  if (waitMs !== undefined) return { kind: 'defer', untilMs: waitMs, reason: 'combined' };
  if (facts.callsTodayToNumber >= rules.maxCallsPerDay) return skip('cap_reached');
  if (facts.otherLiveCallToNumber)
    return { kind: 'defer', untilMs: nowMs + numberBusyMs, reason: 'number_busy' };
  return { kind: 'call' };
}

/** The same for a text; `call` means: send it. */
export function decideText(facts: TextFacts): Decision {
  const { nowMs, purpose, answeredAtMs, appointment, rules } = facts;
  const confirms = purpose === 'confirmation';
  const obstacle =
    overtaken(facts, confirms) ??
    (!confirms && hasAnswer(facts) ? 'answered' : undefined) ??
    barred(facts) ??
    cannotReceive(facts.phone) ??
    (nowMs >= appointment.startsAtMs ? 'too_late' : undefined);
  if (obstacle) return skip(obstacle);

  // Who has just pressed a key is awake, and waits for it.
  if (confirms && answeredAtMs !== undefined && nowMs - answeredAtMs <= minuteMs) return { kind: 'call' };
  const untilMs = nextOpeningMs(rules.callingHours, nowMs, zoneOf(facts));
  if (untilMs === nowMs) return { kind: 'call' };
  return untilMs === undefined || untilMs >= appointment.startsAtMs
    ? skip('outside_hours')
    : { kind: 'defer', untilMs, reason: 'outside_hours' };
}

type TargetFacts = Pick<CallFacts, 'appointment' | 'attempt'>;

/** The confirmation of a cancellation is about a cancelled appointment. */
function overtaken({ appointment, attempt }: TargetFacts, mayBeCancelled = false): Reason | undefined {
  if (attempt.revision !== appointment.revision || attempt.state === 'retired') return 'changed';
  return appointment.status === 'cancelled' && !mayBeCancelled ? 'cancelled' : undefined;
}

/** Another call took this reminder's place, or it has run its course. */
function settled({ reminder }: CallFacts): Reason | undefined {
  switch (reminder.state) {
    case 'planned':
    case 'calling':
      return undefined;
    case 'skipped':
      return reminder.reason ?? 'changed';
    case 'reached':
      return 'too_soon_after_contact';
    case 'not_reached':
      return 'not_reached';
  }
}

/** A redial belongs to the one that has spoken for all before. */
function isNamed({ part, attempt }: CallFacts): boolean {
  return part?.kind === 'named' && attempt.number === 1;
}

/** For an earlier appointment's call, unless this one would come too late then. */
function waitsUntil(facts: CallFacts): number | undefined {
  const { part, attempt } = facts;
  if (part?.kind !== 'waits' || attempt.number > 1 || tooLate(facts, part.untilMs)) return undefined;
  return part.untilMs;
}

function hasAnswer({ answered, appointment }: Pick<CallFacts, 'answered' | 'appointment'>): boolean {
  return answered || appointment.status !== 'scheduled';
}

function barred({
  optedOut,
  phone,
  rules,
  dialOnly,
}: Pick<CallFacts, 'optedOut' | 'phone' | 'rules' | 'dialOnly'>): Reason | undefined {
  if (optedOut) return 'opted_out';
  // Stored numbers are E.164; the default country is never asked for.
  const parsed = parsePhone(phone, 'US');
  // Validity is decided at registration; numbering plans change later.
  const allowed = parsed.kind === 'ok' ? mayDial(parsed, rules.allowedCountries) : 'country_not_allowed';
  if (allowed !== 'ok') return allowed;
  return dialOnly && !dialOnly.includes(phone) ? 'not_in_dial_only' : undefined;
}

function cannotReceive(phone: string): Reason | undefined {
  const parsed = parsePhone(phone, 'US');
  return parsed.kind === 'ok' && !canReceiveText(parsed.type) ? 'fixed_line' : undefined;
}

/** Whether a call at `atMs` no longer makes sense. */
function tooLate(
  { appointment, attempt, reminder, officeTimeZone, callNow }: CallFacts,
  atMs: number,
): boolean {
  const { startsAtMs } = appointment;
  if (callNow || reminder.offset === null) return atMs >= startsAtMs;
  const redial = attempt.number > 1;
  // A redial is in time until the longest wait between attempts has passed.
  const dueAtMs = reminder.dueAtMs + (redial ? redialAfterMs.no_answer + settleWithinMs : 0);
  const elapsedMs = offsetMs(startsAtMs, parseOffset(reminder.offset), officeTimeZone);
  if (lateness({ dueAtMs, startsAtMs, offsetMs: elapsedMs, nowMs: atMs }) === 'too_late') return true;
  if (redial) return !redialFits(atMs, startsAtMs);
  // Reminders planned close to the start would never pass the full lead.
  return startsAtMs - atMs < Math.min(leadMs, (startsAtMs - reminder.dueAtMs) / 2);
}

/** A redial belongs to a reminder that has not reached the client yet. */
function tooSoonAfterContact({ nowMs, attempt, lastReachedContactMs, rules, callNow }: CallFacts): boolean {
  if (callNow || attempt.number > 1 || lastReachedContactMs === undefined) return false;
  return nowMs - lastReachedContactMs < rules.contactGapMs;
}

function zoneOf({
  clientTimeZone,
  officeTimeZone,
}: Pick<CallFacts, 'clientTimeZone' | 'officeTimeZone'>): string {
  return clientTimeZone ?? officeTimeZone;
}

function skip(reason: Reason): Decision {
  return { kind: 'skip', reason };
}
