import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { partInFamily, type Relative } from '../../domain/family';
import { minuteMs } from '../../domain/policy';
import { at, clock } from './worlds';

/** Tuesday's appointments of one family; it is Monday, 14:00, when the one at 14:00 is to be reminded. */
const self = { id: 2, startsAtMs: at('2026-11-24 14:00') };
const nowMs = at('2026-11-23 14:00');
const relative = (
  startsAt: string,
  state?: NonNullable<Relative['reminder']>['state'],
  due?: string,
): Relative => ({
  id: 1,
  revision: 1,
  startsAtMs: at(`2026-11-24 ${startsAt}`),
  ...(state ? { reminder: { state, dueAtMs: at(`2026-11-23 ${due ?? startsAt}`) } } : {}),
});

function told(relatives: Relative[], named = false): string {
  const part = partInFamily(self, { named, relatives }, nowMs);
  return part.kind === 'waits' ? `waits until ${clock(part.untilMs).slice(-5)}` : part.kind;
}

describe('the receptionist asks: who speaks for the family?', () => {
  test.each<[string, Relative[], string]>([
    ['nobody else is there', [], 'speaks'],
    ['the earlier one is being called', [relative('13:45', 'calling')], 'waits until 14:10'],
    [
      'the earlier one’s call is due at the same time',
      [relative('13:45', 'planned', '14:00')],
      'waits until 14:05',
    ],
    [
      'the earlier one’s call was moved to later',
      [relative('13:45', 'planned', '15:00')],
      'waits until 15:05',
    ],
    ['the earlier one’s call is a little late', [relative('13:45', 'planned')], 'waits until 14:05'],
    ['the earlier one’s call is far overdue', [relative('13:30', 'planned')], 'speaks'],
    ['the earlier one was reached before this one was booked', [relative('13:45', 'reached')], 'speaks'],
    ['the earlier one was not reached', [relative('13:45', 'not_reached')], 'speaks'],
    ['the earlier one’s reminder is left out', [relative('13:45', 'skipped')], 'speaks'],
    ['the earlier one has no such reminder', [relative('13:45')], 'speaks'],
    ['only later ones', [relative('14:30', 'planned'), relative('14:30', 'calling')], 'speaks'],
    ['at the same time the one booked first speaks', [relative('14:00', 'planned')], 'waits until 14:05'],
  ])('%s', (_, relatives, expected) => {
    expect(told(relatives)).toBe(expected);
  });

  it('whoever was named in another call is not called, whatever the others do', () => {
    expect(told([], true)).toBe('named');
    expect(told([relative('13:45', 'calling')], true)).toBe('named');
  });
});

interface Member {
  startMinute: number;
  dueMinute: number;
  /** Whether its own call would reach the client. */
  reaches: boolean;
  /** Called off before any call, in this minute. */
  goneMinute: number | undefined;
}
const memberArbitrary: fc.Arbitrary<Member> = fc.record({
  startMinute: fc.integer({ min: 1500, max: 1560 }),
  dueMinute: fc.integer({ min: 0, max: 60 }),
  reaches: fc.boolean(),
  goneMinute: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
});

type State = NonNullable<Relative['reminder']>['state'];
const planned: State = 'planned';

/** Minute by minute, as the workflows would ask; a call takes 3 minutes, one that does not reach is redialled after 30. */
function live(members: Member[]) {
  const lives = members.map((member, id) => ({
    ...member,
    id,
    state: planned,
    askMinute: member.dueMinute,
    endsMinute: 0,
    attempts: 0,
    names: [] as number[],
    calls: 0,
    heard: 0,
  }));
  const isThere = (each: Member, minute: number) => each.goneMinute === undefined || each.goneMinute > minute;
  for (let minute = 0; minute < 1500; minute++)
    for (const each of lives) {
      const others = lives.filter((other) => other.id !== each.id && isThere(other, minute));
      if (each.state === 'calling' && each.endsMinute === minute) {
        if (each.reaches) each.state = 'reached';
        else if (each.attempts === 2) each.state = 'not_reached';
        else {
          each.attempts += 1;
          each.endsMinute = minute + 33;
        }
      }
      if (each.state !== 'planned' || each.askMinute > minute || !isThere(each, minute)) continue;
      const relatives = others.map(({ id, startMinute, state, dueMinute }) => ({
        id,
        revision: 1,
        startsAtMs: startMinute * minuteMs,
        reminder: { state, dueAtMs: dueMinute * minuteMs },
      }));
      const self = { id: each.id, startsAtMs: each.startMinute * minuteMs };
      const part = partInFamily(self, { named: each.heard > 0, relatives }, minute * minuteMs);
      // One call at a time to a number.
      const busy = lives.some(({ state }) => state === 'calling');
      if (part.kind === 'named') each.state = 'skipped';
      else if (part.kind === 'waits') each.askMinute = Math.ceil(part.untilMs / minuteMs);
      else if (busy) each.askMinute = minute + 2;
      else {
        each.state = 'calling';
        each.attempts = 1;
        each.calls += 1;
        each.endsMinute = minute + 3;
        if (each.reaches) for (const named of [each, ...others]) named.heard += 1;
      }
    }
  return lives;
}

it('nobody hears of an appointment twice, and each is heard of or was rung for itself', () => {
  fc.assert(
    fc.property(fc.array(memberArbitrary, { minLength: 1, maxLength: 4 }), (members) => {
      for (const { heard, calls, state, goneMinute } of live(members)) {
        expect(heard).toBeLessThanOrEqual(1);
        expect(calls).toBeLessThanOrEqual(1);
        if (goneMinute === undefined) expect(heard + calls).toBeGreaterThanOrEqual(1);
        if (state === 'skipped') expect(heard).toBe(1);
      }
    }),
    { numRuns: 2_000 },
  );
});

it('a family whose calls reach is rung once, if its calls are due together', () => {
  const together = fc
    .array(memberArbitrary, { minLength: 2, maxLength: 4 })
    .map((members) =>
      members.map((member) => ({ ...member, dueMinute: 10, reaches: true, goneMinute: undefined })),
    );
  fc.assert(
    fc.property(together, (members) => {
      expect(live(members).reduce((sum, { calls }) => sum + calls, 0)).toBe(1);
    }),
  );
});
