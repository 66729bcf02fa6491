/** What became of a test call, in English, while it goes on and after. */
import type { Answer, AttemptState, Outcome } from './words';
import { outcomeInWords } from './contact-words';

export interface TestCallFate {
  state: AttemptState;
  outcome: Outcome | null;
  answer: Answer | null;
  errorCode: string | null;
  pickedUpAtMs: number | null;
}

const pressed: Readonly<Record<Answer, string>> = {
  confirm: 'pressed 1: confirmed',
  reschedule: 'pressed 2: wants another time',
  cancel: 'pressed 3: cancelled',
  opt_out: 'pressed 9 twice: no more reminders',
  office: 'pressed 0: connected to the office',
  none: 'pressed no key that counts',
};

export function testCallWords({ state, outcome, answer, errorCode, pickedUpAtMs }: TestCallFate): string {
  switch (state) {
    case 'reserved':
    case 'dialing':
      return 'Calling …';
    case 'unresolved':
      return 'Twilio has not answered: the phone may ring or not. Wait two minutes before you call again.';
    case 'placed':
      if (answer) return `On the line: ${pressed[answer]}.`;
      return pickedUpAtMs === null ? 'The phone rings.' : 'Picked up: on the line.';
    case 'ended': {
      const code = errorCode !== null && outcome === 'failed' ? ` (code ${errorCode})` : '';
      const key = answer ? `, ${pressed[answer]}` : '';
      return `Over: ${outcomeInWords[outcome ?? 'failed']}${key}${code}. Nothing has changed.`;
    }
    case 'refused':
      return `Twilio refused the call, code ${errorCode ?? '?'}.`;
    case 'retired':
      return 'The call was given up.';
  }
}

/** Nothing more will happen to it. */
export function isOver(state: AttemptState): boolean {
  return state === 'ended' || state === 'refused' || state === 'retired';
}
