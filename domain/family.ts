/**
 * One number, one call: a family's appointments of one office day are told in the call about the earliest one.
 * Nobody is skipped on the promise of another call, which may fail or be called off: only when they were named.
 */
import { parseOffset, roughlyMs } from './offsets';
import { lateAfterMs, settleWithinMs } from './policy';
import type { ReminderState } from './words';

/** What of a reminder tells whether it is for the same as another appointment's. */
export interface Moment {
  /** ISO 8601; null for "call now". */
  offset: string | null;
  /** When it comes, perhaps moved; of one that was heard: when. */
  atMs: number;
}

/** Another appointment of the same number that starts on the same day of the office, still ahead and unanswered. */
export interface Relative {
  id: number;
  revision: number;
  startsAtMs: number;
  reminders: readonly (Moment & { state: ReminderState })[];
}

export interface Family {
  /** In which of the others' calls and texts the client heard of this appointment as it now is. */
  heardIn: readonly Moment[];
  relatives: readonly Relative[];
}

export type Part =
  /** Its call goes out and names all. */
  | { kind: 'speaks' }
  /** The client has heard of it. */
  | { kind: 'named' }
  /** An earlier one's call is to come, or under way. */
  | { kind: 'waits'; untilMs: number };

/** How often one that waits looks again while an earlier one's attempts go on, in milliseconds. */
const lookAgainMs = 10 * 60_000;

/** @param contactGapMs what comes nearer than this to a contact is too much: see `Rules` */
export function partInFamily(
  self: { id: number; startsAtMs: number; reminder: Moment },
  { heardIn, relatives }: Family,
  { nowMs, contactGapMs }: { nowMs: number; contactGapMs: number },
): Part {
  const { reminder } = self;
  if (heardIn.some((each) => correspond(each, reminder, contactGapMs))) return { kind: 'named' };
  const waits = relatives
    .filter((each) => isEarlier(each, self))
    .map(({ reminders }) => {
      const [nearest] = reminders
        .filter((each) => correspond(each, reminder, contactGapMs))
        .sort((a, b) => apartMs(a, reminder) - apartMs(b, reminder));
      return nearest && waitFor(nearest, nowMs);
    })
    .filter((untilMs) => untilMs !== undefined);
  return waits.length > 0 ? { kind: 'waits', untilMs: Math.min(...waits) } : { kind: 'speaks' };
}

/**
 * Whether a client would take two reminders for the same one: they come about as long before the start, such as `P1D`
 * and `PT24H`, or they come together, such as two that a closed weekend moved to Friday.
 */
export function correspond(one: Moment, other: Moment, contactGapMs: number): boolean {
  const apart = apartMs(one, other);
  if (apart === 0 || apart < contactGapMs) return true;
  if (one.offset === null || other.offset === null) return false;
  const lengths = [one.offset, other.offset].map((offset) => roughlyMs(parseOffset(offset)));
  return Math.min(...lengths) >= Math.max(...lengths) * aboutAsLong;
}

/** `P1D` and `PT20H` are for the same; `P2D` and `P1D`, or `PT2H` and `PT1H`, are not. */
const aboutAsLong = 0.75;

const apartMs = (one: Moment, other: Moment) => Math.abs(one.atMs - other.atMs);

/** Until when; undefined when no call of that reminder will come, or none can be counted on. */
function waitFor({ state, atMs }: Relative['reminders'][number], nowMs: number): number | undefined {
  switch (state) {
    case 'calling':
      return nowMs + lookAgainMs;
    case 'planned':
      // Long overdue: whatever keeps it must not keep the others.
      return nowMs - atMs > lateAfterMs ? undefined : Math.max(nowMs, atMs) + settleWithinMs;
    case 'reached':
    case 'not_reached':
    case 'skipped':
      return undefined;
  }
}

function isEarlier(one: { id: number; startsAtMs: number }, other: { id: number; startsAtMs: number }) {
  return one.startsAtMs === other.startsAtMs ? one.id < other.id : one.startsAtMs < other.startsAtMs;
}
