// The control API of the simulator that served this page.

/** @param {string} path @param {object} [body] */
export async function post(path, body) {
  const response = await fetch(`simulator/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  // 409: the call ended in this moment; the event stream tells.
  if (!response.ok && response.status !== 409) throw new Error(await response.text());
}

/**
 * Calls back with everything that is known, then with every change; again after a lost connection.
 * @param {{
 *   call: (record: import('./types').CallRecord) => void,
 *   message: (record: import('./types').MessageRecord) => void,
 *   cleared: () => void,
 *   online: (isOnline: boolean) => void,
 * }} listeners
 */
export function follow({ call, message, cleared, online }) {
  const events = new EventSource('simulator/events');
  /** What has come as an event since the connection was opened: newer than what is fetched meanwhile. */
  let fresh = new Set();
  /** @template {{ sid: string }} R @param {(record: R) => void} show @returns {(event: MessageEvent) => void} */
  const showFresh = (show) => (event) => {
    const record = JSON.parse(event.data);
    fresh.add(record.sid);
    show(record);
  };
  events.addEventListener('call', showFresh(call));
  events.addEventListener('message', showFresh(message));
  events.addEventListener('cleared', cleared);
  events.addEventListener('error', () => online(false));
  events.addEventListener('open', async () => {
    online(true);
    fresh = new Set();
    const [calls, messages] = await Promise.all(
      ['calls', 'messages'].map(async (what) => (await fetch(`simulator/${what}`)).json()),
    );
    const isOld = (/** @type {{ sid: string }} */ { sid }) => !fresh.has(sid);
    calls.filter(isOld).forEach(call);
    messages.filter(isOld).forEach(message);
  });
}
