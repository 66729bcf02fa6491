/** The timeline as sentences. */
import { parseAttemptId } from '../domain/attempt-id';
import type { TimelineEvent } from './api';
import { moment } from './times';
import { answerWords, outcomeWords, reasonWords } from './words';

const texts: Readonly<Record<string, string>> = {
  sms_reminder: 'reminder',
  sms_confirmed: 'confirmation',
  sms_reschedule: 'how to find another time',
  sms_cancelled: 'cancellation',
};

/** What happened, without its time. */
export function sentence(event: TimelineEvent, timeZone: string | undefined): string {
  const { what, actor, reason, detail } = event;
  const why = reason ? `: ${reasonWords(reason)}` : '';
  const who = nameOf(actor);
  const at = (key: string): string => {
    const value = detail[key];
    return typeof value === 'number' || typeof value === 'string' ? moment(new Date(value), timeZone) : '?';
  };
  const attempt = parseAttemptId(event.attempt ?? '');
  const number = detail['reminder'] ?? attempt?.reminder;
  const reminder =
    typeof number !== 'number' ? 'A reminder' : number === 0 ? '"Call now"' : `Reminder ${number}`;

  switch (what) {
    case 'registered':
      return `Registered by ${who} for ${at('startsAt')}`;
    case 'changed':
      return `Changed by ${who}: ${Object.keys(detail).join(', ')}`;
    case 'confirmed':
      return `Confirmed by ${who}`;
    case 'cancelled':
      return `Cancelled by ${who}`;
    case 'attendance_recorded':
      return detail['attended'] === false ? 'The client did not come' : 'The client came';
    case 'call_now_requested':
      return `${who} asked for a call now`;
    case 'reminder_moved':
      return `${reminder} was moved from ${at('from')} to ${at('to')}${why}`;
    case 'reminder_skipped':
      return `${reminder} was skipped${why}`;
    case 'reminder_deferred':
      return detail['untilMs'] === undefined
        ? `The call waits${why}${typeof detail['by'] === 'string' ? `, by ${nameOf(detail['by'])}` : ''}`
        : `The call was put off until ${at('untilMs')}${why}`;
    case 'call_placed':
      return 'Twilio took the call';
    case 'call_refused':
      return `Twilio refused the call (error ${text(detail['code'])})${why}`;
    case 'call_unresolved':
      return 'Twilio did not say whether it took the call; it will be asked';
    case 'call_resolved':
      return 'Twilio knows the call: it went out';
    case 'call_retired':
      return `The call was withdrawn${why}`;
    case 'call_picked_up':
      return detail['answeredBy'] === 'human'
        ? 'The client picked up'
        : `Picked up by a ${text(detail['answeredBy'])}`;
    case 'named_together':
      return `Told in the call about appointment ${text(detail['with'])}`;
    case 'call_ended':
      return `The call ended: ${outcomeWords(detail['outcome'])}`;
    case 'redial_planned':
      return `Another call is planned for ${at('atMs')}: ${reason ? reasonWords(reason) : outcomeWords(detail['why'])}`;
    case 'answer_recorded':
      return `The client answered: ${answerWords(detail['answer'])}`;
    case 'answer_ignored':
      return `The client answered, which did not count${why} (${answerWords(detail['answer'])})`;
    case 'text_sent':
      return `A text was sent: ${texts[text(detail['text'])] ?? text(detail['text'])}`;
    case 'text_refused':
      return `No text was sent${why}`;
    case 'text_unresolved':
      return 'Twilio did not say whether it took the text; it is not sent again';
    case 'text_ended':
      return `The text ended: ${outcomeWords(detail['outcome'])}`;
    case 'desk_listed':
      return `On the desk list, to be rung by hand${why}`;
    case 'desk_done':
      return `Off the desk list, by ${who}${why}${detail['note'] ? ` (${text(detail['note'])})` : ''}`;
    case 'opted_out':
      return 'The client wants no more reminders';
    case 'opted_in':
      return 'The client takes reminders again';
    case 'test_call':
      return actor === 'client'
        ? `Test call: ${answerWords(detail['answer'])}; nothing changed`
        : `Test call by ${who}${why}`;
  }
}

function nameOf(actor: string): string {
  return actor.startsWith('staff:') ? `${actor.slice('staff:'.length)} (staff)` : actor;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
}
