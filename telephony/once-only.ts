/** HTTP clients for the `twilio` package that send every request once, and give up when they say so. */
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { RequestClient } from 'twilio';

/** @param deadlineMs from the start of a request to the last byte of its answer. */
export function onceOnly(deadlineMs: number): RequestClient {
  // A kept connection may be closed by the other side at the moment of writing: then nobody knows whether the POST arrived.
  const client = new RequestClient({ timeout: deadlineMs, keepAlive: false, autoRetry: false });
  // The package sets an agent for https only; Node's global one for http keeps connections.
  client.axios.defaults.httpAgent = new http.Agent({ keepAlive: false });
  // The package's time-out counts silence only: an answer that trickles would hold us for as long as it likes.
  client.axios.interceptors.request.use((config) => {
    config.signal = AbortSignal.timeout(deadlineMs);
    return config;
  });
  return client;
}

export interface Departure {
  /** From here on not a byte leaves: an instant of `performance.now()`, which also counts while a process is stopped. */
  notAfterMs: number;
  /** Called when the bytes have left. */
  left?(): void;
}

/** Asked when the connection stands, since connecting takes its time. Undefined: not at all. */
export type Depart = () => Departure | undefined | Promise<Departure | undefined>;

/** `held`: not a byte has left. `too_late`: nor ever will, since its time has passed. */
export type Fate = 'held' | 'too_late' | 'left';

/** A client for one request, whose bytes stay here until `depart` lets them go. */
export function heldBack(deadlineMs: number, depart: Depart) {
  const httpClient = onceOnly(deadlineMs);
  let fate: Fate = 'held';

  async function letGo(request: ClientRequest): Promise<void> {
    const departure = await depart();
    if (request.destroyed) return;
    // Nothing may come between this look at the clock and the writing.
    if (departure && performance.now() < departure.notAfterMs) {
      fate = 'left';
      request.socket?.uncork();
      departure.left?.();
    } else {
      fate = 'too_late';
      request.destroy(new Error('Not sent: its time had passed'));
    }
  }

  httpClient.axios.defaults.transport = {
    request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
      const secure = options.protocol === 'https:';
      const request = (secure ? https : http).request(options, onResponse);
      request.once('socket', (socket) => {
        // Else the request would be written as soon as the connection stands, however long that took.
        socket.cork();
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          letGo(request).catch((error: unknown) => {
            request.destroy(error instanceof Error ? error : new Error(String(error)));
          });
        });
      });
      return request;
    },
  };
  return { httpClient, fate: () => fate };
}
