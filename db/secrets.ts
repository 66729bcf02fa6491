/** Secrets that we have drawn ourselves: 192 bits of chance, nothing to guess, so nothing to stretch. */
import { createHash, randomBytes } from 'node:crypto';

export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Only the hash is stored: whoever reads the database cannot act with what they find. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** As Standard Webhooks has it: the receiver's libraries take it as it is. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
