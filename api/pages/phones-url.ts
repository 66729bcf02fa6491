import type { Config } from '../../config';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A phone on the desk that opens the pages by this machine's address cannot reach what listens for this machine alone. */
export function phonesUrlFor(hostname: string, config: Pick<Config, 'twilio'>): string | null {
  return loopback.has(hostname) ? (phonesUrl(config) ?? null) : null;
}

/** Where the simulator shows its phones, without a slash at the end; undefined when real phones ring. */
export function phonesUrl({ twilio }: Pick<Config, 'twilio'>): string | undefined {
  if (twilio.apiUrl === undefined) return undefined;
  const { hostname, origin } = new URL(twilio.apiUrl);
  return loopback.has(hostname) ? origin : undefined;
}
