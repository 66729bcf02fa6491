// The list of a phone's calls and messages, oldest first.
import { clock, duration } from './format.js';

/** @typedef {import('./types').CallRecord} CallRecord */
/** @typedef {import('./types').MessageRecord} MessageRecord */

export class Thread {
  /** @type {Map<string, {atMs: number, element: HTMLElement}>} */
  #entries = new Map();

  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
  }

  clear() {
    this.#entries.clear();
    this.list.replaceChildren();
  }

  /** @param {MessageRecord} record @param {string} phone */
  showMessage(record, phone) {
    const isSent = record.from === phone;
    if (!isSent && record.status === 'undelivered') return;
    const bubble = element('li', `bubble ${isSent ? 'sent' : 'received'}`);
    bubble.append(...withLinks(record.body));
    bubble.append(element('time', '', clock(record.createdAtMs)));
    this.#put(record.sid, record.createdAtMs, bubble);
  }

  /** The summary of an ended call; what was said unfolds. @param {CallRecord} record */
  showCall(record) {
    const entry = element('li', 'call');
    const lines = [
      ...record.said.map(({ text }) => element('li', '', text)),
      ...record.errors.map(({ code, message }) => element('li', 'error', `Error ${code ?? ''}: ${message}`)),
    ];
    const title = [element('span', 'headline', headline(record)), element('span', 'facts', facts(record))];
    if (lines.length === 0) entry.append(...title);
    else {
      const details = document.createElement('details');
      const summary = document.createElement('summary');
      const list = document.createElement('ol');
      details.open = true;
      summary.append(...title);
      list.append(...lines);
      details.append(summary, list);
      entry.append(details);
      // Only the last call stays unfolded.
      for (const older of this.list.querySelectorAll('details')) older.open = false;
    }
    this.#put(record.sid, record.endedAtMs ?? record.createdAtMs, entry);
  }

  /** @param {string} sid @param {number} atMs @param {HTMLElement} fresh */
  #put(sid, atMs, fresh) {
    const old = this.#entries.get(sid);
    if (old) old.element.replaceWith(fresh);
    else {
      const later = [...this.#entries.values()]
        .filter((e) => e.atMs > atMs)
        .sort((a, b) => a.atMs - b.atMs)[0];
      this.list.insertBefore(fresh, later?.element ?? null);
      this.list.scrollTop = this.list.scrollHeight;
    }
    this.#entries.set(sid, { atMs: old?.atMs ?? atMs, element: fresh });
  }
}

/** @param {CallRecord} record */
function headline({ status, rang }) {
  switch (status) {
    case 'completed':
      return 'Call ended';
    case 'no-answer':
      return 'Missed call';
    case 'busy':
      return rang ? 'Declined call' : 'Busy: a call did not come through';
    case 'canceled':
      return 'The caller hung up first';
    default:
      return 'A call did not come through';
  }
}

/** @param {CallRecord} record */
function facts({ startedAtMs, endedAtMs, createdAtMs, keys }) {
  const parts = [clock(endedAtMs ?? createdAtMs)];
  if (startedAtMs !== null && endedAtMs !== null) parts.push(duration(endedAtMs - startedAtMs));
  if (keys.length > 0) parts.push(`pressed ${keys.join(' ')}`);
  return parts.join(' · ');
}

/** What can be tapped opens beside the phone. @param {string} text */
function withLinks(text) {
  return text.split(/(https?:\/\/[^\s]+)/).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const link = document.createElement('a');
    link.href = part;
    link.target = '_blank';
    link.rel = 'noreferrer';
    link.textContent = part;
    return link;
  });
}

/** @param {string} tag @param {string} className @param {string} [text] */
export function element(tag, className, text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
