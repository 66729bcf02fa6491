// Requests to our own API, with the session's cookie.

/** An answer that is not 2xx, with the problem's own words. */
export class Refusal extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** How far this computer's clock is behind the server's, in milliseconds. */
let behindMs = 0;

/** Epoch milliseconds on the server's clock, whose instants are shown. */
export function now() {
  return Date.now() + behindMs;
}

/** @param {string} path @returns {Promise<any>} */
export async function get(path) {
  return read(await fetch(path, { signal: AbortSignal.timeout(5000) }));
}

/** @param {string} path @returns {Promise<any>} */
export async function post(path) {
  const headers = { 'Content-Type': 'application/json' };
  return read(
    await fetch(path, { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(15_000) }),
  );
}

/** @param {Response} response */
async function read(response) {
  // The session is over.
  if (response.status === 401 || response.redirected) location.assign('/sign-in');
  const date = Date.parse(response.headers.get('date') ?? '');
  // The header counts whole seconds; less than that is no difference.
  const differenceMs = date - Date.now();
  behindMs = Math.abs(differenceMs) > 2000 ? differenceMs : 0;
  const body = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Refusal(body.code ?? '', body.detail ?? body.title ?? `HTTP ${response.status}`);
  return body;
}
