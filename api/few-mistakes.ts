import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Problem } from './problem';

const windowMs = 15 * 60_000;
/** Wrong passwords and keys from one address within the window, over all users. */
const maxMistakes = 20;

/** Against whoever tries few passwords on each of many users; the lock of a single user is in the database. */
export function fewMistakes(): RequestHandler {
  return rateLimit({
    windowMs,
    limit: maxMistakes,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether a proxy is to be believed is the app's to say; the warning on the console would tell nobody.
    validate: { xForwardedForHeader: false },
    handler: () => {
      throw new Problem(
        429,
        'too_many_mistakes',
        'Too many wrong passwords or keys from this address. Please wait 15 minutes and try again.',
      );
    },
  });
}
