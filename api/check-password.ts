import type { Request } from 'express';
import { transaction } from '../db/pool';
import { passwordWasRight, tryPassword, type Tried } from '../db/sign-in';
import type { ApiDeps } from './deps';
import { inTurn, isPassword } from './passwords';
import { Problem } from './problem';
import { logSecurity } from './security-log';

/**
 * The user, if this is their password; undefined also for a user that does not exist, after the same time.
 * @throws Problem 429 while the user is locked, 503 when too many sign in at once
 */
export function checkPassword(
  deps: ApiDeps,
  req: Request,
  who: { name: string } | { id: number },
  password: string,
): Promise<Tried | undefined> {
  // In turn from the count on, so that nobody is locked by tries that were never looked at.
  return inTurn(async () => {
    const tried = await transaction(deps.pool, (tx) => tryPassword(tx, who));
    switch (tried.kind) {
      case 'nobody':
        await isPassword(undefined, password);
        // Not the name, in whose place people type passwords by mistake.
        logSecurity(deps, req, 'sign_in_failed', 'unknown');
        return undefined;
      case 'locked':
        logSecurity(deps, req, 'locked_user_tried', `user:${tried.id}`);
        throw new Problem(
          429,
          'locked',
          `Too many wrong passwords; try again in ${tried.forSeconds} seconds, or ask an admin to unlock you.`,
          { headers: { 'Retry-After': String(tried.forSeconds) } },
        );
      case 'password': {
        if (await isPassword(tried.passwordHash, password)) {
          await passwordWasRight(deps.pool, tried.id);
          return tried;
        }
        const { id, lockedForSeconds } = tried;
        logSecurity(deps, req, 'sign_in_failed', `user:${id}`);
        if (lockedForSeconds > 0) logSecurity(deps, req, 'user_locked', `user:${id}`, { lockedForSeconds });
        return undefined;
      }
    }
  });
}
