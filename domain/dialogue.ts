/**
 * The talk on the phone as a state machine: which phrases are said, which answer a key records, how it goes on.
 * It knows neither texts (`messages/`) nor TwiML (`telephony/`).
 */
import type { Answer } from './words';

export const phrases = [
  'reminder',
  /** One number, one call: several appointments of one day. */
  'reminder_several',
  /** When the details cannot be read: no name, no time; the keys still work. */
  'reminder_unnamed',
  'voicemail',
  'voicemail_several',
  'voicemail_unnamed',
  'test_note',
  'confirmed',
  'confirmed_several',
  /** One of several is to be moved or cancelled: which, a person must ask. */
  'several_call_office',
  'reschedule',
  'cancelled',
  'opt_out_ask',
  'opted_out',
  'connecting',
  /** After the transfer to the office: true whether or not the office picked up. */
  'after_office',
  'wrong_key',
  'missing_key',
  'goodbye',
  /** The appointment changed between dialling and picking up. */
  'changed',
  'was_cancelled',
  'already_answered',
  /** The answer could not be stored: never thanks. */
  'call_office',
] as const;
export type Phrase = (typeof phrases)[number];

/** Carried from one key to the next in the URL: a call holds no state on our side. */
export interface DialogueState {
  /** Wrong or missing keys so far. */
  asked: number;
  /** How often `*` has repeated the reminder. */
  repeated: number;
  /** The last key was the first of the two 9s. */
  optOutPressed: boolean;
  /** The call is about several appointments. */
  several?: true;
}

export type Then = { kind: 'gather'; state: DialogueState } | { kind: 'hang_up' } | { kind: 'dial_office' };

export interface Turn {
  say: Phrase[];
  record?: Answer;
  then: Then;
}

/** Whether what the client would hear still holds at the moment of picking up. */
export type Staleness = 'current' | 'changed' | 'cancelled' | 'answered';
export type AnsweredBy = 'human' | 'machine' | 'fax';

export interface OpeningContext {
  /** The appointment's details could be read. */
  known: boolean;
  stale: Staleness;
  answeredBy: AnsweredBy;
  /** Somebody tries it out: keys are answered but change nothing. */
  test: boolean;
  several?: boolean;
}

export const maxAsked = 2;
export const maxRepeated = 3;
export const initialState: DialogueState = { asked: 0, repeated: 0, optOutPressed: false };

const hangUp: Then = { kind: 'hang_up' };

/** When an answer could not be stored. */
export const notStored: Turn = { say: ['call_office'], then: hangUp };

/** When the appointment is no longer what the call was placed for. */
export function overtaken(stale: Exclude<Staleness, 'current'>): Turn {
  switch (stale) {
    case 'changed':
      return { say: ['changed'], then: hangUp };
    case 'cancelled':
      return { say: ['was_cancelled'], then: hangUp };
    case 'answered':
      return { say: ['already_answered'], then: hangUp };
  }
}

/** What is said when the call is picked up. */
export function opening({ known, stale, answeredBy, test, several = false }: OpeningContext): Turn {
  if (answeredBy === 'fax') return { say: [], then: hangUp };
  if (known && stale !== 'current') return overtaken(stale);
  const note: Phrase[] = test ? ['test_note'] : [];
  if (answeredBy === 'machine')
    return { say: [...note, known ? 'voicemail' : 'voicemail_unnamed'], then: hangUp };
  return {
    say: [...note, known ? 'reminder' : 'reminder_unnamed'],
    then: { kind: 'gather', state: several ? { ...initialState, several } : initialState },
  };
}

/** @param key what was pressed; '' when nothing was. */
export function onKey(state: DialogueState, key: string): Turn {
  switch (key) {
    case '1':
      return { say: ['confirmed'], record: 'confirm', then: hangUp };
    case '2':
      if (state.several) return oneOfSeveral;
      return { say: ['reschedule'], record: 'reschedule', then: hangUp };
    case '3':
      if (state.several) return oneOfSeveral;
      return { say: ['cancelled'], record: 'cancel', then: hangUp };
    case '0':
      return { say: ['connecting'], record: 'office', then: { kind: 'dial_office' } };
    case '9':
      return state.optOutPressed
        ? { say: ['opted_out'], record: 'opt_out', then: hangUp }
        : { say: ['opt_out_ask'], then: { kind: 'gather', state: { ...state, optOutPressed: true } } };
    case '*':
      return state.repeated < maxRepeated ? repeat(state) : askAgain(state, 'wrong_key');
    case '':
      return askAgain(state, 'missing_key');
    default:
      return askAgain(state, 'wrong_key');
  }
}

/** Nothing changes: the office asks which one is meant. */
const oneOfSeveral: Turn = { say: ['several_call_office'], record: 'office', then: hangUp };

function repeat(state: DialogueState): Turn {
  const next = { ...state, repeated: state.repeated + 1, optOutPressed: false };
  return { say: ['reminder'], then: { kind: 'gather', state: next } };
}

function askAgain(state: DialogueState, phrase: 'wrong_key' | 'missing_key'): Turn {
  if (state.asked >= maxAsked) return { say: ['goodbye'], record: 'none', then: hangUp };
  const next = { ...state, asked: state.asked + 1, optOutPressed: false };
  return { say: [phrase], then: { kind: 'gather', state: next } };
}

/** As a URL query without `?`: `asked=1&repeated=0&optOut=1`. */
export function encodeState(state: DialogueState): string {
  return `asked=${state.asked}&repeated=${state.repeated}&optOut=${state.optOutPressed ? 1 : 0}${state.several ? '&several=1' : ''}`;
}

/** Junk in any part gives the initial state: the signature has vouched for the URL, so junk is a mistake of ours. */
export function decodeState(query: string | Readonly<Record<string, unknown>>): DialogueState {
  const values = typeof query === 'string' ? parseQuery(query) : query;
  const asked = count(values.asked, maxAsked);
  const repeated = count(values.repeated, maxRepeated);
  const optOut = count(values.optOut, 1);
  const several = count(values.several, 1);
  if (asked === undefined || repeated === undefined || optOut === undefined || several === undefined)
    return initialState;
  return { asked, repeated, optOutPressed: optOut === 1, ...(several === 1 ? { several: true } : {}) };
}

function parseQuery(query: string): Record<string, string> {
  const pairs = query.replace(/^\?/, '').split('&');
  return Object.fromEntries(
    pairs.map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']),
  );
}

function count(value: unknown, max: number): number | undefined {
  if (value === undefined) return 0;
  if (typeof value !== 'string' || !/^\d$/.test(value)) return undefined;
  return Number(value) <= max ? Number(value) : undefined;
}
