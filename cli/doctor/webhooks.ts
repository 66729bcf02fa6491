/** Whether what Twilio sends to PUBLIC_URL arrives here as it was signed. */
import { getExpectedTwilioSignature } from 'twilio';
import type { Config } from '../../config';
import { ill, well, type Finding } from './finding';

/** No appointment has an attempt like this, so that nothing comes of it. */
const path = '/twilio/calls/1-0-0-9999/status';
const form = { CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'queued' };

export async function examineWebhooks({ twilio }: Config): Promise<Finding[]> {
  const { publicUrl, authTokens } = twilio;
  const alive = await ask(`${publicUrl}/healthz`);
  if (alive.status === undefined)
    return [
      ill(
        `PUBLIC_URL=${publicUrl} does not answer: ${alive.why}.`,
        `Start the API and what leads to it. ${pointHere}`,
      ),
    ];
  if (alive.status !== 200 || !alive.text.includes('"ok"'))
    return [
      ill(`PUBLIC_URL=${publicUrl} does not lead to this API (${alive.status} at /healthz).`, pointHere),
    ];

  const unsigned = await post(publicUrl);
  if (unsigned.status !== 403)
    return [
      ill(
        `PUBLIC_URL=${publicUrl} does not refuse an unsigned webhook (${describe(unsigned)}).`,
        `Something else answers for /twilio there. ${pointHere}`,
      ),
    ];
  const signed = await post(publicUrl, getExpectedTwilioSignature(authTokens[0], publicUrl + path, form));
  if (signed.status === 403)
    return [
      ill(
        'A correctly signed webhook is refused.',
        'Start the API with the same PUBLIC_URL and TWILIO_AUTH_TOKEN as here, and let no proxy change path or body.',
      ),
    ];
  if (signed.status === undefined || signed.status >= 300)
    return [ill(`A signed webhook fails (${describe(signed)}).`, "See the API's log.")];
  return [well(`PUBLIC_URL=${publicUrl} leads here, and signed webhooks pass`)];
}

const pointHere = 'A proxy or tunnel must pass all of that address on to PORT.';

type Reply = { status: number; text: string } | { status: undefined; why: string };

function post(publicUrl: string, signature?: string): Promise<Reply> {
  return ask(publicUrl + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: signature === undefined ? {} : { 'X-Twilio-Signature': signature },
  });
}

async function ask(url: string, init: RequestInit = {}): Promise<Reply> {
  try {
    // Twilio signs for the address that it was told, so that a redirection is a fault.
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: undefined, why: cause instanceof Error ? cause.message : String(cause) };
  }
}

function describe(reply: Reply): string {
  return reply.status === undefined ? reply.why : `status ${reply.status}`;
}
