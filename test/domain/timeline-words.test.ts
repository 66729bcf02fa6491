/** The timeline, as a receptionist reads it. It is Tuesday, 10:30. */
import { describe, expect, it } from 'vitest';
import { officeClock } from '../../domain/office-clock';
import type { Told } from '../../domain/standing';
import { eventWords } from '../../domain/timeline-words';
import { eventKinds, type EventKind } from '../../domain/words';

const on = (day: string, time: string) => Date.parse(`2026-11-${day}T${time}:00+01:00`);
const iso = (day: string, time: string) => new Date(on(day, time)).toISOString();
const clock = officeClock('Europe/Berlin', on('24', '10:30'));

function words(what: EventKind, more: Partial<Told> = {}): string {
  const event = {
    atMs: clock.nowMs,
    actor: 'system',
    what,
    reason: null,
    attempt: '17-1-2-1',
    channel: 'call',
    detail: {},
    ...more,
  } as const;
  return eventWords(event, clock);
}
const anna = { actor: 'staff:Anna' };
const client = { actor: 'client' };

const cases: [line: string, what: EventKind, more?: Partial<Told>][] = [
  [
    'Registered by Anna for Thursday 10:00',
    'registered',
    { ...anna, detail: { startsAt: iso('26', '10:00') } },
  ],
  [
    "Changed by Anna: moved from 15:00 to Thursday 10:00, the client's name, the client's number",
    'changed',
    {
      ...anna,
      detail: { startsAt: { from: iso('24', '15:00'), to: iso('26', '10:00') }, client: ['name', 'phone'] },
    },
  ],
  [
    'Changed by Anna: when reminders are due, how long it takes',
    'changed',
    { ...anna, detail: { reminders: {}, durationMinutes: {} } },
  ],
  ['Confirmed by Anna', 'confirmed', anna],
  ['Cancelled by Anna', 'cancelled', anna],
  ['The client came, says Anna', 'attendance_recorded', { ...anna, detail: { attended: true } }],
  ['The client did not come, says Anna', 'attendance_recorded', { ...anna, detail: { attended: false } }],
  ['Anna asked for a call now', 'call_now_requested', anna],
  [
    'Reminder 1 was moved from 07:30 to 08:00: outside calling hours',
    'reminder_moved',
    { reason: 'outside_hours', detail: { reminder: 1, from: iso('24', '07:30'), to: iso('24', '08:00') } },
  ],
  ['Reminder 2 was skipped: booked late', 'reminder_skipped', { reason: 'booked_late' }],
  [
    'The call that staff asked for was skipped: outside calling hours',
    'reminder_skipped',
    { reason: 'outside_hours', attempt: '17-2-0-1' },
  ],
  [
    'The call was put off until 10:32: another call to this number is under way',
    'reminder_deferred',
    { reason: 'number_busy', detail: { untilMs: on('24', '10:32') } },
  ],
  [
    'The text was put off until Wednesday 08:00: outside calling hours',
    'reminder_deferred',
    { reason: 'outside_hours', channel: 'sms', detail: { untilMs: on('25', '08:00') } },
  ],
  [
    'The call waits: calling is paused by Anna',
    'reminder_deferred',
    { reason: 'paused', detail: { by: 'staff:Anna' } },
  ],
  ['The call waits: Twilio refused our account', 'reminder_deferred', { reason: 'account_refused' }],
  ['Twilio took the call: it rings', 'call_placed'],
  ['Test call. Twilio took the call: it rings', 'call_placed', { attempt: '17-0-0-1' }],
  [
    'Twilio refused the call (error 21211): Twilio refused the number',
    'call_refused',
    { reason: 'refused', detail: { code: '21211' } },
  ],
  ['Twilio did not say whether it took the call; it will be asked', 'call_unresolved'],
  ['Twilio knows the call: it went out', 'call_resolved'],
  ['The call was withdrawn: the appointment has changed', 'call_retired', { reason: 'changed' }],
  ['The client picked up', 'call_picked_up', { detail: { answeredBy: 'human' } }],
  ['An answering machine picked up', 'call_picked_up', { detail: { answeredBy: 'machine' } }],
  ['Told in the call about appointment 16', 'named_together', { detail: { with: 16 } }],
  ['The call ended: no answer', 'call_ended', { detail: { outcome: 'no_answer' } }],
  [
    'No answer: calls again 11:00',
    'redial_planned',
    { detail: { why: 'no_answer', atMs: on('24', '11:00') } },
  ],
  [
    'Not known whether the call went out: calls again 11:00',
    'redial_planned',
    { reason: 'unresolved', detail: { atMs: on('24', '11:00') } },
  ],
  ['The client confirmed by phone', 'answer_recorded', { ...client, detail: { answer: 'confirm' } }],
  [
    'The client asked for another time by text',
    'answer_recorded',
    { ...client, channel: 'sms', detail: { answer: 'reschedule' } },
  ],
  [
    'The client confirmed by phone, in the call about appointment 16',
    'answer_recorded',
    { ...client, detail: { answer: 'confirm', with: 16 } },
  ],
  [
    'The client cancelled by phone, which did not count: the appointment has changed',
    'answer_ignored',
    { ...client, reason: 'changed', detail: { answer: 'cancel' } },
  ],
  ['A text was sent: the confirmation', 'text_sent', { detail: { text: 'sms_confirmed' } }],
  ['No text was sent: a landline takes no texts', 'text_refused', { reason: 'fixed_line' }],
  ['Twilio did not say whether it took the text; it is not sent again', 'text_unresolved'],
  ['The text was delivered', 'text_ended', { detail: { outcome: 'delivered' } }],
  ['The text did not arrive', 'text_ended', { detail: { outcome: 'failed' } }],
  ['On the desk list, to be rung by hand: not reached', 'desk_listed', { reason: 'not_reached' }],
  [
    'Off the desk list, by Anna: not reached (Rung, comes.)',
    'desk_done',
    { ...anna, reason: 'not_reached', detail: { note: 'Rung, comes.' } },
  ],
  ['The client wants no more reminders', 'opted_out', client],
  ['Reminders were switched off by Anna', 'opted_out', anna],
  ['The client takes reminders again', 'opted_in', client],
  ['Reminders were switched on by Anna', 'opted_in', anna],
  [
    "The office's database cancelled it, but the answer here is newer and stands",
    'source_overruled',
    { actor: 'source:database', detail: { said: 'cancelled' } },
  ],
  [
    "The office's database has it as on again, but the answer here is newer and stands",
    'source_overruled',
    { actor: 'source:database', detail: { said: 'on' } },
  ],
  ["The answer was written to the office's database", 'written_back', { detail: { source: 'database' } }],
  [
    "The answer was not written to the office's database, which has changed since",
    'write_back_passed_over',
    { detail: { source: 'database' } },
  ],
  ['Test call by Anna', 'test_call', anna],
  [
    'Test call: somebody confirmed; nothing changed',
    'test_call',
    { ...client, detail: { answer: 'confirm' } },
  ],
];

describe('the timeline in words', () => {
  it.each(cases)('%s', (line, what, more) => {
    expect(words(what, more)).toBe(line);
  });

  it('knows every kind of event, also one whose details are of another age', () => {
    expect([...new Set(cases.map(([, what]) => what))].sort()).toEqual([...eventKinds].sort());
    for (const what of eventKinds)
      expect(words(what, { detail: { answer: 'later', outcome: 7 } })).not.toMatch(/undefined|\[object/);
  });
});
