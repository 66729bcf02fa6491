/** What happened, as one sentence in English without its own time: the API's answers, the command and the pages show it. */
import { parseAttemptId } from './attempt-id';
import { nameOf } from './contact-words';
import {
  answered,
  because,
  by,
  capital,
  changes,
  deferred,
  ended,
  instant,
  pickedUp,
  reminderName,
  text,
  textName,
  together,
} from './detail-words';
import type { OfficeClock } from './office-clock';
import { reasonInWords } from './plan-words';
import type { Told } from './standing';

export function eventWords(event: Told, clock: OfficeClock): string {
  const line = sentence(event, clock);
  const test = parseAttemptId(event.attempt ?? '')?.revision === 0 && event.what !== 'test_call';
  return test ? `Test call. ${line}` : line;
}

function sentence(event: Told, clock: OfficeClock): string {
  const { what, actor, channel, detail } = event;
  const why = because(event.reason);
  const who = nameOf(actor);
  const at = (key: string): string => instant(detail[key], clock) ?? 'an unknown time';
  switch (what) {
    case 'registered':
      return `Registered by ${who} for ${at('startsAt')}`;
    case 'changed':
      return `Changed by ${who}: ${changes(detail, clock)}`;
    case 'confirmed':
      return `Confirmed by ${who}`;
    case 'cancelled':
      return `Cancelled by ${who}`;
    case 'attendance_recorded':
      return `${detail['attended'] === false ? 'The client did not come' : 'The client came'}, says ${who}`;
    case 'call_now_requested':
      return `${capital(who)} asked for a call now`;
    case 'reminder_moved':
      return `${reminderName(event)} was moved from ${at('from')} to ${at('to')}${why}`;
    case 'reminder_skipped':
      return `${reminderName(event)} was skipped${why}`;
    case 'reminder_deferred':
      return deferred(event, clock);
    case 'call_placed':
      return 'Twilio took the call: it rings';
    case 'call_refused':
      return `Twilio refused the call (error ${text(detail['code'])})${why}`;
    case 'call_unresolved':
      return 'Twilio did not say whether it took the call; it will be asked';
    case 'call_resolved':
      return 'Twilio knows the call: it went out';
    case 'call_retired':
      return `The call was withdrawn${why}`;
    case 'call_picked_up':
      return pickedUp(detail['answeredBy']);
    case 'named_together':
      return `Told in the call about appointment ${text(detail['with'])}`;
    case 'call_ended':
      return `The call ended: ${ended(detail['outcome'])}`;
    case 'redial_planned': {
      const cause = event.reason ? reasonInWords[event.reason] : ended(detail['why']);
      return `${capital(cause)}: calls again ${at('atMs')}`;
    }
    case 'answer_recorded':
      return `The client ${answered(detail['answer'])} ${by(channel)}${together(detail['with'])}`;
    case 'answer_ignored':
      return `The client ${answered(detail['answer'])} ${by(channel)}, which did not count${why}`;
    case 'text_sent':
      return `A text was sent: ${textName(detail['text'])}`;
    case 'text_refused':
      return `No text was sent${why}`;
    case 'text_unresolved':
      return 'Twilio did not say whether it took the text; it is not sent again';
    case 'text_ended':
      return detail['outcome'] === 'delivered' ? 'The text was delivered' : 'The text did not arrive';
    case 'desk_listed':
      return `On the desk list, to be rung by hand${why}`;
    case 'desk_done':
      return `Off the desk list, by ${who}${why}${typeof detail['note'] === 'string' ? ` (${detail['note']})` : ''}`;
    case 'opted_out':
      return actor === 'client'
        ? 'The client wants no more reminders'
        : `Reminders were switched off by ${who}`;
    case 'opted_in':
      return actor === 'client' ? 'The client takes reminders again' : `Reminders were switched on by ${who}`;
    case 'source_overruled':
      return `${capital(who)} ${detail['said'] === 'cancelled' ? 'cancelled it' : 'has it as on again'}, but the answer here is newer and stands`;
    case 'written_back':
      return `The answer was written to ${nameOf(`source:${text(detail['source'])}`)}`;
    case 'write_back_passed_over':
      return `The answer was not written to ${nameOf(`source:${text(detail['source'])}`)}, which has changed since`;
    case 'test_call':
      return actor === 'client'
        ? `Test call: somebody ${answered(detail['answer'])}; nothing changed`
        : `Test call by ${who}${why}`;
  }
}
