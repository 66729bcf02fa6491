// One phone on the page.
import { post } from './api.js';
import { duration, pretty } from './format.js';
import { isAudible, keyTone, ring, setSound, speak, stopSpeaking } from './sound.js';
import { element, Thread } from './thread.js';

/** @typedef {import('./types').CallRecord} CallRecord */
/** @typedef {import('./types').MessageRecord} MessageRecord */

const KEYS = '123456789*0#';

export class Phone {
  /** The call that is shown. @type {CallRecord | null} */
  #call = null;
  /** Only the page whose button was clicked speaks. */
  #isPickedUpHere = false;
  #spoken = 0;
  /** @type {(() => void) | null} */
  #stopRinging = null;
  /** Who wrote or called last: gets the reply. @type {string | undefined} */
  #peer;

  /** @param {string} number @param {string} [name] */
  constructor(number, name) {
    this.number = number;
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById('phone'));
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    this.root = /** @type {HTMLElement} */ (copy.querySelector('.phone'));
    this.root.setAttribute('aria-label', `Phone of ${name ?? number}`);
    this.#text('name', name ?? 'Phone');
    this.#text('number', pretty(number));
    this.#text('initials', name ? initials(name) : '☎');
    this.#text('ringing-to', name ? `for ${name}` : `for ${pretty(number)}`);
    this.thread = new Thread(this.#part('thread'));
    this.#makeKeypad();
    this.#listen();
    this.showSound();
    setInterval(() => this.#tick(), 1000);
  }

  /** @param {CallRecord} record */
  showCall(record) {
    if (record.endedAtMs !== null) this.thread.showCall(record);
    const isOver = record.endedAtMs !== null || record.status === 'queued';
    if (isOver && record.sid !== this.#call?.sid) return;
    if (record.sid !== this.#call?.sid) {
      this.#spoken = 0;
      this.#isPickedUpHere = false;
    }
    this.#peer = record.from;
    this.#sayWhatIsNew(record);
    const state = isOver ? 'idle' : record.status === 'ringing' ? 'ringing' : 'talking';
    this.#call = isOver ? null : record;
    this.#enter(state, record);
    this.root.toggleAttribute('data-gathering', record.gathering);
    this.#text('talking-from', pretty(record.from));
    this.#text('ringing-from', pretty(record.from));
    this.#text('line', record.connectedTo ? `Connected to ${pretty(record.connectedTo)}` : 'On the line');
    this.#text('pressed', record.keys.join(''));
    this.#tick();
  }

  /** @param {MessageRecord} record */
  showMessage(record) {
    if (record.from !== this.number) this.#peer = record.from;
    this.thread.showMessage(record, this.number);
  }

  clear() {
    this.thread.clear();
    this.#call = null;
    this.#enter('idle', null);
  }

  showSound() {
    this.#part('sound').setAttribute('aria-pressed', String(isAudible()));
    this.#part('sound').title = isAudible() ? 'Sound is on' : 'Sound is off: click to hear it ring';
  }

  /** @param {'idle' | 'ringing' | 'talking'} state @param {CallRecord | null} record */
  #enter(state, record) {
    if (this.root.dataset.state === state) return;
    const hadFocus = this.root.contains(document.activeElement);
    this.root.dataset.state = state;
    this.#part('home').hidden = state !== 'idle';
    this.#part('ringing').hidden = state !== 'ringing';
    this.#part('talking').hidden = state !== 'talking';
    this.#stopRinging?.();
    this.#stopRinging = state === 'ringing' ? ring() : null;
    const from = record ? pretty(record.from) : '';
    this.#text(
      'announce',
      { idle: 'Call ended', ringing: `Incoming call from ${from}`, talking: 'Connected' }[state],
    );
    // The button that had the focus is gone: keep it inside the phone.
    const next = { idle: 'thread', ringing: 'pick-up', talking: 'said' }[state];
    if (hadFocus) this.#part(next).focus();
  }

  /** @param {CallRecord} record */
  #sayWhatIsNew(record) {
    const list = this.#part('said');
    if (this.#spoken === 0) list.replaceChildren();
    for (const said of record.said.slice(this.#spoken)) {
      const line = element('li', '', said.text);
      if (said.language) line.lang = said.language;
      list.append(line);
      list.scrollTop = list.scrollHeight;
      if (this.#isPickedUpHere) speak(said);
    }
    this.#spoken = record.said.length;
  }

  #tick() {
    if (this.#call?.startedAtMs) this.#text('timer', duration(Date.now() - this.#call.startedAtMs));
  }

  /** @param {string} key */
  #press(key) {
    if (this.root.dataset.state !== 'talking' || !this.#call) return;
    stopSpeaking();
    keyTone(key);
    const button = [...this.#part('keypad').children].find(({ textContent }) => textContent === key);
    button?.classList.add('is-down');
    setTimeout(() => button?.classList.remove('is-down'), 140);
    void post(`calls/${this.#call.sid}/keys`, { digits: key });
  }

  #makeKeypad() {
    for (const key of KEYS) {
      const button = element('button', '', key);
      button.setAttribute('type', 'button');
      if (key === '*') button.setAttribute('aria-label', 'star');
      if (key === '#') button.setAttribute('aria-label', 'hash');
      button.addEventListener('click', () => this.#press(key));
      this.#part('keypad').append(button);
    }
  }

  #listen() {
    /** @param {string} what */
    const act = (what) => () => {
      this.#isPickedUpHere = what === 'pick-up';
      if (what === 'hang-up') stopSpeaking();
      if (this.#call) void post(`calls/${this.#call.sid}/${what}`);
    };
    for (const what of ['pick-up', 'decline', 'hang-up'])
      this.#part(what).addEventListener('click', act(what));
    this.root.addEventListener('keydown', (event) => {
      const isTyping = event.target instanceof HTMLInputElement;
      if (!isTyping && KEYS.includes(event.key) && !event.ctrlKey && !event.metaKey) this.#press(event.key);
    });
    const sound = this.#part('sound');
    // The click that lets the page sound at all must not switch it off again: ask before that.
    let isWanted = true;
    for (const gesture of ['pointerdown', 'keydown']) {
      sound.addEventListener(gesture, () => (isWanted = !isAudible()));
    }
    sound.addEventListener('click', () => {
      setSound(isWanted);
      this.root.dispatchEvent(new CustomEvent('sound', { bubbles: true }));
    });
    const reply = /** @type {HTMLFormElement} */ (this.#part('reply'));
    reply.addEventListener('submit', (event) => {
      event.preventDefault();
      const body = String(new FormData(reply).get('body')).trim();
      if (body === '') return;
      void post('sms', { from: this.number, body, ...(this.#peer ? { to: this.#peer } : {}) });
      reply.reset();
    });
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-part="${name}"]`));
  }

  /** @param {string} part @param {string} text */
  #text(part, text) {
    const at = this.#part(part);
    if (at.textContent !== text) at.textContent = text;
  }
}

/** @param {string} name */
function initials(name) {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}
