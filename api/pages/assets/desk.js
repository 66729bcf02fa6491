// The front desk: asks the API every second, shows what it says, counts down in between.
import { get, now, Refusal } from './api.js';
import { Phones } from './phones.js';
import { isCalling, nextDueMs, Row } from './row.js';
import { OfficeClock, span } from './times.js';
import { heldWords } from './words.js';

/** @typedef {import('./types').Appointment} Appointment */

const everyMs = 1000;
/** The phone of who is called within this time is at hand. */
const soonMs = 5 * 60_000;

const desk = byId('desk');
const clock = new OfficeClock(desk.dataset['timeZone'] ?? 'UTC');
const simulator = desk.dataset['phones'];
const phones = simulator ? new Phones(simulator, byId('phones'), byId('chooser')) : undefined;

/** @type {Map<number, Row>} */
const rows = new Map();
/** @type {Appointment[]} */
let appointments = [];
let isLoaded = false;
/** Whose phone came to the front because it rings. @type {Set<string>} */
const brought = new Set();
/** @type {number | undefined} */
let timer;

const hooks = {
  announce: (/** @type {string} */ text) => void (byId('news').textContent = text),
  ...(phones ? { choosePhone } : {}),
};

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void poll();
});
setInterval(() => {
  rows.forEach((row) => row.tick());
  if (isLoaded) showHint();
}, 250);
void poll();

async function poll() {
  clearTimeout(timer);
  if (document.hidden) return;
  const startedMs = Date.now();
  try {
    const from = clock.date(now());
    const [{ data, nextCursor }, calling] = await Promise.all([
      get(`/v1/appointments?${new URLSearchParams({ from, limit: '100' })}`),
      get('/v1/calling'),
    ]);
    byId('more').hidden = !nextCursor;
    byId('offline').hidden = true;
    showHeld(calling);
    show(data);
  } catch (error) {
    byId('offline').textContent =
      error instanceof Refusal
        ? `The server says: ${error.message} Trying again …`
        : 'Connection lost. Trying again …';
    byId('offline').hidden = false;
  }
  clearTimeout(timer);
  timer = setTimeout(poll, Math.max(100, everyMs - (Date.now() - startedMs)));
}

/** @param {import('./types').Calling} calling */
function showHeld(calling) {
  const text = heldWords(calling, clock, now());
  byId('held').hidden = text === '';
  // Only news: a screen reader would say it every second.
  if (byId('held').textContent !== text) byId('held').textContent = text;
}

/** @param {Appointment[]} list */
function show(list) {
  appointments = list;
  for (const [id, row] of rows) {
    if (list.some((appointment) => appointment.id === id)) continue;
    row.root.remove();
    rows.delete(id);
  }
  list.forEach((appointment, index) => {
    const row = rows.get(appointment.id) ?? new Row(clock, hooks);
    rows.set(appointment.id, row);
    row.show(appointment);
    const place = byId('list');
    // Moved only if it must: a moved element loses the focus.
    if (place.children[index] !== row.root) place.insertBefore(row.root, place.children[index] ?? null);
  });
  isLoaded = true;
  showHint();
  offerPhones();
}

/** Whoever is called soon has a phone at hand; whoever is called now has it in front, unless another one talks there. */
function offerPhones() {
  if (!phones) return;
  const calling = appointments.filter(isCalling).map(({ client }) => client);
  for (const phone of brought) if (!calling.some((client) => client.phone === phone)) brought.delete(phone);
  for (const { client } of soonest()) if (!phones.has(client.phone) && !phones.isFull) addPhone(client);
  for (const client of calling) {
    if (brought.has(client.phone)) continue;
    if (phones.front !== undefined && brought.has(phones.front)) addPhone(client);
    else {
      brought.add(client.phone);
      showPhone(client);
    }
  }
}

/** @param {Appointment['client']} client */
function addPhone({ phone, name }) {
  byId('no-phone').hidden = true;
  phones?.add(phone, name);
}

/** @param {Appointment['client']} client */
function showPhone({ phone, name }) {
  byId('no-phone').hidden = true;
  phones?.choose(phone, name);
}

/** By a click: on a narrow screen the phones are out of sight. @param {Appointment['client']} client */
function choosePhone(client) {
  showPhone(client);
  byId('phones').scrollIntoView({ block: 'nearest' });
}

function soonest() {
  return appointments
    .flatMap((appointment) => {
      const dueMs = nextDueMs(appointment);
      return dueMs !== undefined && dueMs - now() <= soonMs ? [{ client: appointment.client, dueMs }] : [];
    })
    .sort((a, b) => a.dueMs - b.dueMs);
}

function showHint() {
  const text = hint();
  if (byId('hint').textContent !== text) byId('hint').textContent = text;
}

/** One sentence that says what to do. */
function hint() {
  if (appointments.length === 0) return 'No appointments from today on. Register one: POST /v1/appointments.';
  if (!phones) return 'Calls go out by themselves. “Call now” rings a client at once.';
  const calling = appointments.find(isCalling);
  if (calling) return `The phone of ${calling.client.name} rings: pick up, press 1.`;
  const [next] = soonest();
  if (next) return `A phone will ring in ${span(next.dueMs - now())}: pick up, press 1.`;
  return 'Press “Call now” in a row: that phone rings here. Pick up, press 1.';
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
