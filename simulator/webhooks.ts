import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import type { WebhookKind } from './faults';
import type { Method, State, WebhookRecord } from './state';

/** https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides: the fragment may change these. */
const READ_TIMEOUT_MS = 15_000;
/** TwiML is fetched once more if the connection failed; a status callback is sent once. */
const DEFAULT_RETRIES: Partial<Record<WebhookKind, number>> = { voice: 1, action: 1, sms: 1 };

export interface WebhookRequest {
  event: WebhookKind;
  /** The client's number, by which faults are chosen. */
  to: string;
  url: string;
  method: Method;
  params: Record<string, string>;
}
export type WebhookAnswer =
  | { ok: true; status: number; contentType: string; body: string }
  | { ok: false; failure: 'connect' | 'read' | 'lost'; message: string };

/** Posts a webhook as Twilio does: form-encoded, signed, retried; each try is a line in `log`. */
export async function send(
  state: State,
  log: WebhookRecord[],
  request: WebhookRequest,
  fault = state.faults.forWebhook(request.event, request.to),
): Promise<WebhookAnswer> {
  switch (fault?.kind) {
    case 'lose':
      log.push({ ...line(request), durationMs: 0, error: 'lost by a fault' });
      return { ok: false, failure: 'lost', message: 'lost by a fault' };
    case 'delay':
      await sleep(fault.ms);
      break;
    case 'duplicate': {
      const first = await deliver(state, log, request);
      await deliver(state, log, request);
      return first;
    }
    case undefined:
  }
  return deliver(state, log, request);
}

async function deliver(state: State, log: WebhookRecord[], request: WebhookRequest): Promise<WebhookAnswer> {
  const overrides = new URLSearchParams(new URL(request.url).hash.slice(1));
  const retries = Number(overrides.get('rc') ?? DEFAULT_RETRIES[request.event] ?? 0);
  const policy = (overrides.get('rp') ?? 'ct').split(',');
  const timeoutMs = Number(overrides.get('rt') ?? READ_TIMEOUT_MS);
  const idempotencyToken = randomUUID();
  for (let tried = 0; ; tried++) {
    const entry = line(request);
    log.push(entry);
    const answer = await attempt(state.options.authToken, request, timeoutMs, idempotencyToken);
    entry.durationMs = Date.now() - entry.atMs;
    if (answer.ok) entry.status = answer.status;
    else entry.error = answer.message;
    if (tried >= retries || !isRetried(answer, policy)) return answer;
  }
}

async function attempt(
  authToken: string,
  request: WebhookRequest,
  timeoutMs: number,
  idempotencyToken: string,
): Promise<WebhookAnswer> {
  const form = new URLSearchParams(request.params).toString();
  const isPost = request.method === 'POST';
  // The fragment never reaches the server, so it is not part of what is signed.
  const bare = request.url.replace(/#.*$/s, '');
  const url = isPost ? bare : `${bare}${bare.includes('?') ? '&' : '?'}${form}`;
  const headers: Record<string, string> = {
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'I-Twilio-Idempotency-Token': idempotencyToken,
    'X-Twilio-Signature': twilio.getExpectedTwilioSignature(authToken, url, isPost ? request.params : {}),
  };
  if (isPost) headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  try {
    const response = await fetch(url, {
      method: request.method,
      headers,
      ...(isPost ? { body: form } : {}),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const contentType = response.headers.get('content-type') ?? '';
    return { ok: true, status: response.status, contentType, body: await response.text() };
  } catch (error) {
    return failure(error, timeoutMs);
  }
}

function failure(error: unknown, timeoutMs: number): WebhookAnswer {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { ok: false, failure: 'read', message: `no answer within ${timeoutMs} ms` };
  }
  // fetch hides the network's own error in `cause`
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isConnect = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];
  const message = cause instanceof Error ? cause.message || code : String(cause);
  return { ok: false, failure: isConnect.includes(code) ? 'connect' : 'read', message };
}

function isRetried(answer: WebhookAnswer, policy: string[]): boolean {
  const is = (...names: string[]) => names.some((name) => policy.includes(name) || policy.includes('all'));
  if (!answer.ok) return is(answer.failure === 'connect' ? 'ct' : 'rt');
  if (answer.status >= 500) return is('5xx');
  return answer.status >= 400 && is('4xx');
}

function line(request: WebhookRequest): WebhookRecord {
  const { event, url, method, params } = request;
  return { event, url, method, params, atMs: Date.now(), durationMs: null, status: null, error: null };
}
