/** An HTTP client for the `twilio` package that sends every request once, and gives up when it says so. */
import { Agent } from 'node:http';
import { RequestClient } from 'twilio';

/** @param deadlineMs from the start of a request to the last byte of its answer. */
export function onceOnly(deadlineMs: number): RequestClient {
  // A kept connection may be closed by the other side at the moment of writing: then nobody knows whether the POST arrived.
  const client = new RequestClient({ timeout: deadlineMs, keepAlive: false, autoRetry: false });
  // The package sets an agent for https only; Node's global one for http keeps connections.
  client.axios.defaults.httpAgent = new Agent({ keepAlive: false });
  // The package's time-out counts silence only: an answer that trickles would hold us for as long as it likes.
  client.axios.interceptors.request.use((config) => {
    config.signal = AbortSignal.timeout(deadlineMs);
    return config;
  });
  return client;
}
