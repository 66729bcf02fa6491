import { expect, it } from 'vitest';
import { reasonInWords, reminderSummary } from '../../domain/plan-words';
import { reasons, reminderStates } from '../../domain/words';
import { at } from './worlds';

const planned = {
  number: 1,
  dueAtMs: at('2026-11-24 14:00'),
  movedFromMs: null,
  state: 'planned',
  reason: null,
} as const;
const movedFromMs = at('2026-11-25 06:30');

it.each([
  [planned, 'We will call on Tuesday, November 24 at 2:00 PM.'],
  [
    { ...planned, movedFromMs, reason: 'outside_hours' },
    'We will call on Tuesday, November 24 at 2:00 PM, not on Wednesday, November 25 at 6:30 AM: outside calling hours.',
  ],
  [
    { ...planned, state: 'skipped', reason: 'booked_late' },
    'We will not call on Tuesday, November 24 at 2:00 PM: booked late.',
  ],
  [
    { ...planned, movedFromMs, state: 'skipped', reason: 'answered' },
    'We will not call on Wednesday, November 25 at 6:30 AM: the client has answered.',
  ],
  [{ ...planned, state: 'calling' }, 'We are calling about the reminder of Tuesday, November 24 at 2:00 PM.'],
  [{ ...planned, number: 0, state: 'calling' }, 'We are calling now.'],
  [
    { ...planned, state: 'reached' },
    'We reached the client with the reminder of Tuesday, November 24 at 2:00 PM.',
  ],
  [
    { ...planned, state: 'not_reached', reason: 'not_reached' },
    'We did not reach the client with the reminder of Tuesday, November 24 at 2:00 PM.',
  ],
] as const)('%j', (reminder, sentence) => {
  expect(reminderSummary(reminder, 'Europe/Berlin')).toBe(sentence);
});

it("is on the office's clock", () => {
  expect(reminderSummary(planned, 'America/New_York')).toBe(
    'We will call on Tuesday, November 24 at 8:00 AM.',
  );
});

it('is one sentence of plain words, whatever the state and the reason', () => {
  for (const state of reminderStates)
    for (const reason of reasons)
      expect(reminderSummary({ ...planned, state, reason }, 'UTC')).toMatch(/^We ([^_]|DIAL_ONLY)+\.$/);
  expect(Object.keys(reasonInWords).sort()).toEqual([...reasons].sort());
});
