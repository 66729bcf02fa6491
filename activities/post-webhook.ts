/** One POST to an address that somebody else has chosen, and what came of it. */
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import type { WebhookOutcome } from '../domain/words';

export interface Posted {
  outcome: WebhookOutcome;
  /** Of the answer, where there was one. */
  status: number | null;
  durationMs: number;
}

export type PostWebhook = (url: string, headers: Record<string, string>, body: string) => Promise<Posted>;

/** From the look-up of the name to the head of the answer. */
const withinMs = 10_000;

/**
 * `allowPrivate` false: only https, and no address that is not one of the internet, by whatever name or notation; each
 * address that the name leads to is looked at when connecting, so that a name cannot change its mind in between.
 * Redirects are not followed. Of the answer nothing is read but its status: it may be endless, or hold what must not be
 * stored.
 */
export function createPostWebhook({
  allowPrivate,
  limitMs = withinMs,
}: {
  allowPrivate: boolean;
  limitMs?: number;
}): PostWebhook {
  return async (sent, headers, body) => {
    const startedMs = performance.now();
    const result = (outcome: WebhookOutcome, status: number | null = null): Posted => ({
      outcome,
      status,
      durationMs: Math.round(performance.now() - startedMs),
    });
    const url = new URL(sent);
    // It was allowed when the endpoint was registered; the setting may have changed since.
    if (url.protocol !== 'https:' && !allowPrivate) return result('address_not_allowed');
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // A connection of its own: one that is kept was looked at some time ago.
      agent: allowPrivate ? false : new RequestFilteringHttpsAgent(),
      signal: AbortSignal.timeout(limitMs),
    });
    // Also of what comes after the head, such as a body that is none: without a listener it would end the process.
    request.on('error', () => undefined);
    try {
      request.end(body);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      const { statusCode = 0 } = response;
      return result(statusCode >= 200 && statusCode < 300 ? 'delivered' : 'rejected', statusCode);
    } catch (error) {
      return result(outcomeOf(error));
    } finally {
      request.destroy();
    }
  };
}

function outcomeOf(error: unknown): WebhookOutcome {
  if (!(error instanceof Error)) return 'connection_failed';
  // The library throws plain errors, which only their words tell.
  if (/ is not allowed\. /.test(error.message)) return 'address_not_allowed';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timed_out';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found';
  if (code === 'ECONNREFUSED') return 'connection_refused';
  if (code === 'ETIMEDOUT') return 'timed_out';
  if (/CERT|UNABLE_TO_VERIFY/.test(code)) return 'certificate_refused';
  return 'connection_failed';
}
