// One appointment in the list.
import { get, now, post, Refusal } from './api.js';
import { span } from './times.js';
import { eventWords, lastWords, isReason, reasonWords } from './words.js';

/** @typedef {import('./types').Appointment} Appointment */
/** @typedef {import('./types').TimelineEvent} TimelineEvent */

/** @type {Record<string, [symbol: string, word: string]>} */
const statuses = {
  scheduled: ['○', 'Scheduled'],
  calling: ['☎', 'Calling'],
  confirmed: ['✓', 'Confirmed'],
  reschedule_requested: ['↻', 'Wants another time'],
  cancelled: ['✕', 'Cancelled'],
};

export class Row {
  /** What is shown. @type {Appointment | undefined} */
  #shown;
  #timelineOf = '';

  /**
   * @param {import('./times.js').OfficeClock} clock
   * @param {{ choosePhone?: (client: Appointment['client']) => void, announce: (text: string) => void }} hooks
   */
  constructor(clock, { choosePhone, announce }) {
    this.clock = clock;
    this.announce = announce;
    this.choosePhone = choosePhone;
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById('row'));
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    this.root = /** @type {HTMLElement} */ (copy.querySelector('li'));
    if (choosePhone) this.#makePhoneButton(choosePhone);
    this.#part('call').addEventListener('click', () => void this.#callNow());
    this.#part('details').addEventListener('toggle', () => void this.#showTimeline());
    this.root.addEventListener('animationend', () => this.root.classList.remove('is-new'));
  }

  /** @param {Appointment} appointment */
  show(appointment) {
    const before = this.#shown;
    this.#shown = appointment;
    const { id, client, startsAt, links } = appointment;
    const status = statusOf(appointment);
    const [symbol, word] = statuses[status] ?? ['·', status];
    this.root.dataset['status'] = status;
    this.#text('name', client.name);
    this.#text('phone', client.phone);
    this.#text('time', this.clock.time(startsAt));
    this.#part('time').setAttribute('datetime', startsAt);
    this.#text('symbol', symbol);
    this.#text('status', word);
    this.#part('call').hidden = status !== 'scheduled' || Date.parse(startsAt) <= now();
    this.#part('call').setAttribute('aria-label', `Call ${client.name} now`);
    const workflow = /** @type {HTMLAnchorElement} */ (this.#part('workflow'));
    workflow.hidden = !links?.workflow;
    if (links?.workflow) workflow.href = links.workflow;
    workflow.title = `Appointment ${id} in the Temporal Web UI`;
    if (before && statusOf(before) !== status) {
      this.root.classList.add('is-new');
      this.announce(`${client.name}: ${word}`);
      this.#text('outcome', '');
    }
    this.tick();
    void this.#showTimeline();
  }

  /** Brings what depends on the time up to date. */
  tick() {
    const appointment = this.#shown;
    if (!appointment) return;
    this.#text('day', this.clock.day(appointment.startsAt, now()));
    this.#text('next', nextWords(appointment, this.clock));
    this.#text('last', lastWords(appointment, this.clock, now()));
  }

  async #callNow() {
    const { id, client } = /** @type {Appointment} */ (this.#shown);
    const button = /** @type {HTMLButtonElement} */ (this.#part('call'));
    button.disabled = true;
    this.choosePhone?.(client);
    try {
      await post(`/v1/appointments/${id}/remind`);
      this.#text('outcome', 'The call is on its way.');
    } catch (error) {
      if (!(error instanceof Refusal))
        this.#text('outcome', 'Connection lost: please look whether the call goes out.');
      else
        this.#text(
          'outcome',
          `Not called: ${isReason(error.code) ? reasonWords(error.code) : error.message}.`,
        );
    }
    button.disabled = false;
  }

  async #showTimeline() {
    const { open } = /** @type {HTMLDetailsElement} */ (this.#part('details'));
    const appointment = this.#shown;
    if (!open || !appointment) return;
    // It grows with every event; nothing else changes it.
    const version = JSON.stringify(appointment.lastEvent ?? null);
    if (version === this.#timelineOf) return;
    this.#timelineOf = version;
    try {
      const answer = await get(`/v1/appointments/${appointment.id}/timeline`);
      /** @type {TimelineEvent[]} */
      const events = answer.data;
      this.#part('timeline').replaceChildren(...events.map((event) => line(event, this.clock)));
    } catch {
      this.#timelineOf = '';
    }
  }

  /** @param {(client: Appointment['client']) => void} choosePhone */
  #makePhoneButton(choosePhone) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'link';
    button.dataset['part'] = 'phone';
    button.title = 'Show this phone';
    button.addEventListener('click', () => {
      if (this.#shown) choosePhone(this.#shown.client);
    });
    this.#part('phone').replaceWith(button);
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

/** @param {Appointment} appointment */
export function isCalling({ status, reminders }) {
  return status === 'scheduled' && reminders.some(({ state }) => state === 'calling');
}

/** When the next call is due. @param {Appointment} appointment */
export function nextDueMs({ status, reminders }) {
  if (status !== 'scheduled') return undefined;
  const due = reminders.filter(({ state }) => state === 'planned').map(({ dueAt }) => Date.parse(dueAt));
  return due.length === 0 ? undefined : Math.min(...due);
}

/** @param {Appointment} appointment */
function statusOf(appointment) {
  return isCalling(appointment) ? 'calling' : appointment.status;
}

/** @param {Appointment} appointment @param {import('./times.js').OfficeClock} clock */
function nextWords(appointment, clock) {
  if (isCalling(appointment) || appointment.status !== 'scheduled') return '';
  const dueMs = nextDueMs(appointment);
  if (dueMs === undefined) return 'no more calls';
  const inMs = dueMs - now();
  if (inMs <= 0) return 'call is due';
  return inMs < 12 * 3_600_000 ? `call in ${span(inMs)}` : `call ${clock.moment(dueMs, now())}`;
}

/** @param {TimelineEvent} event @param {import('./times.js').OfficeClock} clock */
function line(event, clock) {
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.dateTime = event.at;
  time.title = event.at;
  time.textContent = clock.moment(event.at, now());
  item.append(time, ` ${eventWords(event, clock, now(), false)}`);
  return item;
}
