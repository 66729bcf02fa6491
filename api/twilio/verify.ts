import type { Request, RequestHandler } from 'express';
import { raw } from 'express';
import { isSigned, parseForm, type FormParams } from '../../telephony/signature';
import type { ApiDeps } from '../deps';

/** What a handler gets: nothing is parsed beyond the form's fields before the signature holds. */
export interface Verified extends Record<string, unknown> {
  form: FormParams;
}

/** Twilio's webhooks are a few kilobytes. */
const limit = '64kb';

/** The body as it came: the signature covers it to the letter. */
export const rawBody = () => raw({ type: () => true, limit });

/** Lets through what Twilio has signed with one of our tokens, over PUBLIC_URL plus the original path and query. */
export function verified({
  config,
}: ApiDeps): RequestHandler<Record<string, string>, unknown, unknown, Request['query'], Verified> {
  return (req, res, next) => {
    const form = Buffer.isBuffer(req.body) ? parseForm(req.body) : {};
    const signed = isSigned({
      authTokens: config.twilio.authTokens,
      publicUrl: config.publicUrl,
      originalUrl: req.originalUrl,
      params: form,
      signature: req.get('X-Twilio-Signature'),
    });
    if (!signed) {
      res
        .status(403)
        .type('text/plain')
        .send(
          'The signature does not match PUBLIC_URL and TWILIO_AUTH_TOKEN. Check both, and the proxy in between.',
        );
      return;
    }
    res.locals.form = form;
    next();
  };
}
