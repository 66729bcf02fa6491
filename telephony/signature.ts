/** Whether a webhook comes from Twilio. Method: https://www.twilio.com/docs/usage/webhooks/webhooks-security */
import { validateRequest } from 'twilio';

/** As Twilio's signature needs it: blank values kept, repeated names as lists. */
export type FormParams = Record<string, string | string[]>;

export interface SignedRequest {
  /** All that are accepted: two while a token is rotated. */
  authTokens: readonly string[];
  /** As Twilio was told, such as `https://reminders.example.com`; never taken from the Host header. */
  publicUrl: string;
  /** Path and query, untouched (Express: `req.originalUrl`). */
  originalUrl: string;
  /** Of a POST: from `parseForm`. Of a GET: `{}`. */
  params: FormParams;
  /** The header `X-Twilio-Signature`. */
  signature: string | undefined;
}

export function isSigned({ authTokens, publicUrl, originalUrl, params, signature }: SignedRequest): boolean {
  // A request line may hold an absolute URL, which would end up in our host name.
  if (!signature || !originalUrl.startsWith('/')) return false;
  const url = publicUrl.replace(/\/+$/, '') + originalUrl;
  return authTokens.some((token) => validateRequest(token, signature, url, params));
}

/** A raw form body; express's own parsers drop or regroup what the signature covers. */
export function parseForm(raw: Buffer): FormParams {
  const fields = new URLSearchParams(raw.toString('utf8'));
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name): [string, string | string[]] => {
      const values = fields.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
