/**
 * The attempt protocol, explored exhaustively: two workers whose tries overlap, stall and die, Twilio, its callbacks, staff
 * and the settling. The model moves attempts by the same table as the database does (`domain/attempt-states.ts`); that
 * the database follows the table is shown in `test/db/attempt-states.test.ts`.
 *
 * Assumed: a POST arrives at Twilio, or never will, before its list counts as complete (RESOLVE_AFTER); what is asked of
 * Twilio and PostgreSQL is answered some day.
 */
import { describe, expect, it } from 'vitest';
import { explore, type Explored } from './explore';
import { broken, settled, type Promised } from './promises';
import { stepsOf } from './protocol';
import type { Mutation, Protocol } from './rules';
import { encode, initial } from './world';

/** The whole world takes about eight seconds of a free processor. */
const patienceMs = 180_000;

function check(protocol: Protocol, except: readonly Promised[] = []): Explored {
  return explore({
    initial,
    steps: (world) => stepsOf(world, protocol),
    encode,
    violated: (world, before) => broken(world, before, except),
    settled,
  });
}

function told({ violation, states }: Explored): string {
  if (!violation) return `no promise is broken in ${states} states`;
  return [violation.what, ...violation.trace].join('\n  ');
}

it(
  'keeps every promise in every state that it can reach',
  () => {
    const explored = check({});
    expect(told(explored)).toBe(`no promise is broken in ${explored.states} states`);
    // A model in which little can happen would keep its promises too.
    expect(explored.states).toBeGreaterThan(100_000);
    console.info(`Attempt protocol: ${explored.states} states, ${explored.steps} steps explored.`);
  },
  patienceMs,
);

describe('a worker that is stopped for minutes between its look at the clock and its POST', () => {
  const stalls: Protocol = { stallsBeforePost: true, calm: true };

  it('may let two phones ring at once, which nobody on our side can prevent', () => {
    expect(told(check(stalls))).toMatch(/^\(b\) two calls ring/);
  });

  it('breaks no other promise: its call is hung up', () => {
    const explored = check(stalls, ['b']);
    expect(told(explored)).toBe(`no promise is broken in ${explored.states} states`);
  });
});

/** What each part of the protocol is for: the promise that breaks without it. */
const mutations: { without: Mutation; breaks: string; protocol?: Protocol; except?: Promised[] }[] = [
  { without: 'no dial_before', breaks: '(b) two calls ring for one number' },
  // That a state moves against the table shows first, but it is the second POST that hurts.
  { without: 'no compare-and-set', breaks: '(a) a second POST', except: ['g'] },
  { without: 'dialing counts as reserved', breaks: '(a) a second POST' },
  {
    without: 'any SID binds',
    breaks: '(d) a call of an attempt that was given up',
    protocol: { stallsBeforePost: true, calm: true },
    except: ['b'],
  },
  { without: 'given up unasked', breaks: '(b) two calls ring for one number' },
  { without: 'decided before the transaction', breaks: '(e) a call is decided upon after the change' },
  { without: 'numbers may be shared', breaks: '(b) two calls ring for one number' },
  { without: 'a change gives up what is unresolved', breaks: '(b) two calls ring for one number' },
  { without: 'nobody settles what is stale', breaks: '(h) stuck', protocol: { calm: true } },
  { without: 'a result lost is a reminder over', breaks: '(i) a reminder is forgotten' },
  { without: 'an ended workflow takes answers', breaks: '(f) an answer that was thanked is nowhere' },
];

describe('finds what breaks when the protocol is changed', () => {
  it.each(mutations)(
    '$without: $breaks',
    ({ without, breaks, protocol, except }) => {
      const { violation } = check({ ...protocol, without }, except);
      expect(violation?.what, `No counterexample without: ${without}`).toBeDefined();
      const trace = told({ states: 0, steps: 0, ...(violation ? { violation } : {}) });
      expect(
        violation?.what.startsWith(breaks),
        `Expected ${breaks}, but the shortest trace is\n${trace}`,
      ).toBe(true);
      // Short enough for a person to follow.
      expect(violation?.trace.length, trace).toBeLessThanOrEqual(16);
    },
    patienceMs,
  );
});
