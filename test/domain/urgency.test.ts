import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../domain/policy';
import { urgency } from '../../domain/urgency';

test.each([
  ['has begun', -minuteMs, 1],
  ['begins in an hour', hourMs, 1],
  ['begins in just under 90 min', 90 * minuteMs - 1, 1],
  ['begins in 90 min', 90 * minuteMs, 2],
  ['begins in just under 3 h', 3 * hourMs - 1, 2],
  ['begins in 3 h', 3 * hourMs, 3],
  ['begins in just under 6 h', 6 * hourMs - 1, 3],
  ['begins in 6 h', 6 * hourMs, 4],
  ['begins in just under 24 h', 24 * hourMs - 1, 4],
  ['begins in a day', 24 * hourMs, 5],
  ['begins in a week', 7 * 24 * hourMs, 5],
])('an appointment that %s (%d ms) has urgency %d', (_, leftMs, expected) => {
  expect(urgency(leftMs)).toBe(expected);
});
