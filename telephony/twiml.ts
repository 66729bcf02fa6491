/** Turns of the talk as TwiML. Only by `VoiceResponse`, which escapes names and URLs. */
import { twiml } from 'twilio';
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { DialogueState, Phrase, Turn } from '../domain/dialogue';
import type { Rendered } from '../messages/render';

export interface TurnContext {
  render: (phrase: Phrase) => Rendered;
  /** Where the next key goes; the state rides in its query. */
  actionUrl: (state: DialogueState) => string;
  /** E.164 */
  officePhone: string;
}

/** How long the phone waits for a key after the last word. */
const keyTimeoutSeconds = 6;
const officeRingSeconds = 25;
/** Twilio refuses a longer <Say>. */
const maxSayCharacters = 4_096;

export function renderTurn(turn: Turn, { render, actionUrl, officePhone }: TurnContext): string {
  const response = new twiml.VoiceResponse();
  const say = (verb: Sayer, phrase: Phrase): void => {
    const { text, voice, language } = render(phrase);
    // The types list the voices of one release of the package; `messages/` may name a newer one.
    verb.say({ voice, language } as VoiceResponse.SayAttributes, text.slice(0, maxSayCharacters));
  };
  switch (turn.then.kind) {
    case 'gather': {
      const gather = response.gather({
        input: ['dtmf'],
        numDigits: 1,
        // Otherwise # would end the input, and look like no key at all.
        finishOnKey: '',
        timeout: keyTimeoutSeconds,
        actionOnEmptyResult: true,
        action: actionUrl(turn.then.state),
        method: 'POST',
      });
      for (const phrase of turn.say) say(gather, phrase);
      break;
    }
    case 'hang_up':
      for (const phrase of turn.say) say(response, phrase);
      response.hangup();
      break;
    case 'dial_office':
      for (const phrase of turn.say) say(response, phrase);
      response.dial({ timeout: officeRingSeconds }, officePhone);
      // Without `action` the document goes on here when the office did not pick up or hung up first.
      say(response, 'after_office');
      response.hangup();
      break;
  }
  return response.toString();
}

/** For a call that must not go on, such as a second one for the same attempt. */
export function rejectTwiml(): string {
  const response = new twiml.VoiceResponse();
  response.hangup();
  return response.toString();
}

/** The reply to a text; null: none. */
export function messageTwiml(text: string | null): string {
  const response = new twiml.MessagingResponse();
  if (text !== null) response.message(text);
  return response.toString();
}

interface Sayer {
  say(attributes: VoiceResponse.SayAttributes, message: string): unknown;
}
