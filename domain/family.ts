/**
 * One number, one call: a family's appointments of one office day are told in the call about the earliest one.
 * Nobody is skipped on the promise of another call, which may fail or be called off: only when they were named.
 */
import { lateAfterMs, settleWithinMs } from './policy';
import type { ReminderState } from './words';

/** Another appointment of the same number that starts on the same day of the office, still ahead and unanswered. */
export interface Relative {
  id: number;
  revision: number;
  startsAtMs: number;
  /** Its reminder of the same offset, if it has one. */
  reminder?: { state: ReminderState; dueAtMs: number };
}

export interface Family {
  /** A call about another one, for the reminder of this offset, has named this appointment as it now is. */
  named: boolean;
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

export function partInFamily(
  self: { id: number; startsAtMs: number },
  { named, relatives }: Family,
  nowMs: number,
): Part {
  if (named) return { kind: 'named' };
  const waits = relatives
    .filter((each) => isEarlier(each, self))
    .map(({ reminder }) => reminder && waitFor(reminder, nowMs))
    .filter((untilMs) => untilMs !== undefined);
  return waits.length > 0 ? { kind: 'waits', untilMs: Math.min(...waits) } : { kind: 'speaks' };
}

/** Until when; undefined when no call of that reminder will come, or none can be counted on. */
function waitFor({ state, dueAtMs }: NonNullable<Relative['reminder']>, nowMs: number): number | undefined {
  switch (state) {
    case 'calling':
      return nowMs + lookAgainMs;
    case 'planned':
      // Long overdue: whatever keeps it must not keep the others.
      return nowMs - dueAtMs > lateAfterMs ? undefined : Math.max(nowMs, dueAtMs) + settleWithinMs;
    case 'reached':
    case 'not_reached':
    case 'skipped':
      return undefined;
  }
}

function isEarlier(one: { id: number; startsAtMs: number }, other: { id: number; startsAtMs: number }) {
  return one.startsAtMs === other.startsAtMs ? one.id < other.id : one.startsAtMs < other.startsAtMs;
}
