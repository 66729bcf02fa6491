/** The closed lists of words, as a person would say them. */
import { reasonInWords } from '../domain/plan-words';
import type { Answer, Outcome } from '../domain/words';

const outcomes: Record<Outcome, string> = {
  picked_up: 'picked up',
  voicemail: 'voicemail',
  busy: 'busy',
  no_answer: 'no answer',
  failed: 'could not be reached',
  canceled: 'called off',
  delivered: 'delivered',
};

const answers: Record<Answer, string> = {
  confirm: 'confirmed',
  reschedule: 'wants another time',
  cancel: 'cancelled',
  opt_out: 'wants no more reminders',
  office: 'asked for the office',
  none: 'gave no answer',
};

/** What to do about a refusal of the API, by its code; where its own sentence does not say so already. */
const remedies: Readonly<Record<string, string>> = {
  outside_hours: 'Try again when they are open, or ring by hand.',
  opted_out: 'Ring by hand, or lift it with DELETE /v1/opt-outs/<phone> if the client asks for that.',
  cap_reached: 'Ring by hand, or try again tomorrow.',
  country_not_allowed: 'Add the country there if its calls may be paid for.',
  number_type_not_allowed: 'Change client.phone to a personal number.',
  not_in_dial_only: 'Add the number there, or unset DIAL_ONLY when the trial is over.',
  too_late: 'Ring by hand.',
  answered: 'slotkeeper show tells what the answer was.',
  cancelled: 'slotkeeper show tells who cancelled it.',
  key_cap_reached: 'Raise MAX_APPOINTMENTS_PER_KEY_PER_DAY if this is no mistake.',
  internal: 'slotkeeper doctor may find the cause.',
  unavailable: 'slotkeeper doctor tells more.',
  not_found: 'slotkeeper list shows those that there are.',
};

export const reasonWords = (reason: string): string => inWords(reasonInWords, reason);
export const outcomeWords = (outcome: unknown): string => inWords(outcomes, outcome);
export const answerWords = (answer: unknown): string => inWords(answers, answer);
export const remedyOf = (code: string): string | undefined => remedies[code];

/** A word of a newer API is shown as it is. */
function inWords(words: Readonly<Record<string, string>>, code: unknown): string {
  const text = typeof code === 'string' ? code : 'unknown';
  return words[text] ?? text.replaceAll('_', ' ');
}
