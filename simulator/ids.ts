import { randomBytes } from 'node:crypto';

/** A Twilio SID: two letters that name the kind of thing, then 32 hexadecimal digits. */
export function newSid(prefix: 'CA' | 'SM' | 'PN'): string {
  return prefix + randomBytes(16).toString('hex');
}

/** RFC 2822 as Twilio writes it: `Mon, 23 Nov 2026 12:16:59 +0000`. */
export function rfc2822(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
