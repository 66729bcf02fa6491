import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsBack, mergeVerdict, type SourceSays, type StandsHere, type Verdict } from '../../domain/merge';
import { hourMs, minuteMs } from '../../domain/policy';
import { appointmentStatuses } from '../../domain/words';

const nowMs = Date.parse('2026-11-24T09:00:00Z');
const tenMs = nowMs + 24 * hourMs;
const elevenMs = tenMs + hourMs;
const on = (startsAtMs: number): SourceSays['now'] => ({ kind: 'on', startsAtMs });
const off: SourceSays['now'] = { kind: 'cancelled' };
const was = (startsAtMs: number, cancelled = false) => ({ startsAtMs, cancelled });
const here = (status: StandsHere['status'], answeredAtMs?: number): StandsHere => ({
  status,
  startsAtMs: tenMs,
  answeredAtMs,
});
const [earlierMs, laterMs] = [nowMs - minuteMs, nowMs];

const cases: [what: string, says: SourceSays, here: StandsHere | undefined, verdict: Verdict][] = [
  ['new there', { before: undefined, now: on(tenMs), changedAtMs: undefined }, undefined, 'upsert'],
  ['new there, and already off', { before: undefined, now: off, changedAtMs: undefined }, undefined, 'none'],
  [
    'moved there',
    { before: was(tenMs), now: on(elevenMs), changedAtMs: laterMs },
    here('scheduled'),
    'upsert',
  ],
  [
    'moved there after the client had confirmed',
    { before: was(tenMs), now: on(elevenMs), changedAtMs: laterMs },
    here('confirmed', earlierMs),
    'upsert',
  ],
  ['cancelled there', { before: was(tenMs), now: off, changedAtMs: laterMs }, here('scheduled'), 'cancel'],
  [
    'cancelled there after the client had confirmed',
    { before: was(tenMs), now: off, changedAtMs: laterMs },
    here('confirmed', earlierMs),
    'cancel',
  ],
  [
    'cancelled there, then confirmed by the client, who had not heard of it',
    { before: was(tenMs), now: off, changedAtMs: earlierMs },
    here('confirmed', laterMs),
    'overruled',
  ],
  [
    'the same, but the source does not tell when',
    { before: was(tenMs), now: off, changedAtMs: undefined },
    here('confirmed', laterMs),
    'cancel',
  ],
  [
    'both in the same instant',
    { before: was(tenMs), now: off, changedAtMs: laterMs },
    here('confirmed', laterMs),
    'cancel',
  ],
  [
    'cancelled on both sides',
    { before: was(tenMs), now: off, changedAtMs: laterMs },
    here('cancelled'),
    'none',
  ],
  [
    'cancelled by the client, and renamed there',
    { before: was(tenMs), now: on(tenMs), changedAtMs: laterMs },
    here('cancelled', earlierMs),
    'none',
  ],
  [
    'cancelled by the client, then moved there',
    { before: was(tenMs), now: on(elevenMs), changedAtMs: laterMs },
    here('cancelled', earlierMs),
    'anew',
  ],
  [
    'moved there, then cancelled by the client, who had not heard of it',
    { before: was(tenMs), now: on(elevenMs), changedAtMs: earlierMs },
    here('cancelled', laterMs),
    'overruled',
  ],
  [
    'cancelled there, and on again',
    { before: was(tenMs, true), now: on(tenMs), changedAtMs: laterMs },
    here('cancelled'),
    'anew',
  ],
];

describe('whose word stands', () => {
  it.each(cases)('%s', (_, says, stands, verdict) => {
    expect(mergeVerdict(says, stands)).toBe(verdict);
  });

  it('what the client has cancelled is never on again because the source repeats itself', () => {
    fc.assert(
      fc.property(fc.option(fc.integer(), { nil: undefined }), fc.integer(), (changedAtMs, answeredAtMs) => {
        const says = { before: was(tenMs), now: on(tenMs), changedAtMs };
        expect(mergeVerdict(says, here('cancelled', answeredAtMs))).toBe('none');
      }),
    );
  });

  it('what is off on both sides stays off', () => {
    fc.assert(
      fc.property(fc.constantFrom(...appointmentStatuses), fc.integer(), fc.integer(), (status, a, b) => {
        const verdict = mergeVerdict({ before: was(tenMs, true), now: off, changedAtMs: a }, here(status, b));
        expect(['none', 'cancel']).toContain(verdict);
      }),
    );
  });
});

it.each([
  ['nothing', { ahead: 10, moves: 0, cancels: 0 }, 0, false],
  ['a fifth', { ahead: 10, moves: 1, cancels: 1 }, 0, false],
  ['more than a fifth', { ahead: 10, moves: 1, cancels: 2 }, 0, true],
  ['as many as were approved', { ahead: 10, moves: 1, cancels: 2 }, 3, false],
  ['more than were approved', { ahead: 10, moves: 2, cancels: 2 }, 3, true],
  ['the only one', { ahead: 1, moves: 1, cancels: 0 }, 0, false],
  ['both of two', { ahead: 2, moves: 0, cancels: 2 }, 0, true],
])('a look that would touch %s', (_, weight, approved, isHeld) => {
  expect(holdsBack(weight, approved)).toBe(isHeld);
});
