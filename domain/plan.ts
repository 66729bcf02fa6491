/** When an appointment's reminders are due, and which are skipped, each with its reason. */
import { daySpans, isOpenAt, nextOpeningMs, type CallingHours, type Span } from './hours';
import { lateness } from './late';
import { dueAtMs, parseOffset } from './offsets';
import { beforeClosingMs, longOffsetMs, minuteMs, type Rules } from './policy';
import { clockMs, dayAndMinute, dayMs, instantOfClock } from './wall-clock';
import type { Reason } from './words';

export interface PlanInput {
  startsAtMs: number;
  /** ISO 8601 durations, in any order. */
  offsets: readonly string[];
  /** The booking or the last change, whichever is later: no contact until `rules.contactGapMs` after it. */
  gapFromMs: number;
  nowMs: number;
  officeTimeZone: string;
  /** Calling hours count here, else in the office's zone. */
  clientTimeZone?: string;
  rules: Rules;
}

export interface PlannedReminder {
  /** 1, 2, … by the instant that the offset names, the farthest from the start first. */
  number: number;
  /** As given. */
  offset: string;
  /** May be past for one that is late but still worth a call: that is due at once. */
  dueAtMs: number;
  state: 'planned' | 'skipped';
  /** Why it was moved or skipped. */
  reason?: Reason;
  /** The instant that the offset names, when calling hours moved the reminder from it. */
  movedFromMs?: number;
}

/** How far back a reminder looks for a day that is open. */
const lookBackDays = 31;

export function planReminders(input: PlanInput): PlannedReminder[] {
  const reminders = input.offsets
    .map((offset) => ({
      offset,
      nominalMs: dueAtMs(input.startsAtMs, parseOffset(offset), input.officeTimeZone),
    }))
    .sort((a, b) => a.nominalMs - b.nominalMs)
    .map(({ offset, nominalMs }, index) => planOne(index + 1, offset, nominalMs, input));
  return keepApart(reminders, input);
}

function planOne(number: number, offset: string, nominalMs: number, input: PlanInput): PlannedReminder {
  const { startsAtMs, gapFromMs, nowMs, rules } = input;
  const offsetMs = startsAtMs - nominalMs;
  const skip = (reason: Reason): PlannedReminder => ({
    number,
    offset,
    dueAtMs: nominalMs,
    state: 'skipped',
    reason,
  });
  const plan = (atMs: number): PlannedReminder =>
    atMs === nominalMs
      ? { number, offset, dueAtMs: atMs, state: 'planned' }
      : { number, offset, dueAtMs: atMs, state: 'planned', reason: 'outside_hours', movedFromMs: nominalMs };

  if (nominalMs < gapFromMs + rules.contactGapMs) return skip('booked_late');
  const plannedMs = intoHours(nominalMs, offsetMs, input);
  if (plannedMs === undefined) return skip('outside_hours');
  if (plannedMs < gapFromMs + rules.contactGapMs) return skip('booked_late');
  if (plannedMs >= nowMs) return plan(plannedMs);

  // Registered long after the booking: as after an outage.
  const openMs = nextOpeningMs(rules.callingHours, nowMs, zoneOf(input));
  if (openMs === undefined) return skip('too_late');
  if (lateness({ dueAtMs: plannedMs, startsAtMs, offsetMs, nowMs: openMs }) === 'too_late')
    return skip('too_late');
  return plan(openMs === nowMs ? plannedMs : openMs);
}

function intoHours(nominalMs: number, offsetMs: number, input: PlanInput): number | undefined {
  const hours = input.rules.callingHours;
  const zone = zoneOf(input);
  if (isOpenAt(hours, nominalMs, zone)) return nominalMs;
  const latestMs = input.startsAtMs - offsetMs / 2;
  if (offsetMs >= longOffsetMs) return onLastOpenDay(hours, nominalMs, latestMs, zone);
  const openMs = nextOpeningMs(hours, nominalMs, zone, 1);
  return openMs !== undefined && openMs <= latestMs ? openMs : undefined;
}

/** The same clock time, as far as the hours have it, on the same day or else the last open one before. */
function onLastOpenDay(
  hours: CallingHours,
  nominalMs: number,
  latestMs: number,
  zone: string,
): number | undefined {
  const nominalClockMs = clockMs(nominalMs, zone);
  const sinceMidnightMs = nominalClockMs % dayMs;
  const midnightMs = nominalClockMs - sinceMidnightMs;
  for (let days = 0; days <= lookBackDays; days++) {
    const dayStartMs = midnightMs - days * dayMs;
    const intoDayMs = nearest(daySpans(hours, dayAndMinute(dayStartMs)), sinceMidnightMs);
    if (intoDayMs === undefined) continue;
    const instantMs = instantOfClock(dayStartMs + intoDayMs, zone);
    // A clock change may push it out again; and hours late in the day may bring it too near the start.
    if (instantMs <= latestMs && isOpenAt(hours, instantMs, zone)) return instantMs;
  }
  return undefined;
}

/** The nearest time in the spans that is not in the last hour before a closing. */
function nearest(spans: readonly Span[], sinceMidnightMs: number): number | undefined {
  return spans
    .map(({ fromMinute, toMinute }) => {
      const fromMs = fromMinute * minuteMs;
      return Math.max(fromMs, Math.min(sinceMidnightMs, toMinute * minuteMs - beforeClosingMs));
    })
    .sort((a, b) => Math.abs(a - sinceMidnightMs) - Math.abs(b - sinceMidnightMs))[0];
}

/**
 * Moving can bring two reminders together, or turn their order around (Saturday's and Sunday's both
 * to Friday). The nearer one stays, for it is what the client was to hear last. Those that the offsets
 * themselves put close stay both: whether the first reached the client is known only when dialling.
 */
function keepApart(reminders: PlannedReminder[], { nowMs, rules }: PlanInput): PlannedReminder[] {
  let next: { atMs: number; shifted: boolean } | undefined;
  return reminders
    .toReversed()
    .map((reminder): PlannedReminder => {
      if (reminder.state === 'skipped') return reminder;
      const atMs = Math.max(reminder.dueAtMs, nowMs);
      const shifted = reminder.movedFromMs !== undefined || reminder.dueAtMs < nowMs;
      if (
        next &&
        (next.atMs === atMs || (next.atMs - atMs < rules.contactGapMs && (shifted || next.shifted)))
      )
        return {
          number: reminder.number,
          offset: reminder.offset,
          dueAtMs: reminder.movedFromMs ?? reminder.dueAtMs,
          state: 'skipped',
          reason: 'too_soon_after_contact',
        };
      next = { atMs, shifted };
      return reminder;
    })
    .toReversed();
}

function zoneOf({ clientTimeZone, officeTimeZone }: PlanInput): string {
  return clientTimeZone ?? officeTimeZone;
}
