/** Who is signed in, by the cookie that a key or a printed link was exchanged for. */
import type { Request, RequestHandler, Response } from 'express';
import type { Caller } from '../../db/callers';
import { findSignedIn } from '../auth';
import type { ApiDeps } from '../deps';

/** A handler for those who are signed in; all others are sent to sign in and come back. */
export function forStaff(
  deps: ApiDeps,
  handle: (req: Request, res: Response, staff: Caller) => Promise<void> | void,
): RequestHandler {
  return async (req, res) => {
    const staff = await findSignedIn(deps.pool, deps.config.publicUrl, req);
    if (staff) return handle(req, res, staff);
    const back =
      req.method === 'GET' && req.originalUrl !== '/' ? `?next=${encodeURIComponent(req.originalUrl)}` : '';
    res.redirect(303, `/sign-in${back}`);
  };
}
