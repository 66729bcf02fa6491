/** The line *why*, for cases that a receptionist knows. It is Tuesday, 10:30; calls go out from 08:00 to 20:00. */
import { describe, expect, it } from 'vitest';
import { officeClock } from '../../domain/office-clock';
import { nextContact, toneOf, type Contact, type Standing, type Told } from '../../domain/standing';
import { deskWords, whyWords } from '../../domain/why';
import type { EventKind, Reason, ReminderState } from '../../domain/words';

/** Of the office's wall clock, which is an hour ahead of UTC. */
const on = (day: string, time: string) => Date.parse(`2026-11-${day}T${time}:00+01:00`);
const today = (time: string) => on('24', time);
const monday = (time: string) => on('23', time);
const wednesday = (time: string) => on('25', time);
const clock = officeClock('Europe/Berlin', today('10:30'));

function standing(more: Partial<Standing>): Standing {
  return {
    revision: 1,
    status: 'scheduled',
    startsAtMs: wednesday('15:00'),
    attended: null,
    optedOut: false,
    desk: null,
    reminders: [reminder(today('15:00')), reminder(wednesday('14:00'))],
    attempts: [],
    events: [],
    ...more,
  };
}

function reminder(
  dueAtMs: number,
  state: ReminderState = 'planned',
  reason: Reason | null = null,
  movedFromMs: number | null = null,
  number = 1,
) {
  return { number, dueAtMs, movedFromMs, state, reason };
}

function call(dialedAtMs: number, more: Partial<Contact> = {}): Contact {
  return {
    id: '17-1-1-1',
    channel: 'call',
    purpose: 'reminder',
    state: 'ended',
    dialedAtMs,
    pickedUpAtMs: null,
    outcome: 'no_answer',
    answer: null,
    errorCode: null,
    ...more,
  };
}

const text = (dialedAtMs: number, more: Partial<Contact> = {}) =>
  call(dialedAtMs, { id: '17-1-1-3', channel: 'sms', outcome: 'delivered', ...more });

function event(atMs: number, what: EventKind, more: Partial<Told> = {}): Told {
  return {
    atMs,
    actor: 'system',
    what,
    reason: null,
    attempt: '17-1-1-1',
    channel: 'call',
    detail: {},
    ...more,
  };
}

const asked = {
  number: 0,
  dueAtMs: today('10:29'),
  movedFromMs: null,
  state: 'planned',
  reason: null,
} as const;
const calling = [reminder(today('09:00'), 'calling'), reminder(wednesday('14:00'))];
const redial = (atMs: number) =>
  event(today('09:01'), 'redial_planned', { detail: { why: 'no_answer', atMs } });
const answer = (atMs: number, word: string, more: Partial<Told> = {}) =>
  event(atMs, 'answer_recorded', { actor: 'client', detail: { answer: word }, ...more });

const cases: [line: string, Partial<Standing>][] = [
  // Before any contact.
  ['Calls at 15:00', {}],
  ['Calls on Wednesday 14:00', { reminders: [reminder(wednesday('14:00'))] }],
  [
    'Moved from 07:30: before calling hours',
    { reminders: [reminder(today('11:00'), 'planned', 'outside_hours', today('07:30'))] },
  ],
  [
    'Moved from 21:00: after calling hours',
    { reminders: [reminder(today('19:00'), 'planned', 'outside_hours', today('21:00'))] },
  ],
  [
    'Moved from Thursday 09:00: no calls on that day',
    { reminders: [reminder(wednesday('09:00'), 'planned', 'outside_hours', on('26', '09:00'))] },
  ],
  [
    'No call 09:00: booked late; calls on Wednesday 14:00',
    { reminders: [reminder(today('09:00'), 'skipped', 'booked_late'), reminder(wednesday('14:00'))] },
  ],
  ['Not called: booked late', { reminders: [reminder(today('09:00'), 'skipped', 'booked_late')] }],
  ['No reminders', { reminders: [] }],
  [
    'Anna asked for a call 10:29',
    { reminders: [asked], events: [event(today('10:29'), 'call_now_requested', { actor: 'staff:Anna' })] },
  ],
  [
    'Moved to this time by Anna 10:00; calls at 15:00',
    { events: [event(today('10:00'), 'changed', { actor: 'staff:Anna', detail: { startsAt: {} } })] },
  ],
  [
    'Calls at 15:00',
    { events: [event(today('10:00'), 'changed', { actor: 'staff:Anna', detail: { client: ['name'] } })] },
  ],
  [
    'Waits: calling is paused by Anna',
    {
      reminders: calling,
      events: [
        event(today('09:00'), 'reminder_deferred', { reason: 'paused', detail: { by: 'staff:Anna' } }),
      ],
    },
  ],
  [
    'Calls at 10:32 (another call to this number is under way)',
    {
      reminders: [reminder(today('10:29'))],
      events: [
        event(today('10:30'), 'reminder_deferred', {
          reason: 'number_busy',
          detail: { untilMs: today('10:32') },
        }),
      ],
    },
  ],
  // While somebody is called.
  [
    'Calling since 10:30',
    { reminders: calling, attempts: [call(today('10:30'), { state: 'placed', outcome: null })] },
  ],
  [
    'On the phone since 10:30',
    {
      reminders: calling,
      attempts: [call(today('10:29'), { state: 'placed', outcome: null, pickedUpAtMs: today('10:30') })],
    },
  ],
  // After a contact that brought no answer.
  [
    'Called 09:00, no answer; calls again at 11:00',
    { reminders: calling, attempts: [call(today('09:00'))], events: [redial(today('11:00'))] },
  ],
  [
    'Called 09:00, busy; calls again at 10:40',
    {
      reminders: calling,
      attempts: [call(today('09:00'), { outcome: 'busy' })],
      events: [redial(today('10:40'))],
    },
  ],
  [
    'Called 09:00, no answer; texts at 11:00',
    {
      reminders: calling,
      attempts: [call(today('09:00'))],
      events: [
        redial(today('09:00')),
        event(today('09:02'), 'reminder_deferred', {
          channel: 'sms',
          reason: 'outside_hours',
          detail: { untilMs: today('11:00') },
        }),
      ],
    },
  ],
  [
    'Called 09:00, voicemail; calls again on Wednesday 14:00',
    {
      reminders: [reminder(today('09:00'), 'reached'), reminder(wednesday('14:00'))],
      attempts: [call(today('09:00'), { outcome: 'voicemail' })],
    },
  ],
  [
    'Called 09:00, picked up but pressed no key; texted 09:02; calls again on Wednesday 14:00',
    {
      reminders: [reminder(today('09:00'), 'not_reached'), reminder(wednesday('14:00'))],
      attempts: [call(today('09:00'), { outcome: 'picked_up', answer: 'none' }), text(today('09:02'))],
    },
  ],
  [
    'Called 09:00, not yet known whether it rang',
    {
      reminders: [reminder(today('09:00'), 'calling')],
      attempts: [call(today('09:00'), { state: 'unresolved', outcome: null })],
    },
  ],
  [
    'Called 09:00, asked for the office; calls again on Wednesday 14:00',
    {
      reminders: [reminder(today('09:00'), 'reached'), reminder(wednesday('14:00'))],
      attempts: [call(today('09:00'), { outcome: 'picked_up', answer: 'office' })],
    },
  ],
  // On the desk list.
  [
    'Called 08:00 and 10:00, no answer; texted 10:02; to be rung by hand',
    {
      desk: 'not_reached',
      reminders: [reminder(today('08:00'), 'not_reached')],
      attempts: [call(today('08:00')), call(today('10:00')), text(today('10:02'))],
    },
  ],
  [
    'Called on Monday 16:00 and 18:00, no answer; the text on Monday 18:02 did not arrive; to be rung by hand',
    {
      desk: 'not_reached',
      reminders: [],
      attempts: [call(monday('16:00')), call(monday('18:00')), text(monday('18:02'), { outcome: 'failed' })],
    },
  ],
  [
    'Not called: too late for a call; to be rung by hand',
    { desk: 'too_late', reminders: [reminder(today('09:00'), 'skipped', 'too_late')] },
  ],
  // Decided.
  [
    'Confirmed by phone on Monday 16:02',
    {
      status: 'confirmed',
      attempts: [call(monday('16:01'), { outcome: 'picked_up', answer: 'confirm' })],
      events: [answer(monday('16:02'), 'confirm')],
    },
  ],
  [
    'Confirmed by text 09:30',
    { status: 'confirmed', events: [answer(today('09:30'), 'confirm', { channel: 'sms' })] },
  ],
  [
    'Confirmed by Anna 09:30',
    { status: 'confirmed', events: [event(today('09:30'), 'confirmed', { actor: 'staff:Anna' })] },
  ],
  [
    'Confirmed by phone 09:30, in the call about appointment 16',
    {
      status: 'confirmed',
      events: [answer(today('09:30'), 'confirm', { detail: { answer: 'confirm', with: 16 } })],
    },
  ],
  ['Cancelled by phone 09:30', { status: 'cancelled', events: [answer(today('09:30'), 'cancel')] }],
  [
    'Cancelled by phone 09:30; cancelled at short notice; to be rung by hand',
    { status: 'cancelled', desk: 'cancelled_late', events: [answer(today('09:30'), 'cancel')] },
  ],
  [
    'Asked for another time by phone 09:30; to be rung by hand',
    {
      status: 'reschedule_requested',
      desk: 'reschedule_requested',
      events: [answer(today('09:30'), 'reschedule')],
    },
  ],
  [
    'Called 09:00, wants no more reminders',
    {
      optedOut: true,
      reminders: [],
      attempts: [call(today('09:00'), { outcome: 'picked_up', answer: 'opt_out' })],
    },
  ],
  [
    'Wants no more reminders',
    { optedOut: true, reminders: [reminder(today('15:00'), 'skipped', 'opted_out')] },
  ],
  // Past.
  [
    'Did not come; confirmed by phone on Monday 16:02',
    {
      status: 'confirmed',
      attended: false,
      startsAtMs: today('09:00'),
      events: [answer(monday('16:02'), 'confirm')],
    },
  ],
];

describe('why', () => {
  it.each(cases)('%s', (line, more) => {
    expect(whyWords(standing(more), clock)).toBe(line);
  });
});

describe('why on the desk list', () => {
  it.each<[string, Reason, Partial<Standing>]>([
    [
      'Not reached; called 09:00, no answer',
      'not_reached',
      { reminders: [], attempts: [call(today('09:00'))] },
    ],
    [
      'Asked for another time by phone 09:30',
      'reschedule_requested',
      { status: 'reschedule_requested', events: [answer(today('09:30'), 'reschedule')] },
    ],
    [
      'Cancelled at short notice; cancelled by phone 09:30',
      'cancelled_late',
      { status: 'cancelled', events: [answer(today('09:30'), 'cancel')] },
    ],
  ])('%s', (line, reason, more) => {
    expect(deskWords(standing(more), reason, clock)).toBe(line);
  });
});

describe('what is next, and how it looks', () => {
  const nowMs = clock.nowMs;
  it.each<[string, ReturnType<typeof nextContact>, Partial<Standing>]>([
    ['wait', { atMs: today('15:00'), what: 'call' }, {}],
    [
      'wait',
      { atMs: today('11:00'), what: 'call' },
      { reminders: calling, attempts: [call(today('09:00'))], events: [redial(today('11:00'))] },
    ],
    // The redial of a plan that is no more.
    [
      'wait',
      { atMs: wednesday('14:00'), what: 'call' },
      { revision: 2, reminders: calling, events: [redial(today('11:00'))] },
    ],
    [
      'live',
      null,
      { reminders: calling, attempts: [call(today('10:30'), { state: 'placed', outcome: null })] },
    ],
    // Still on the line, to hear "thank you".
    [
      'good',
      null,
      { status: 'confirmed', attempts: [call(today('10:30'), { state: 'placed', answer: 'confirm' })] },
    ],
    ['good', null, { status: 'confirmed' }],
    ['off', null, { status: 'cancelled' }],
    ['act', null, { status: 'cancelled', desk: 'cancelled_late' }],
    ['act', null, { status: 'reschedule_requested' }],
    ['act', { atMs: today('15:00'), what: 'call' }, { desk: 'not_reached' }],
    ['wait', null, { startsAtMs: today('10:00') }],
    ['wait', null, { optedOut: true }],
  ])('%s, next %j', (tone, next, more) => {
    expect(toneOf(standing(more))).toBe(tone);
    expect(nextContact(standing(more), nowMs)).toEqual(next);
  });
});
