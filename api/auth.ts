/** Who asks: a program by its API key, or a person by the session that signing in has started. */
import type { IncomingMessage } from 'node:http';
import { findApiKey } from '../db/api-keys';
import type { Caller } from '../db/callers';
import type { Db } from '../db/pool';
import { findSession } from '../db/sessions';
import { mayActAs, type Role } from '../domain/roles';
import { Problem } from './problem';
import { sessionSecret } from './session-cookie';

/** @throws Problem 401, or 403 when another site's page sends the cookie */
export async function authenticate(db: Db, publicUrl: string, req: IncomingMessage): Promise<Caller> {
  const bearer = bearerOf(req);
  if (bearer !== undefined) {
    const key = await findApiKey(db, bearer);
    if (key) return key;
    throw unauthenticated('This API key is unknown or revoked', 'Bearer error="invalid_token"');
  }
  const caller = await findSignedIn(db, publicUrl, req);
  if (!caller) throw unauthenticated('Nobody is signed in', 'Bearer');
  if (!isSafe(req)) requireSameOrigin(publicUrl, req);
  return caller;
}

/** Whether the caller, once authenticated, is known by a key and not by a browser's session. */
export function isProgram(req: IncomingMessage): boolean {
  return bearerOf(req) !== undefined;
}

function bearerOf(req: IncomingMessage): string | undefined {
  return /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
}

/** Whose session the browser's cookie names. For pages; it does not ask where the request comes from. */
export async function findSignedIn(
  db: Db,
  publicUrl: string,
  req: IncomingMessage,
): Promise<Caller | undefined> {
  const secret = sessionSecret(publicUrl, req);
  return secret === undefined ? undefined : findSession(db, secret);
}

/** Without `staff:`, for people. */
export function nameOf({ actor }: Caller): string {
  return actor.replace(/^staff:/, '');
}

/** @throws Problem 403 */
export function requireRole(caller: Caller, needed: Role): void {
  if (mayActAs(caller.role, needed)) return;
  throw new Problem(
    403,
    'forbidden',
    `This needs the role ${needed}; ${nameOf(caller)} has the role ${caller.role}. An admin can change it.`,
  );
}

/** @throws Problem 403 */
export function requireSameOrigin(publicUrl: string, req: IncomingMessage): void {
  if (isSameOrigin(publicUrl, req)) return;
  throw new Problem(
    403,
    'cross_site',
    'A page of another site sent this; signing in, and changes with the session cookie, come from our own pages only.',
  );
}

/** Whether one of our own pages sent this; browsers tell, and no page can make them lie. */
function isSameOrigin(publicUrl: string, req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = req.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  // By host, for a proxy in front of us may speak another scheme than we do.
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}

function isSafe(req: IncomingMessage): boolean {
  return req.method === 'GET' || req.method === 'HEAD';
}

function unauthenticated(what: string, challenge: string): Problem {
  return new Problem(
    401,
    'unauthenticated',
    `${what}: send "Authorization: Bearer <key>" with a key such as SLOTKEEPER_API_KEY, or sign in at /sign-in.`,
    { headers: { 'WWW-Authenticate': challenge } },
  );
}
