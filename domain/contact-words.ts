/** Calls and texts, their outcomes and answers in words, in English. */
import type { OfficeClock } from './office-clock';
import type { Contact } from './standing';
import type { Answer, Outcome } from './words';

export const outcomeInWords: Readonly<Record<Outcome, string>> = {
  picked_up: 'picked up',
  voicemail: 'voicemail',
  busy: 'busy',
  no_answer: 'no answer',
  failed: 'could not be reached',
  canceled: 'called off',
  delivered: 'delivered',
};

/** After "the client". */
export const answerInWords: Readonly<Record<Answer, string>> = {
  confirm: 'confirmed',
  reschedule: 'asked for another time',
  cancel: 'cancelled',
  opt_out: 'wants no more reminders',
  office: 'asked for the office',
  none: 'pressed no key',
};

/** `Anna` of `staff:Anna`. */
export function nameOf(actor: string): string {
  if (actor.startsWith('staff:')) return actor.slice('staff:'.length);
  if (actor.startsWith('source:')) return `the office's ${actor.slice('source:'.length)}`;
  return actor === 'twilio' ? 'Twilio' : `the ${actor}`;
}

/** The last call, and the text that followed it; undefined when there was neither. */
export function contactWords(contacts: readonly Contact[], clock: OfficeClock): string | undefined {
  const calls = contacts.filter(({ channel }) => channel === 'call');
  const last = calls.at(-1);
  const text = contacts.at(-1)?.channel === 'sms' ? contacts.at(-1) : undefined;
  const before = calls.at(-2);
  const alike =
    last &&
    before &&
    outcomeOf(last) === outcomeOf(before) &&
    clock.sameDay(last.dialedAtMs, before.dialedAtMs);
  const first = alike ? `${clock.on(before.dialedAtMs)} and ` : '';
  const parts = [
    last &&
      `called ${first}${alike ? clock.time(last.dialedAtMs) : clock.on(last.dialedAtMs)}, ${outcomeOf(last)}`,
    text && textOf(text, clock),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** One call or text, as far as it got. */
export function attemptWords(
  contact: Omit<Contact, 'dialedAtMs'> & { dialedAtMs: number | null },
  clock: OfficeClock,
): string {
  const { channel, purpose, state, dialedAtMs } = contact;
  const call = channel === 'call';
  if (dialedAtMs === null) {
    if (state === 'reserved') return call ? 'The call waits for its turn' : 'The text waits for its turn';
    return call ? 'Not called after all' : 'Not texted after all';
  }
  const dialed = { ...contact, dialedAtMs };
  const words = call ? `called ${clock.on(dialedAtMs)}, ${outcomeOf(dialed)}` : textOf(dialed, clock);
  return purpose === 'test' ? `Test call: ${words}` : words.charAt(0).toUpperCase() + words.slice(1);
}

/** What came of a call: after "called 09:00, ". */
export function outcomeOf({ state, outcome, answer, pickedUpAtMs }: Contact): string {
  switch (state) {
    case 'unresolved':
      return 'not yet known whether it rang';
    case 'refused':
      return 'refused by Twilio';
    case 'retired':
      return 'but Twilio knows no such call';
    case 'reserved':
    case 'dialing':
    case 'placed':
      return pickedUpAtMs === null ? 'ringing' : 'on the phone';
    case 'ended':
      if (answer !== null && answer !== 'none') return answerInWords[answer];
      return outcome === 'picked_up' ? 'picked up but pressed no key' : outcomeInWords[outcome ?? 'failed'];
  }
}

function textOf({ state, outcome, dialedAtMs }: Contact, clock: OfficeClock): string {
  const time = clock.on(dialedAtMs);
  switch (state) {
    case 'unresolved':
      return `texted ${time}, not known whether it arrived`;
    case 'refused':
    case 'retired':
      return 'no text could be sent';
    case 'reserved':
    case 'dialing':
    case 'placed':
      return `texted ${time}`;
    case 'ended':
      return outcome === 'failed' ? `the text ${time} did not arrive` : `texted ${time}`;
  }
}
