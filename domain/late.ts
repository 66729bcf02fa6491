import { lateAfterMs } from './policy';

export type Lateness = 'on_time' | 'late_but_worth_it' | 'too_late';

/**
 * What an outage, or a registration long after the booking, leaves of a reminder. A late one is still
 * worth a call while half its offset remains: "tomorrow" told twelve hours before, but not two.
 */
export function lateness({
  dueAtMs,
  startsAtMs,
  offsetMs,
  nowMs,
}: {
  /** The planned instant, perhaps moved into calling hours. */
  dueAtMs: number;
  startsAtMs: number;
  /** The reminder's offset as elapsed time. */
  offsetMs: number;
  nowMs: number;
}): Lateness {
  if (nowMs >= startsAtMs) return 'too_late';
  if (nowMs - dueAtMs <= lateAfterMs) return 'on_time';
  return startsAtMs - nowMs >= offsetMs / 2 ? 'late_but_worth_it' : 'too_late';
}
