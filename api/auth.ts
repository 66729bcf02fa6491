/** Who asks: a program by its API key, or a person by the session that the sign-in page has started. */
import type { IncomingMessage } from 'node:http';
import { findApiKey, findSession, type ApiKey } from '../db/api-keys';
import type { Actor } from '../db/events';
import type { Db } from '../db/pool';
import { Problem } from './problem';

export const sessionCookie = 'slotkeeper_session';

export interface Caller {
  apiKeyId: number;
  actor: Actor;
}

/** @throws Problem 401, or 403 when another site's page sends the cookie */
export async function authenticate(db: Db, publicUrl: string, req: IncomingMessage): Promise<Caller> {
  const bearer = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const key = await findApiKey(db, bearer);
    if (key) return callerOf(key);
    throw unauthenticated('This API key is unknown or revoked', 'Bearer error="invalid_token"');
  }
  const caller = await findSignedIn(db, req);
  if (!caller) throw unauthenticated('Nobody is signed in', 'Bearer');
  if (!isSafe(req) && !isSameOrigin(publicUrl, req))
    throw new Problem(
      403,
      'cross_site',
      'A page of another site sent this; changes with the session cookie come from our own pages only.',
    );
  return caller;
}

/** Whose session the browser's cookie names. For pages; it does not ask where the request comes from. */
export async function findSignedIn(db: Db, req: IncomingMessage): Promise<Caller | undefined> {
  const secret = sessionSecret(req);
  const key = secret === undefined ? undefined : await findSession(db, secret);
  return key && callerOf(key);
}

export function sessionSecret(req: IncomingMessage): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === sessionCookie && value) return value;
  }
  return undefined;
}

/** Whether one of our own pages sent this; browsers tell, and no page can make them lie. */
export function isSameOrigin(publicUrl: string, req: IncomingMessage): boolean {
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

function callerOf(key: ApiKey): Caller {
  return { apiKeyId: key.id, actor: `staff:${key.name}` };
}

function unauthenticated(what: string, challenge: string): Problem {
  return new Problem(
    401,
    'unauthenticated',
    `${what}: send "Authorization: Bearer <key>" with a key such as SLOTKEEPER_API_KEY, or sign in at /sign-in.`,
    { headers: { 'WWW-Authenticate': challenge } },
  );
}
