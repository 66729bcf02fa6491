/**
 * Browsers that are signed in. A front desk keeps one page open all day, so a session lasts 7 days from its last use;
 * after 30 days the password is asked for again however busy it was (NIST SP 800-63B, AAL1).
 */
import type { Role } from '../domain/roles';
import { ownerOf, type Caller, type CallerId } from './callers';
import type { Db } from './pool';
import { hashSecret, newSecret } from './secrets';

export const maxSessionDays = 30;
const idleDays = 7;

/** Returns the secret that goes into the cookie. */
export async function startSession(db: Db, id: CallerId): Promise<string> {
  const secret = newSecret();
  const { apiKeyId, userId } = ownerOf(id);
  await db.query(
    `insert into sessions (hash, api_key_id, user_id, expires_at)
     values ($1, $2, $3, now() + $4::int * interval '1 day')`,
    [hashSecret(secret), apiKeyId, userId, idleDays],
  );
  return secret;
}

/** Whose session this is, with the role as it is now. Prolongs it, with one write a day. */
export async function findSession(db: Db, secret: string): Promise<Caller | undefined> {
  const { rows } = await db.query<{ id: CallerId; name: string; role: Role }>(
    `with used as (
       update sessions
       set expires_at = least(now() + $2::int * interval '1 day', created_at + $3::int * interval '1 day')
       where hash = $1 and expires_at between now() and now() + ($2::int - 1) * interval '1 day'
         and expires_at < created_at + $3::int * interval '1 day'
     )
     select caller as id, coalesce(k.name, u.name) as name, coalesce(k.role, u.role) as role
     from sessions s
     left join api_keys k on k.id = s.api_key_id and k.revoked_at is null
     left join users u on u.id = s.user_id and u.disabled_at is null
     where s.hash = $1 and s.expires_at > now() and num_nonnulls(k.id, u.id) = 1`,
    [hashSecret(secret), idleDays, maxSessionDays],
  );
  const [found] = rows;
  return found && { id: found.id, actor: `staff:${found.name}`, role: found.role };
}

export async function endSession(db: Db, secret: string): Promise<void> {
  await db.query('delete from sessions where hash = $1', [hashSecret(secret)]);
}

/** All of a caller's, but for the one that is named. Returns how many. */
export async function endSessionsOf(db: Db, id: CallerId, keep?: string): Promise<number> {
  const { rowCount } = await db.query('delete from sessions where caller = $1 and hash is distinct from $2', [
    id,
    keep === undefined ? null : hashSecret(keep),
  ]);
  return rowCount ?? 0;
}
