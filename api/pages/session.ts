/** Who is signed in, by the cookie that a key or a printed link was exchanged for. */
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import { findSignedIn, sessionCookie, type Caller } from '../auth';
import type { ApiDeps } from '../deps';

export const sessionHours = 7 * 24;

export function setSession(deps: ApiDeps, res: Response, secret: string): void {
  res.cookie(sessionCookie, secret, { ...attributes(deps), maxAge: sessionHours * 3_600_000 });
}

export function clearSession(deps: ApiDeps, res: Response): void {
  res.clearCookie(sessionCookie, attributes(deps));
}

function attributes({ config }: ApiDeps): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:'), path: '/' };
}

/** A handler for those who are signed in; all others are sent to sign in and come back. */
export function forStaff(
  deps: ApiDeps,
  handle: (req: Request, res: Response, staff: Caller) => Promise<void> | void,
): RequestHandler {
  return async (req, res) => {
    const staff = await findSignedIn(deps.pool, req);
    if (staff) return handle(req, res, staff);
    const back =
      req.method === 'GET' && req.originalUrl !== '/' ? `?next=${encodeURIComponent(req.originalUrl)}` : '';
    res.redirect(303, `/sign-in${back}`);
  };
}
