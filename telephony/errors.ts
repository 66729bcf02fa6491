/** What a failed request to Twilio means: not accepted, refused, or unknown. Codes: https://www.twilio.com/docs/api/errors */

export type NotAccepted = { kind: 'not_accepted'; retryAfterMs: number; detail: string };
export type Refused = { kind: 'refused'; scope: 'number' | 'account'; code: string; detail: string };
export type Unknown = { kind: 'unknown'; detail: string };
export type Failure = NotAccepted | Refused | Unknown;

/** The number is the reason: other clients can still be called. */
export const numberCodes: Readonly<Record<string, string>> = {
  13223: 'the number has an invalid format',
  13224: 'the number is not supported or invalid',
  13225: 'the number is forbidden',
  13226: 'the country code is invalid',
  21211: 'the number is invalid',
  21214: 'the number cannot be reached',
  21216: 'Twilio does not let this account call the number',
  21217: 'the number does not look valid',
  21219: 'a trial account may call verified numbers only',
  21265: 'the number is a short code',
  21266: 'the number is our own',
  21604: 'the number is missing',
  21608: 'a trial account may text verified numbers only',
  21610: 'the client has opted out by STOP',
  21612: 'no route for texts from our number to this one',
  21614: 'the number is not a mobile number',
  21635: 'the number is a landline',
  32203: 'the number is blocked as high-risk',
};

/** The account or its settings are the reason: the operator's to hear of, and no client's fault. */
export const accountCodes: Readonly<Record<string, string>> = {
  10001: 'the account is not active',
  10004: 'too many calls at once for this account',
  13227: 'geographic permission for calls to this country is off',
  20003: 'the credentials are wrong',
  20005: 'the account is not active',
  20008: 'test credentials cannot do this',
  20404: 'Twilio does not know the account',
  21203: 'international calls are off for this account',
  21205: 'PUBLIC_URL is not one that Twilio accepts',
  21210: 'the calling number is not verified',
  21212: 'the calling number is invalid',
  21213: 'the calling number is missing',
  21215: 'geographic permission for calls to this country is off',
  21408: 'geographic permission for texts to this country is off',
  21603: 'the sending number is missing',
  21606: 'the sending number is not ours or cannot send texts',
  21609: 'PUBLIC_URL is not one that Twilio accepts',
  21611: 'too many texts are queued on our number',
  21660: 'the sending number does not belong to the account',
  21703: 'the messaging service has no number to send from',
  32205: 'geographic permission for calls to this high-risk country is off',
};

const busyRetryMs = 5_000;
const unreachableRetryMs = 10_000;

/** Of a request of which not a byte has left, whatever went wrong. */
export function notSent(error: unknown): NotAccepted {
  return { kind: 'not_accepted', retryAfterMs: unreachableRetryMs, detail: inShort(anatomy(error)) };
}

/**
 * Of a request that has left.
 *
 * @param error what the `twilio` package threw: `RestException` or `TwilioServiceException` {status, code} for an answer,
 *   `AxiosError` for the network, `SyntaxError` and others for an answer that cannot be read.
 */
export function classify(error: unknown): Failure {
  const { status, code, message } = anatomy(error);
  const detail = inShort({ code, message });
  if (status === undefined) return { kind: 'unknown', detail };
  if (status === 429) return { kind: 'not_accepted', retryAfterMs: busyRetryMs, detail };
  // 408: somebody in between gave up waiting; Twilio may have gone on.
  if (status < 400 || status >= 500 || status === 408)
    return { kind: 'unknown', detail: `HTTP ${status} ${detail}` };
  return refusal(status, code, message);
}

function refusal(status: number, code: string, message: string): Refused {
  const number = numberCodes[code];
  if (number !== undefined)
    return { kind: 'refused', scope: 'number', code, detail: `${number} (${message})` };
  const account = accountCodes[code];
  if (account !== undefined)
    return { kind: 'refused', scope: 'account', code, detail: `${account} (${message})` };
  // Without a code it was not Twilio's API that answered; 401, 403 and 404 do not depend on the number.
  const scope = status === 400 && code !== '' ? 'number' : 'account';
  return { kind: 'refused', scope, code: code || `http_${status}`, detail: message };
}

function inShort({ code, message }: { code: string; message: string }): string {
  return [code, message].filter(Boolean).join(': ') || 'no detail';
}

/** Errors of several libraries, read by shape. */
function anatomy(error: unknown): { status?: number; code: string; message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  const status = 'status' in error && typeof error.status === 'number' ? { status: error.status } : {};
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? String(error.code)
      : '';
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return { ...status, code, message };
}
