/** The parts of a timeline event in words. Its detail is JSON of any age: what is no known word is shown as it is. */
import { parseAttemptId } from './attempt-id';
import { answerInWords, nameOf, outcomeInWords } from './contact-words';
import type { OfficeClock } from './office-clock';
import { reasonInWords } from './plan-words';
import type { Told } from './standing';
import { answers, outcomes, type Reason } from './words';

export function deferred({ reason, channel, detail }: Told, clock: OfficeClock): string {
  const contact = channel === 'sms' ? 'The text' : 'The call';
  const until = instant(detail['untilMs'], clock);
  if (until !== undefined) return `${contact} was put off until ${until}${because(reason)}`;
  const by = detail['by'];
  return `${contact} waits${because(reason)}${typeof by === 'string' ? ` by ${nameOf(by)}` : ''}`;
}

/** What a change was about; of the client, who is personal, the timeline knows only which fields. */
export function changes(detail: Told['detail'], clock: OfficeClock): string {
  const parts = Object.entries(detail).map(([field, value]) => {
    if (
      field === 'startsAt' &&
      typeof value === 'object' &&
      value !== null &&
      'from' in value &&
      'to' in value
    )
      return `moved from ${instant(value.from, clock) ?? '?'} to ${instant(value.to, clock) ?? '?'}`;
    if (field === 'client' && Array.isArray(value))
      return value.map((each) => `the client's ${clientFields[String(each)] ?? String(each)}`).join(', ');
    return fields[field] ?? field;
  });
  return parts.length > 0 ? parts.join(', ') : 'nothing that matters';
}

const clientFields: Readonly<Record<string, string>> = {
  name: 'name',
  phone: 'number',
  locale: 'language',
  timeZone: 'time zone',
};
const fields: Readonly<Record<string, string>> = {
  reminders: 'when reminders are due',
  durationMinutes: 'how long it takes',
  bookedAt: 'when it was booked',
  metadata: 'the notes of other programs',
};
const whoPickedUp: Readonly<Record<string, string>> = {
  human: 'The client picked up',
  machine: 'An answering machine picked up',
  fax: 'A fax machine picked up',
};
const textNames: Readonly<Record<string, string>> = {
  sms_reminder: 'the reminder',
  sms_confirmed: 'the confirmation',
  sms_reschedule: 'how to find another time',
  sms_cancelled: 'the cancellation',
};

export function reminderName({ attempt, detail }: Told): string {
  const number = detail['reminder'] ?? parseAttemptId(attempt ?? '')?.reminder;
  if (typeof number !== 'number') return 'A reminder';
  return number === 0 ? 'The call that staff asked for' : `Reminder ${number}`;
}

export function because(reason: Reason | null): string {
  return reason === null ? '' : `: ${reasonInWords[reason]}`;
}

export function by(channel: Told['channel']): string {
  return channel === 'sms' ? 'by text' : 'by phone';
}

export function together(other: unknown): string {
  return typeof other === 'number' ? `, in the call about appointment ${other}` : '';
}

export function pickedUp(by: unknown): string {
  return whoPickedUp[text(by)] ?? 'The phone was picked up';
}

export function textName(name: unknown): string {
  return textNames[text(name)] ?? text(name);
}

export function ended(outcome: unknown): string {
  return oneOf(outcomes, outcomeInWords, outcome);
}

export function answered(answer: unknown): string {
  return oneOf(answers, answerInWords, answer);
}

function oneOf<T extends string>(
  words: readonly T[],
  said: Readonly<Record<T, string>>,
  code: unknown,
): string {
  const word = words.find((each) => each === code);
  return word === undefined ? text(code) : said[word];
}

export function instant(value: unknown, clock: OfficeClock): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  return clock.moment(new Date(value).getTime());
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'unknown';
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
