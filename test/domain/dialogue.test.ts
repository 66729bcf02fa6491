import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeState,
  encodeState,
  initialState,
  maxAsked,
  maxRepeated,
  onKey,
  opening,
  type DialogueState,
  type Turn,
} from '../../domain/dialogue';

const none = '';

/** Presses the keys one after the other, until the call ends. */
function talk(keys: readonly string[]): Turn[] {
  const turns: Turn[] = [];
  let state: DialogueState = initialState;
  for (const key of keys) {
    const turn = onKey(state, key);
    turns.push(turn);
    if (turn.then.kind !== 'gather') break;
    state = turn.then.state;
  }
  return turns;
}

/** As a receptionist would retell it: what is said after each key, then how it ends. */
function retell(keys: readonly string[]): string {
  const turns = talk(keys);
  const said = turns.map((turn) => turn.say.join(' + ')).join(', ');
  const last = turns.at(-1);
  return `${said} → ${last?.then.kind ?? '?'}${last?.record ? `, records ${last.record}` : ''}`;
}

describe('what a key does when the call is about several', () => {
  it.each([
    ['1', 'confirmed', 'confirm'],
    ['2', 'several_call_office', 'office'],
    ['3', 'several_call_office', 'office'],
    ['0', 'connecting', 'office'],
  ])('%s: %s', (key, said, record) => {
    const context = {
      known: true,
      stale: 'current',
      answeredBy: 'human',
      test: false,
      several: true,
    } as const;
    const { then } = opening(context);
    if (then.kind !== 'gather') throw new Error('It must ask for a key.');
    // Also after a wrong key, and through the URL.
    const asked = onKey(decodeState(encodeState(then.state)), '5');
    if (asked.then.kind !== 'gather') throw new Error('It must ask again.');
    expect(onKey(decodeState(encodeState(asked.then.state)), key)).toMatchObject({ say: [said], record });
  });
});

describe('what a key does', () => {
  it.each([
    [['1'], 'confirmed → hang_up, records confirm'],
    [['2'], 'reschedule → hang_up, records reschedule'],
    [['3'], 'cancelled → hang_up, records cancel'],
    [['0'], 'connecting → dial_office, records office'],
    [['9'], 'opt_out_ask → gather'],
    [['9', '9'], 'opt_out_ask, opted_out → hang_up, records opt_out'],
    [['9', '1'], 'opt_out_ask, confirmed → hang_up, records confirm'],
    [['9', none, '9'], 'opt_out_ask, missing_key, opt_out_ask → gather'],
    [['9', '*', '9'], 'opt_out_ask, reminder, opt_out_ask → gather'],
    [['*'], 'reminder → gather'],
    [['*', '*', '*', '*'], 'reminder, reminder, reminder, wrong_key → gather'],
    [['5'], 'wrong_key → gather'],
    [['5', '1'], 'wrong_key, confirmed → hang_up, records confirm'],
    [['5', '#', '7'], 'wrong_key, wrong_key, goodbye → hang_up, records none'],
    [[none, none, none], 'missing_key, missing_key, goodbye → hang_up, records none'],
    [['12'], 'wrong_key → gather'],
  ])('%j: %s', (keys, story) => {
    expect(retell(keys)).toBe(story);
  });
});

describe('what is said on picking up', () => {
  const usual = { known: true, stale: 'current', answeredBy: 'human', test: false } as const;
  it.each([
    [usual, ['reminder'], 'gather'],
    [{ ...usual, known: false }, ['reminder_unnamed'], 'gather'],
    [{ ...usual, test: true }, ['test_note', 'reminder'], 'gather'],
    [{ ...usual, stale: 'changed' }, ['changed'], 'hang_up'],
    [{ ...usual, stale: 'cancelled' }, ['was_cancelled'], 'hang_up'],
    [{ ...usual, stale: 'answered' }, ['already_answered'], 'hang_up'],
    [{ ...usual, answeredBy: 'machine' }, ['voicemail'], 'hang_up'],
    [{ ...usual, answeredBy: 'machine', known: false }, ['voicemail_unnamed'], 'hang_up'],
    [{ ...usual, answeredBy: 'machine', stale: 'changed' }, ['changed'], 'hang_up'],
    [{ ...usual, answeredBy: 'fax' }, [], 'hang_up'],
  ] as const)('%j: %j, %s', (context, say, then) => {
    const turn = opening(context);
    expect(turn.say).toEqual(say);
    expect(turn.then.kind).toBe(then);
    expect(turn.record).toBeUndefined();
  });
});

describe('every talk', () => {
  const anyKey = fc.constantFrom('1', '2', '3', '0', '9', '9', '*', '*', '#', '5', '', '99', 'x');
  /** Every turn that goes on spends a try or a repetition, or is a first 9, which cannot follow a first 9. */
  const longest = (maxAsked + maxRepeated + 1) * 2;

  it('ends', () => {
    const aimless = fc.array(fc.constantFrom('9', '*', '5', ''), {
      minLength: longest,
      maxLength: longest + 5,
    });
    fc.assert(
      fc.property(aimless, (keys) => {
        expect(talk(keys).at(-1)?.then.kind).not.toBe('gather');
      }),
      { numRuns: 2_000 },
    );
  });

  it('records once, in its last turn, and nothing while it goes on', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { minLength: 1, maxLength: longest + 5 }), (keys) => {
        for (const turn of talk(keys)) expect(turn.record === undefined).toBe(turn.then.kind === 'gather');
      }),
    );
  });

  it('opts out exactly when 9 follows 9', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { minLength: 2, maxLength: longest + 5 }), (keys) => {
        const turns = talk(keys);
        const lastTwo = keys.slice(0, turns.length).slice(-2);
        expect(turns.at(-1)?.record === 'opt_out').toBe(lastTwo[0] === '9' && lastTwo[1] === '9');
      }),
    );
  });

  it('survives the way through the URL', () => {
    const states = fc.record({
      asked: fc.integer({ min: 0, max: maxAsked }),
      repeated: fc.integer({ min: 0, max: maxRepeated }),
      optOutPressed: fc.boolean(),
    });
    fc.assert(
      fc.property(states, (state) => {
        expect(decodeState(encodeState(state))).toEqual(state);
        expect(decodeState(Object.fromEntries(new URLSearchParams(encodeState(state))))).toEqual(state);
      }),
    );
  });
});

describe('a URL that is not ours', () => {
  it.each([
    '',
    '?',
    'asked=-1',
    'asked=3&optOut=1',
    'asked=-1&optOut=1',
    'asked=1e9',
    'asked=x&optOut=1',
    'repeated=99&optOut=1',
    'asked=1&optOut=2',
    'optOut=2',
    '=&&=',
    '%',
  ])('%j is the beginning', (query) => {
    expect(decodeState(query)).toEqual(initialState);
  });

  it('takes what Express makes of repeated parameters', () => {
    expect(decodeState({ asked: ['1', '2'] })).toEqual(initialState);
    expect(decodeState({ asked: '1' })).toEqual({ ...initialState, asked: 1 });
  });
});
