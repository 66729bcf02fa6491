// The test call: a phone to pick up, if it is the simulator's, and what became of the call.
import { get } from './api.js';
import { Phones } from './phones.js';
import { answerWords, outcomeWords } from './words.js';

/** @typedef {import('./types').TestCall} TestCall */

const place = document.getElementById('phones');
const { phones, phone } = place?.parentElement?.dataset ?? {};
if (place && phones && phone) new Phones(phones, place).choose(phone, 'Test client');

const outcome = document.getElementById('outcome');
if (outcome) void follow(outcome);

/** @param {HTMLElement} place */
async function follow(place) {
  for (;;) {
    try {
      /** @type {TestCall} */
      const call = await get(`/make-test-call/${place.dataset['attempt']}`);
      const text = words(call);
      if (place.textContent !== text) place.textContent = text;
      if (['ended', 'refused', 'retired'].includes(call.state)) return;
    } catch {
      place.textContent = 'Connection lost. Trying again …';
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** @param {TestCall} call */
function words({ state, outcome, answer, errorCode, pickedUp }) {
  switch (state) {
    case 'reserved':
    case 'dialing':
      return 'Calling …';
    case 'unresolved':
      return 'Twilio has not answered: the phone may ring or not. Wait two minutes before you call again.';
    case 'placed':
      if (answer) return `On the line: ${answerWords(answer)}.`;
      return pickedUp ? 'Picked up: on the line.' : 'The phone rings.';
    case 'ended': {
      const code = errorCode && outcome === 'failed' ? ` (code ${errorCode})` : '';
      return `Over: ${outcomeWords(outcome)}${answer ? `, ${answerWords(answer)}` : ''}${code}. Nothing has changed.`;
    }
    case 'refused':
      return `Twilio refused the call, code ${errorCode ?? '?'}.`;
    case 'retired':
      return 'The call was given up.';
  }
}
