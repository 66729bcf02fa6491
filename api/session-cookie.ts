/** The cookie that holds a session's secret. No script can read it, and no other site's page can send a change with it. */
import type { IncomingMessage } from 'node:http';
import { maxSessionDays } from '../db/sessions';

/** Under https the prefix makes browsers refuse it from other hosts of the domain and from plain http. */
export function sessionCookie(publicUrl: string): string {
  return isHttps(publicUrl) ? '__Host-slotkeeper_session' : 'slotkeeper_session';
}

export function sessionSecret(publicUrl: string, req: IncomingMessage): string | undefined {
  const wanted = sessionCookie(publicUrl);
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value) return value;
  }
  return undefined;
}

/** For `Set-Cookie`. It may outlive its session, whose end the database knows. */
export function sessionStarts(publicUrl: string, secret: string): string {
  return setCookie(publicUrl, secret, maxSessionDays * 24 * 3_600);
}

/** For `Set-Cookie`. */
export function sessionEnds(publicUrl: string): string {
  return setCookie(publicUrl, '', 0);
}

/** Our own secrets are base64url, which needs no escapes. */
function setCookie(publicUrl: string, value: string, maxAgeSeconds: number): string {
  const secure = isHttps(publicUrl) ? '; Secure' : '';
  return `${sessionCookie(publicUrl)}=${value}; Max-Age=${maxAgeSeconds}; Path=/${secure}; HttpOnly; SameSite=Lax`;
}

function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
