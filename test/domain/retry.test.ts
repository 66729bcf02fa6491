import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../domain/policy';
import { afterCall, afterText } from '../../domain/retry';
import { outcomes } from '../../domain/words';

const endedAtMs = Date.parse('2026-11-23T15:00Z');
const call = {
  attempt: 1,
  endedAtMs,
  startsAtMs: endedAtMs + 24 * hourMs,
  canText: true,
  callNow: false,
};
const redialAfter = (minutes: number, why: string) => ({
  kind: 'redial',
  attempt: 2,
  atMs: endedAtMs + minutes * minuteMs,
  why,
});
const text = { kind: 'text', attempt: 2 };
const desk = { kind: 'desk', reason: 'not_reached' };
const done = { kind: 'done' };

describe('a call a day before', () => {
  test.each([
    ['busy', redialAfter(10, 'busy')],
    ['failed', redialAfter(10, 'failed')],
    ['no_answer', redialAfter(120, 'no_answer')],
    ['voicemail', done],
    ['picked_up', text],
    ['canceled', done],
  ] as const)('that ends %s', (outcome, expected) => {
    expect(afterCall({ ...call, outcome })).toEqual(expected);
  });
});

test('a second call is the last: then a text, then the desk', () => {
  for (const outcome of ['busy', 'failed', 'no_answer'] as const) {
    expect(afterCall({ ...call, outcome, attempt: 2 })).toEqual({ kind: 'text', attempt: 3 });
    expect(afterCall({ ...call, outcome, attempt: 2, canText: false })).toEqual(desk);
  }
  expect(afterCall({ ...call, outcome: 'picked_up', canText: false })).toEqual(desk);
  expect(afterText('failed')).toEqual(desk);
  expect(afterText('delivered')).toEqual(done);
});

test.each([
  // minutes from the call's end to the start: the redial, at most 5 minutes of call, 30 minutes
  ['busy', 45, 'redial'],
  ['busy', 44, 'text'],
  ['no_answer', 155, 'redial'],
  ['no_answer', 154, 'text'],
  ['no_answer', 59, 'text'],
] as const)('%s, %i minutes before the start: %s', (outcome, minutes, kind) => {
  expect(afterCall({ ...call, outcome, startsAtMs: endedAtMs + minutes * minuteMs }).kind).toBe(kind);
});

test('a call that staff asked for is theirs to follow up', () => {
  for (const outcome of ['busy', 'failed', 'no_answer'] as const)
    expect(afterCall({ ...call, outcome, callNow: true })).toEqual(desk);
  for (const outcome of ['picked_up', 'voicemail', 'canceled'] as const)
    expect(afterCall({ ...call, outcome, callNow: true })).toEqual(done);
});

test('no redial ends with less than half an hour to the start, whatever happens', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...outcomes),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 300 }),
      fc.boolean(),
      fc.boolean(),
      (outcome, attempt, minutes, canText, callNow) => {
        const startsAtMs = endedAtMs + minutes * minuteMs;
        const next = afterCall({ outcome, attempt, endedAtMs, startsAtMs, canText, callNow });
        if (next.kind === 'redial') {
          expect(next.attempt).toBe(2);
          expect(startsAtMs - next.atMs).toBeGreaterThanOrEqual(35 * minuteMs);
        }
        if (next.kind === 'text') expect(canText).toBe(true);
      },
    ),
  );
});
