import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { correspond, partInFamily, type Moment, type Relative } from '../../domain/family';
import { hourMs, minuteMs } from '../../domain/policy';
import { at, clock } from './worlds';

/** Tuesday's appointments of one family; it is Monday, 14:00, when the one at 14:00 is to be reminded. */
const self = { id: 2, startsAtMs: at('2026-11-24 14:00') };
const nowMs = at('2026-11-23 14:00');
const contactGapMs = 2 * hourMs;
type Told = Relative['reminders'][number];
const relative = (startsAt: string, state?: Told['state'], due = startsAt, offset = 'P1D'): Relative => ({
  id: 1,
  revision: 1,
  startsAtMs: at(`2026-11-24 ${startsAt}`),
  reminders: state ? [{ state, offset, atMs: at(`2026-11-23 ${due}`) }] : [],
});

function told(relatives: Relative[], heardIn: Moment[] = []): string {
  const reminder = { offset: 'P1D', atMs: nowMs };
  const part = partInFamily({ ...self, reminder }, { heardIn, relatives }, { nowMs, contactGapMs });
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
    const heard = [{ offset: 'P1D', atMs: at('2026-11-23 08:00') }];
    expect(told([], heard)).toBe('named');
    expect(told([relative('13:45', 'calling')], heard)).toBe('named');
  });

  it('but was named for something else: for the day before, a week before does not count', () => {
    const heard = [{ offset: 'P1W', atMs: at('2026-11-17 13:00') }];
    expect(told([], heard)).toBe('speaks');
    expect(told([relative('13:45', 'calling')], heard)).toBe('waits until 14:10');
  });

  it('in other words: the earlier one’s PT24H is this one’s P1D, its PT1H is not', () => {
    expect(told([relative('09:00', 'calling', '09:00', 'PT24H')])).toBe('waits until 14:10');
    expect(told([relative('09:00', 'calling', '08:00', 'PT1H')])).toBe('speaks');
  });

  it('of two that would do, the nearest counts: not the hope for a later one', () => {
    const [first, second] = [
      relative('13:45', 'not_reached'),
      relative('13:45', 'planned', '17:45', 'PT20H'),
    ];
    const both = { ...first, reminders: [...second.reminders, ...first.reminders] };
    expect(told([both])).toBe('speaks');
  });
});

describe('the receptionist asks: is this the same reminder?', () => {
  const same = (one: string, other: string, gapHours = 2) => {
    const [a, b] = [one, other].map((text): Moment => {
      const [offset = '', day = '', time = ''] = text.split(' ');
      return { offset: offset === 'now' ? null : offset, atMs: at(`2026-11-${day} ${time}`) };
    }) as [Moment, Moment];
    expect(correspond(b, a, gapHours * hourMs)).toBe(correspond(a, b, gapHours * hourMs));
    return correspond(a, b, gapHours * hourMs);
  };
  test.each<[string, string, string, boolean]>([
    ['a day is 24 hours', 'P1D 23 09:00', 'PT24H 23 16:00', true],
    ['a week is seven days', 'P1W 17 09:00', 'P7D 17 16:00', true],
    ['an hour is 60 minutes', 'PT1H 24 08:00', 'PT60M 24 15:00', true],
    ['about a day', 'P1D 23 09:00', 'PT20H 23 20:00', true],
    ['two days are not one', 'P2D 22 09:00', 'P1D 23 16:00', false],
    ['nor two hours one', 'PT2H 24 07:00', 'PT1H 24 15:00', false],
    ['nor half a day a day', 'P1D 23 09:00', 'PT12H 24 04:00', false],
    ['moved to different days', 'P1D 20 09:00', 'P1D 23 16:00', true],
    ['a closed weekend brings three days and one together', 'P1D 20 09:00', 'P3D 20 10:30', true],
    ['or on one day, but hours apart', 'P1D 20 09:00', 'P3D 20 11:00', false],
    ['staff has just called', 'now 23 09:00', 'P1D 23 10:59', true],
    ['staff called in the morning', 'now 23 09:00', 'P1D 23 16:00', false],
    ['staff called twice', 'now 23 09:00', 'now 23 16:00', false],
  ])('%s: %s, %s', (_, one, other, expected) => {
    expect(same(one, other)).toBe(expected);
  });

  it('an office without a gap between contacts still takes a day for 24 hours, and one instant for one', () => {
    expect(same('P1D 23 09:00', 'PT24H 23 16:00', 0)).toBe(true);
    expect(same('P3D 20 09:00', 'P1D 20 09:00', 0)).toBe(true);
    expect(same('P3D 20 09:00', 'P1D 20 09:01', 0)).toBe(false);
  });
});

interface Member {
  startMinute: number;
  dueMinute: number;
  offset: string;
  /** Whether its own call would reach the client. */
  reaches: boolean;
  /** Called off before any call, in this minute. */
  goneMinute: number | undefined;
}
const memberArbitrary: fc.Arbitrary<Member> = fc.record({
  startMinute: fc.integer({ min: 1500, max: 1560 }),
  dueMinute: fc.integer({ min: 0, max: 300 }),
  offset: fc.constantFrom('P1D', 'PT24H', 'P2D', 'PT1H'),
  reaches: fc.boolean(),
  goneMinute: fc.option(fc.integer({ min: 0, max: 330 }), { nil: undefined }),
});

const planned: Told['state'] = 'planned';

/** Minute by minute, as the workflows would ask; a call takes 3 minutes, one that does not reach is redialled after 30. */
function live(members: Member[]) {
  const lives = members.map((member, id) => ({
    ...member,
    id,
    state: planned,
    askMinute: member.dueMinute,
    endsMinute: 0,
    attempts: 0,
    calls: 0,
    heardIn: [] as Moment[],
    /** What had been heard of it when it was rung for itself. */
    calledAfter: [] as Moment[],
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
      const relatives = others.map(({ id, startMinute, state, dueMinute, offset }) => ({
        id,
        revision: 1,
        startsAtMs: startMinute * minuteMs,
        reminders: [{ state, offset, atMs: dueMinute * minuteMs }],
      }));
      const self = {
        id: each.id,
        startsAtMs: each.startMinute * minuteMs,
        reminder: { offset: each.offset, atMs: each.dueMinute * minuteMs },
      };
      const part = partInFamily(
        self,
        { heardIn: each.heardIn, relatives },
        { nowMs: minute * minuteMs, contactGapMs },
      );
      // One call at a time to a number.
      const busy = lives.some(({ state }) => state === 'calling');
      if (part.kind === 'named') each.state = 'skipped';
      else if (part.kind === 'waits') each.askMinute = Math.ceil(part.untilMs / minuteMs);
      else if (busy) each.askMinute = minute + 2;
      else {
        each.state = 'calling';
        each.attempts = 1;
        each.calls += 1;
        each.calledAfter = [...each.heardIn];
        each.endsMinute = minute + 3;
        if (each.reaches)
          for (const { heardIn } of [each, ...others])
            heardIn.push({ offset: each.offset, atMs: minute * minuteMs });
      }
    }
  return lives;
}

it('nobody is rung for what they have heard, and each is heard of or was rung for itself', () => {
  fc.assert(
    fc.property(fc.array(memberArbitrary, { minLength: 1, maxLength: 4 }), (members) => {
      for (const { heardIn, calledAfter, calls, state, goneMinute, ...each } of live(members)) {
        const own = { offset: each.offset, atMs: each.dueMinute * minuteMs };
        const hasHeard = (moments: Moment[]) =>
          moments.some((moment) => correspond(moment, own, contactGapMs));
        expect(hasHeard(calledAfter)).toBe(false);
        expect(calls).toBeLessThanOrEqual(1);
        if (goneMinute === undefined) expect(calls === 1 || hasHeard(heardIn)).toBe(true);
        if (state === 'skipped') expect(hasHeard(heardIn)).toBe(true);
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

it('a family whose calls reach is rung once, hours apart and in other words for the same', () => {
  const dayBefore = fc
    .array(
      fc.record({ dueMinute: fc.integer({ min: 0, max: 600 }), offset: fc.constantFrom('P1D', 'PT24H') }),
      { minLength: 2, maxLength: 4 },
    )
    .map((members) =>
      members.map((member) => ({
        ...member,
        startMinute: member.dueMinute + 24 * 60,
        reaches: true,
        goneMinute: undefined,
      })),
    );
  fc.assert(
    fc.property(dayBefore, (members) => {
      expect(live(members).reduce((sum, { calls }) => sum + calls, 0)).toBe(1);
    }),
  );
});
