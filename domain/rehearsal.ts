/** A call played through before any phone rings: what the client hears, key by key, and what each key does. */
import { onKey, opening, type Then, type Turn } from './dialogue';
import type { Answer } from './words';

export interface RehearsedStep {
  /** What was pressed; '' when nothing was, null for picking up. */
  key: string | null;
  turn: Turn;
  /** For people. */
  result: string;
}

export type Rehearsal = { kind: 'played'; steps: RehearsedStep[] } | { kind: 'over'; atKey: number };

/** `over`: the call had ended before this key, counted from 0. */
export function rehearse(keys: readonly string[]): Rehearsal {
  let turn = opening({ known: true, stale: 'current', answeredBy: 'human', test: false });
  const steps: RehearsedStep[] = [{ key: null, turn, result: resultOf(turn) }];
  for (const [index, key] of keys.entries()) {
    if (turn.then.kind !== 'gather') return { kind: 'over', atKey: index };
    turn = onKey(turn.then.state, key);
    steps.push({ key, turn, result: resultOf(turn) });
  }
  return { kind: 'played', steps };
}

function resultOf({ record, then }: Turn): string {
  return [...(record === undefined ? [] : [effects[record]]), follows[then.kind]].join(' ');
}

const effects: Record<Answer, string> = {
  confirm: 'The appointment is confirmed, and no more reminders follow.',
  reschedule: 'Reminders stop, and the client is on the desk list, to be given another time.',
  cancel: 'The appointment is cancelled.',
  opt_out: 'This number is not contacted any more, by call or text.',
  office: 'The client asked for the office; the appointment stands as it is.',
  none: 'No answer is recorded; a text follows.',
};

const follows: Record<Then['kind'], string> = {
  gather: 'The call waits for a key.',
  hang_up: 'The call ends.',
  dial_office: 'The office is rung and put through; if nobody picks up, the client hears its number.',
};
