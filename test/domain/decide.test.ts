import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { decideCall, decideText, type CallFacts, type Decision, type TextFacts } from '../../domain/decide';
import { hourMs, minuteMs } from '../../domain/policy';
import { appointmentStatuses, reminderStates } from '../../domain/words';
import {
  at,
  clock,
  hoursTextArbitrary,
  instantArbitrary,
  rulesWith,
  secondOpinion,
  zoneArbitrary,
} from './worlds';

vi.stubEnv('TZ', 'UTC');

/** Tuesday 15:00 in Berlin; the reminder of the day before is due now. Nothing is in its way. */
const facts: CallFacts = {
  nowMs: at('2026-11-23 15:00'),
  appointment: { status: 'scheduled', revision: 1, startsAtMs: at('2026-11-24 15:00') },
  attempt: { revision: 1, reminder: 1, number: 1 },
  reminder: { dueAtMs: at('2026-11-23 15:00'), offset: 'P1D', state: 'planned' },
  optedOut: false,
  callsTodayToNumber: 0,
  otherLiveCallToNumber: false,
  answered: false,
  officeTimeZone: 'Europe/Berlin',
  rules: rulesWith('08:00-20:00'),
  callNow: false,
  phone: '+4915123456789',
};
const redial = { ...facts, attempt: { ...facts.attempt, number: 2 } };
const callNow: CallFacts = {
  ...facts,
  callNow: true,
  attempt: { revision: 1, reminder: 0, number: 1 },
  reminder: { ...facts.reminder, offset: null },
};
const hourBefore: CallFacts = {
  ...facts,
  nowMs: at('2026-11-24 14:00'),
  reminder: { ...facts.reminder, dueAtMs: at('2026-11-24 14:00'), offset: 'PT1H' },
};

/** `call`, `skip opted_out` or `defer outside_hours until 2026-11-24 08:00`. */
function said(decision: Decision): string {
  switch (decision.kind) {
    case 'call':
      return 'call';
    case 'skip':
      return `skip ${decision.reason}`;
    case 'defer':
      return `defer ${decision.reason} until ${clock(decision.untilMs)}`;
  }
}

const { appointment, attempt, reminder } = facts;
const startsAt = (time: string) => ({ ...appointment, startsAtMs: at(time) });

describe('the receptionist asks: why was, or was not, this client called?', () => {
  const table: [string, CallFacts, string][] = [
    ['nothing is in the way', facts, 'call'],
    [
      'the appointment was changed',
      { ...facts, appointment: { ...appointment, revision: 2 } },
      'skip changed',
    ],
    ['the attempt was retired', { ...facts, attempt: { ...attempt, state: 'retired' } }, 'skip changed'],
    ['cancelled', { ...facts, appointment: { ...appointment, status: 'cancelled' } }, 'skip cancelled'],
    ['answered in another call', { ...facts, answered: true }, 'skip answered'],
    [
      'confirmed by staff',
      { ...facts, appointment: { ...appointment, status: 'confirmed' } },
      'skip answered',
    ],
    [
      'wants another time',
      { ...facts, appointment: { ...appointment, status: 'reschedule_requested' } },
      'skip answered',
    ],
    [
      'told in the call about another appointment',
      { ...facts, reminder: { ...reminder, state: 'skipped', reason: 'combined' } },
      'skip combined',
    ],
    [
      'used up by "call now"',
      { ...facts, reminder: { ...reminder, state: 'skipped', reason: 'called_now' } },
      'skip called_now',
    ],
    [
      'reached before',
      { ...facts, reminder: { ...reminder, state: 'reached' } },
      'skip too_soon_after_contact',
    ],
    ['given up before', { ...facts, reminder: { ...reminder, state: 'not_reached' } }, 'skip not_reached'],
    ['in the middle of its attempts', { ...redial, reminder: { ...reminder, state: 'calling' } }, 'call'],
    [
      'named in the call about an earlier appointment of the day',
      { ...facts, part: { kind: 'named' } },
      'skip combined',
    ],
    [
      'named, and reached by that call just now',
      { ...facts, part: { kind: 'named' }, lastReachedContactMs: at('2026-11-23 14:50') },
      'skip combined',
    ],
    [
      'an earlier appointment of the day is being called about',
      { ...facts, part: { kind: 'waits', untilMs: at('2026-11-23 15:10') }, otherLiveCallToNumber: true },
      'defer combined until 2026-11-23 15:10',
    ],
    [
      'the earlier one’s calls use up the day’s cap, but may still reach',
      { ...facts, part: { kind: 'waits', untilMs: at('2026-11-23 15:10') }, callsTodayToNumber: 2 },
      'defer combined until 2026-11-23 15:10',
    ],
    [
      'to wait for an earlier one would be too late for this one',
      { ...hourBefore, part: { kind: 'waits', untilMs: at('2026-11-24 14:40') } },
      'call',
    ],
    ['it speaks for the others', { ...facts, part: { kind: 'speaks' } }, 'call'],
    ['a redial goes on', { ...redial, part: { kind: 'waits', untilMs: at('2026-11-23 15:10') } }, 'call'],
    ['opted out', { ...facts, optedOut: true }, 'skip opted_out'],
    ['a country that is not dialled', { ...facts, phone: '+33612345678' }, 'skip country_not_allowed'],
    ['a premium number', { ...facts, phone: '+19005552368' }, 'skip number_type_not_allowed'],
    [
      'not among the numbers for trying out',
      { ...facts, dialOnly: ['+12125552368'] },
      'skip not_in_dial_only',
    ],
    ['among them', { ...facts, dialOnly: ['+12125552368', '+4915123456789'] }, 'call'],
    ['nobody may be dialled', { ...facts, dialOnly: [] }, 'skip not_in_dial_only'],
    ['two calls today', { ...facts, callsTodayToNumber: 2 }, 'skip cap_reached'],
    ['one call today', { ...facts, callsTodayToNumber: 1 }, 'call'],
    [
      'another call rings there',
      { ...facts, otherLiveCallToNumber: true },
      'defer number_busy until 2026-11-23 15:02',
    ],

    // Gap
    [
      'reached 1:59 ago',
      { ...facts, lastReachedContactMs: at('2026-11-23 13:01') },
      'skip too_soon_after_contact',
    ],
    ['reached two hours ago', { ...facts, lastReachedContactMs: at('2026-11-23 13:00') }, 'call'],
    ['a redial of the same reminder', { ...redial, lastReachedContactMs: at('2026-11-23 14:50') }, 'call'],

    // Lateness
    ['a quarter of an hour late', { ...facts, nowMs: at('2026-11-23 15:15') }, 'call'],
    ['an outage until evening', { ...facts, nowMs: at('2026-11-23 19:59') }, 'call'],
    ['an outage until noon', { ...facts, nowMs: at('2026-11-24 12:00') }, 'skip too_late'],
    ['the hour before, half an hour late', { ...hourBefore, nowMs: at('2026-11-24 14:30') }, 'call'],
    ['the hour before, later still', { ...hourBefore, nowMs: at('2026-11-24 14:31') }, 'skip too_late'],
    [
      'waited for the opening, half an hour before the start, and a second late',
      {
        ...hourBefore,
        appointment: startsAt('2026-11-24 08:30'),
        reminder: { ...hourBefore.reminder, dueAtMs: at('2026-11-24 08:00') },
        nowMs: at('2026-11-24 08:00:01'),
      },
      'call',
    ],
    [
      'five minutes before, three minutes late',
      {
        ...hourBefore,
        reminder: { dueAtMs: at('2026-11-24 14:55'), offset: 'PT5M', state: 'planned' },
        nowMs: at('2026-11-24 14:58'),
      },
      'skip too_late',
    ],
    ['the appointment has begun', { ...facts, nowMs: at('2026-11-24 15:00') }, 'skip too_late'],

    // Hours
    [
      'an outage until after closing: in the morning, more than half of the day remains',
      { ...facts, appointment: startsAt('2026-11-24 20:30'), nowMs: at('2026-11-23 20:00') },
      'defer outside_hours until 2026-11-24 08:00',
    ],
    [
      'an outage until after closing: in the morning, less remains',
      { ...facts, nowMs: at('2026-11-23 20:00') },
      'skip outside_hours',
    ],
    [
      'seven in the morning, for eight',
      { ...hourBefore, nowMs: at('2026-11-24 07:00') },
      'defer outside_hours until 2026-11-24 08:00',
    ],
    [
      'night at the client’s',
      { ...facts, clientTimeZone: 'Asia/Tokyo' },
      'defer outside_hours until 2026-11-24 00:00',
    ],
    ['hours that never come', { ...facts, rules: rulesWith('off') }, 'skip outside_hours'],

    // Redials
    ['a redial in two hours', { ...redial, nowMs: at('2026-11-23 17:05') }, 'call'],
    [
      'a redial of the hour before, in time',
      { ...hourBefore, attempt: redial.attempt, nowMs: at('2026-11-24 14:11') },
      'call',
    ],
    [
      'a redial that would end with less than half an hour to the start',
      { ...hourBefore, attempt: redial.attempt, nowMs: at('2026-11-24 14:26') },
      'skip too_late',
    ],
    [
      'a redial that an outage kept until noon of the day',
      { ...redial, nowMs: at('2026-11-24 12:00') },
      'skip too_late',
    ],
    [
      'a redial of three hours before, two hours after nobody answered',
      {
        ...redial,
        reminder: { dueAtMs: at('2026-11-24 12:00'), offset: 'PT3H', state: 'calling' },
        nowMs: at('2026-11-24 14:01'),
      },
      'call',
    ],

    // Call now
    ['staff asks', callNow, 'call'],
    [
      'staff asks, right after a contact',
      { ...callNow, lastReachedContactMs: at('2026-11-23 14:59') },
      'call',
    ],
    ['staff asks, five minutes before the start', { ...callNow, nowMs: at('2026-11-24 14:55') }, 'call'],
    ['staff asks, after the start', { ...callNow, nowMs: at('2026-11-24 15:00') }, 'skip too_late'],
    [
      'staff asks at night: not in the morning instead',
      { ...callNow, nowMs: at('2026-11-23 21:00') },
      'skip outside_hours',
    ],
    ['staff asks, the client opted out', { ...callNow, optedOut: true }, 'skip opted_out'],
    ['staff asks for a third call', { ...callNow, callsTodayToNumber: 2 }, 'skip cap_reached'],
    ['staff asks, but there is an answer', { ...callNow, answered: true }, 'skip answered'],
  ];
  test.each(table)('%s', (_, input, expected) => {
    expect(said(decideCall(input))).toBe(expected);
  });

  test('with everything in the way, the most telling reason is given', () => {
    // Each step clears the first obstacle and meets the next.
    let world: CallFacts = {
      ...facts,
      appointment: { ...appointment, revision: 2, status: 'cancelled' },
      nowMs: at('2026-11-24 12:00'),
      answered: true,
      optedOut: true,
      phone: '+33612345678',
      dialOnly: [],
      lastReachedContactMs: at('2026-11-24 11:00'),
      callsTodayToNumber: 2,
      otherLiveCallToNumber: true,
      rules: rulesWith('13:00-14:00'),
    };
    const steps: [string, Partial<CallFacts>][] = [
      ['skip changed', { appointment: { ...appointment, status: 'cancelled' } }],
      ['skip cancelled', { appointment }],
      ['skip answered', { answered: false }],
      ['skip opted_out', { optedOut: false }],
      ['skip country_not_allowed', { phone: facts.phone }],
      ['skip not_in_dial_only', { dialOnly: [facts.phone] }],
      ['skip too_late', { reminder: hourBefore.reminder }],
      ['skip too_soon_after_contact', { lastReachedContactMs: 0 }],
      ['defer outside_hours until 2026-11-24 13:00', { rules: facts.rules }],
      ['skip cap_reached', { callsTodayToNumber: 0 }],
      ['defer number_busy until 2026-11-24 12:02', { otherLiveCallToNumber: false }],
      ['call', {}],
    ];
    for (const [expected, change] of steps) {
      expect(said(decideCall(world))).toBe(expected);
      world = { ...world, ...change };
    }
  });
});

describe('texts', () => {
  const reminderText: TextFacts = { ...facts, purpose: 'reminder' };
  const night = at('2026-11-23 22:30');
  const confirmation: TextFacts = {
    ...facts,
    purpose: 'confirmation',
    answered: true,
    answeredAtMs: night,
    nowMs: night + 20_000,
    appointment: { ...appointment, status: 'confirmed' },
  };
  const table: [string, TextFacts, string][] = [
    ['after calls that reached nobody', reminderText, 'call'],
    [
      'in the evening, for tomorrow',
      { ...reminderText, nowMs: night },
      'defer outside_hours until 2026-11-24 08:00',
    ],
    [
      'in the evening, when the morning is too late',
      { ...reminderText, nowMs: night, appointment: startsAt('2026-11-24 08:00') },
      'skip outside_hours',
    ],
    ['the client answered by now', { ...reminderText, answered: true }, 'skip answered'],
    ['changed', { ...reminderText, attempt: { ...attempt, revision: 2 } }, 'skip changed'],
    [
      'cancelled',
      { ...reminderText, appointment: { ...appointment, status: 'cancelled' } },
      'skip cancelled',
    ],
    ['opted out', { ...reminderText, optedOut: true }, 'skip opted_out'],
    ['a landline', { ...reminderText, phone: '+49301234567' }, 'skip fixed_line'],
    ['another country', { ...reminderText, phone: '+33612345678' }, 'skip country_not_allowed'],
    ['for trying out', { ...reminderText, dialOnly: [] }, 'skip not_in_dial_only'],
    ['the appointment has begun', { ...reminderText, nowMs: at('2026-11-24 15:00') }, 'skip too_late'],

    ['a confirmation, at any hour, for the client has just pressed the key', confirmation, 'call'],
    [
      'a confirmation of a cancellation',
      { ...confirmation, appointment: { ...appointment, status: 'cancelled' } },
      'call',
    ],
    [
      'a confirmation that an outage held up until the client may sleep',
      { ...confirmation, nowMs: night + minuteMs + 1 },
      'defer outside_hours until 2026-11-24 08:00',
    ],
    [
      'a confirmation that an outage held up by day',
      { ...confirmation, nowMs: at('2026-11-24 09:00') },
      'call',
    ],
    ['a confirmation after opting out', { ...confirmation, optedOut: true }, 'skip opted_out'],
    ['a confirmation to a landline', { ...confirmation, phone: '+49301234567' }, 'skip fixed_line'],
    [
      'a confirmation that a change overtook',
      { ...confirmation, appointment: { ...confirmation.appointment, revision: 2 } },
      'skip changed',
    ],
  ];
  test.each(table)('%s', (_, input, expected) => {
    expect(said(decideText(input))).toBe(expected);
  });
});

describe('whatever the database says', () => {
  const worldArbitrary = fc.record({
    hoursText: hoursTextArbitrary,
    nowMs: instantArbitrary,
    minutesToStart: fc.integer({ min: -60, max: 3 * 24 * 60 }),
    minutesLate: fc.integer({ min: 0, max: 24 * 60 }),
    offset: fc.constantFrom('P2D', 'P1D', 'PT12H', 'PT2H', 'PT1H', 'PT5M'),
    status: fc.constantFrom(...appointmentStatuses),
    state: fc.constantFrom(...reminderStates),
    revision: fc.constantFrom(1, 1, 1, 2),
    number: fc.constantFrom(1, 2),
    optedOut: fc.boolean(),
    answered: fc.boolean(),
    callNow: fc.boolean(),
    otherLiveCallToNumber: fc.boolean(),
    callsTodayToNumber: fc.integer({ min: 0, max: 3 }),
    sinceContact: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }),
    officeTimeZone: zoneArbitrary,
    clientTimeZone: fc.option(zoneArbitrary, { nil: undefined }),
  });

  test('a call is never against the rules, and what is put off comes in hours and before the start', () => {
    fc.assert(
      fc.property(worldArbitrary, (world) => {
        const { nowMs, hoursText, officeTimeZone, clientTimeZone, sinceContact, callNow: now } = world;
        const startsAtMs = nowMs + world.minutesToStart * minuteMs;
        const decision = decideCall({
          ...facts,
          nowMs,
          appointment: { status: world.status, revision: world.revision, startsAtMs },
          attempt: { revision: 1, reminder: now ? 0 : 1, number: world.number },
          reminder: {
            dueAtMs: nowMs - world.minutesLate * minuteMs,
            offset: now ? null : world.offset,
            state: world.state,
          },
          optedOut: world.optedOut,
          answered: world.answered,
          callNow: now,
          otherLiveCallToNumber: world.otherLiveCallToNumber,
          callsTodayToNumber: world.callsTodayToNumber,
          ...(sinceContact === undefined ? {} : { lastReachedContactMs: nowMs - sinceContact * minuteMs }),
          officeTimeZone,
          ...(clientTimeZone === undefined ? {} : { clientTimeZone }),
          rules: rulesWith(hoursText),
        });
        const open = secondOpinion(hoursText);
        const zone = clientTimeZone ?? officeTimeZone;
        if (decision.kind === 'defer') {
          expect(decision.untilMs).toBeGreaterThan(nowMs);
          if (decision.reason === 'number_busy') return;
          expect(open(decision.untilMs, zone)).toBe(true);
          expect(decision.untilMs).toBeLessThan(startsAtMs);
        }
        if (decision.kind !== 'call') return;
        expect(open(nowMs, zone)).toBe(true);
        expect(world).toMatchObject({ status: 'scheduled', revision: 1, optedOut: false, answered: false });
        expect(world.otherLiveCallToNumber).toBe(false);
        expect(world.callsTodayToNumber).toBeLessThan(2);
        expect(nowMs).toBeLessThan(startsAtMs);
        if (now) return;
        if (world.number === 2) expect(startsAtMs - nowMs).toBeGreaterThanOrEqual(35 * minuteMs);
        else if (sinceContact !== undefined)
          expect(sinceContact * minuteMs).toBeGreaterThanOrEqual(2 * hourMs);
      }),
      { numRuns: 2000 },
    );
  });
});
