import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lateness } from '../../domain/late';
import { hourMs, minuteMs } from '../../domain/policy';
import { at } from './worlds';

const startsAtMs = at('2026-11-24 15:00');

test.each([
  // offset, due, now
  [24, '2026-11-23 15:00', '2026-11-23 15:00', 'on_time'],
  [24, '2026-11-23 15:00', '2026-11-23 15:15', 'on_time'],
  [24, '2026-11-23 15:00', '2026-11-23 15:16', 'late_but_worth_it'],
  [24, '2026-11-23 15:00', '2026-11-24 03:00', 'late_but_worth_it'], // half a day remains
  [24, '2026-11-23 15:00', '2026-11-24 03:01', 'too_late'],
  [1, '2026-11-24 14:00', '2026-11-24 14:15', 'on_time'],
  [1, '2026-11-24 14:00', '2026-11-24 14:30', 'late_but_worth_it'],
  [1, '2026-11-24 14:00', '2026-11-24 14:31', 'too_late'],
  // Within the quarter of an hour, but the appointment has begun.
  [1 / 12, '2026-11-24 14:55', '2026-11-24 15:00', 'too_late'],
  [1 / 12, '2026-11-24 14:55', '2026-11-24 14:59', 'on_time'],
] as const)('%d h before, due %s, at %s: %s', (hours, due, now, expected) => {
  expect(lateness({ dueAtMs: at(due), startsAtMs, offsetMs: hours * hourMs, nowMs: at(now) })).toBe(expected);
});

test('time only makes it worse', () => {
  const order = ['on_time', 'late_but_worth_it', 'too_late'];
  const minutes = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 3000 }), minutes, minutes, (offset, a, b) => {
      const offsetMs = offset * minuteMs;
      const after = (m: number) =>
        order.indexOf(
          lateness({
            dueAtMs: startsAtMs - offsetMs,
            startsAtMs,
            offsetMs,
            nowMs: startsAtMs - offsetMs + m * minuteMs,
          }),
        );
      expect(after(Math.min(a, b))).toBeLessThanOrEqual(after(Math.max(a, b)));
    }),
  );
});
