/** The plan as a receptionist would tell it, in English: the API's answers, the command and the pages show it. */
import type { Reason, ReminderState } from './words';

export const reasonInWords: Readonly<Record<Reason, string>> = {
  outside_hours: 'outside calling hours',
  booked_late: 'booked late',
  too_soon_after_contact: 'too soon after the last contact',
  combined: 'combined with another appointment of the day',
  answered: 'the client has answered',
  cancelled: 'the appointment is cancelled',
  changed: 'the appointment has changed',
  opted_out: 'the client wants no more reminders',
  cap_reached: 'called often enough today',
  too_late: 'too late for a call',
  number_busy: 'another call to this number is under way',
  refused: 'Twilio refused the number',
  country_not_allowed: 'calls to this country are not allowed',
  number_type_not_allowed: 'calls to this kind of number are not allowed',
  fixed_line: 'a landline takes no texts',
  not_in_dial_only: 'DIAL_ONLY does not name this number',
  account_refused: 'Twilio refused our account',
  paused: 'calling is paused',
  unresolved: 'not known whether the call went out',
  not_reached: 'not reached',
  reschedule_requested: 'wants another time',
  cancelled_late: 'cancelled at short notice',
  source_conflict: "the office's own records and the client's answer differ",
  called_now: 'called by hand instead',
  failed: 'the call failed',
};

/** "We will call on Tuesday, November 24 at 2:00 PM." `timeZone`: the office's, IANA. */
export function reminderSummary(
  reminder: {
    /** 0 is "call now". */
    number: number;
    dueAtMs: number;
    movedFromMs: number | null;
    state: ReminderState;
    reason: Reason | null;
  },
  timeZone: string,
): string {
  const { number, movedFromMs, state, reason } = reminder;
  const time = spokenTime(reminder.dueAtMs, timeZone);
  const why = reason === null ? '' : `: ${reasonInWords[reason]}`;
  if (number === 0 && (state === 'planned' || state === 'calling')) return 'We are calling now.';
  switch (state) {
    case 'planned':
      return movedFromMs === null
        ? `We will call on ${time}.`
        : `We will call on ${time}, not on ${spokenTime(movedFromMs, timeZone)}${why}.`;
    case 'calling':
      return `We are calling about the reminder of ${time}.`;
    case 'reached':
      return `We reached the client with the reminder of ${time}.`;
    case 'not_reached':
      return `We did not reach the client with the reminder of ${time}.`;
    case 'skipped':
      return `We will not call on ${spokenTime(movedFromMs ?? reminder.dueAtMs, timeZone)}${why}.`;
  }
}

function spokenTime(epochMs: number, timeZone: string): string {
  // Intl puts a narrow space before PM, which terminals and searches stumble over.
  const [date, time] = formatsOf(timeZone).map((format) => format.format(epochMs).replace(/\u202F/g, ' '));
  return `${date} at ${time}`;
}

/** Of a date and of a time: dear to make, and few, for the zone is the office's. */
const formats = new Map<string, [Intl.DateTimeFormat, Intl.DateTimeFormat]>();

function formatsOf(timeZone: string): [Intl.DateTimeFormat, Intl.DateTimeFormat] {
  const known = formats.get(timeZone);
  if (known) return known;
  const made: [Intl.DateTimeFormat, Intl.DateTimeFormat] = [
    new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'long', month: 'long', day: 'numeric' }),
    new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' }),
  ];
  formats.set(timeZone, made);
  return made;
}
