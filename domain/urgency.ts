import { hourMs, minuteMs } from './policy';

/** In a backlog, calls go by the time that is left to the start; from 1, the most urgent. */
export type Urgency = 1 | 2 | 3 | 4 | 5;

export function urgency(leftMs: number): Urgency {
  if (leftMs < 90 * minuteMs) return 1;
  if (leftMs < 3 * hourMs) return 2;
  if (leftMs < 6 * hourMs) return 3;
  if (leftMs < 24 * hourMs) return 4;
  return 5;
}
