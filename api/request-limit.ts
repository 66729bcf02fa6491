/** How many requests a caller may make in a minute. Each process counts for itself: several allow as many times more. */
import { promisify } from 'node:util';
import type { Request, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Caller } from '../db/callers';
import { isProgram } from './auth';
import { Problem } from './problem';

/**
 * What a browser may ask for, as a multiple of what a program may: each open tab reads again what it shows, up to twice
 * a second while calls go out, and nobody at the front desk is to go blind in a busy hour.
 */
const pagesFactor = 10;

/** Sets the `RateLimit` headers of the answer. @throws Problem 429 */
export function requestLimit(
  perMinute: number,
): (req: Request, res: Response, caller: Caller) => Promise<void> {
  const count = promisify<Request, Response>(
    rateLimit({
      windowMs: 60_000,
      limit: (req) => (isProgram(req) ? perMinute : perMinute * pagesFactor),
      identifier: 'requests',
      // Whoever signs in by a key does not use up what its program may ask for.
      keyGenerator: (req, res) => `${isProgram(req) ? 'program' : 'pages'} ${String(res.locals['caller'])}`,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      handler: (req, res) => {
        const allowed = isProgram(req) ? perMinute : perMinute * pagesFactor;
        throw new Problem(
          429,
          'too_many_requests',
          `More than ${allowed} requests in a minute; go on in ${String(res.get('Retry-After'))} seconds. POST /v1/appointments/batch takes many appointments in one request.`,
        );
      },
    }),
  );
  return (req, res, caller) => {
    res.locals['caller'] = caller.id;
    return count(req, res);
  };
}
