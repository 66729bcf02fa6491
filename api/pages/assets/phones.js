// The simulator's phones: one frame each, never loaded again, since that would cut off who talks.

/** Every frame keeps a connection open, and browsers allow six to one server. */
const maxPhones = 3;

export class Phones {
  /** @type {Map<string, { frame: HTMLIFrameElement, button: HTMLButtonElement, name: string }>} */
  #phones = new Map();
  /** @type {string | undefined} */
  #front;

  /** @param {string} simulator its URL @param {HTMLElement} place @param {HTMLElement} [chooser] */
  constructor(simulator, place, chooser) {
    this.simulator = simulator;
    this.place = place;
    this.chooser = chooser;
  }

  /** @param {string} phone */
  has(phone) {
    return this.#phones.has(phone);
  }

  get isFull() {
    return this.#phones.size >= maxPhones;
  }

  /** The number of the phone that is shown. */
  get front() {
    return this.#front;
  }

  /** Adds it if need be, and brings it to the front. @param {string} phone @param {string} name */
  choose(phone, name) {
    this.add(phone, name);
    this.#front = phone;
    this.#show();
  }

  /** Behind the one that is shown, if there is one. @param {string} phone @param {string} name */
  add(phone, name) {
    if (this.#phones.has(phone)) return;
    if (this.isFull) this.#removeOldest();
    const frame = document.createElement('iframe');
    const query = new URLSearchParams({ numbers: phone, names: name.replaceAll(',', ' ') });
    frame.src = `${this.simulator}/?${query}`;
    frame.allow = 'autoplay';
    frame.title = `Phone of ${name}`;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', () => this.choose(phone, name));
    this.#phones.set(phone, { frame, button, name });
    this.place.append(frame);
    this.chooser?.append(button);
    this.#front ??= phone;
    this.#show();
  }

  #removeOldest() {
    const oldest = [...this.#phones.keys()].find((phone) => phone !== this.#front);
    const entry = oldest === undefined ? undefined : this.#phones.get(oldest);
    if (oldest === undefined || !entry) return;
    entry.frame.remove();
    entry.button.remove();
    this.#phones.delete(oldest);
  }

  #show() {
    for (const [phone, { frame, button }] of this.#phones) {
      frame.hidden = phone !== this.#front;
      button.setAttribute('aria-pressed', String(phone === this.#front));
    }
    if (this.chooser) this.chooser.hidden = this.#phones.size < 2;
  }
}
