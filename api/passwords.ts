/** Passwords are stored as argon2id, see docs/decisions/0012-passwords.md. */
import { hash, verify } from '@node-rs/argon2';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { Problem } from './problem';

/** The library's default algorithm is argon2id; the cost is OWASP's: 19 MiB (in KiB), 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each takes 19 MiB and a thread for about 20 ms: more at once, or a longer queue, would let strangers stop the API. */
const atOnce = bulkhead(2, 50);

/** Runs `work`, which hashes, when it is its turn. @throws Problem 503 when too many wait already */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await atOnce.execute(work);
  } catch (error) {
    if (!(error instanceof BulkheadRejectedError)) throw error;
    throw new Problem(503, 'unavailable', 'Too many people sign in at once; try again in a few seconds.', {
      headers: { 'Retry-After': '3' },
    });
  }
}

/** In PHC string format. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalized(password), cost));
}

/** To be called in turn. Without a stored one it is false, for the same effort. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  if (stored !== undefined) return verify(stored, normalized(password));
  await hash(normalized(password), cost);
  return false;
}

/** Keyboards differ in how they compose letters such as "é" (NIST SP 800-63B). */
function normalized(password: string): string {
  return password.normalize('NFKC');
}
