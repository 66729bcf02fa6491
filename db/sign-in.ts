/** Passwords are tried here; the count is in PostgreSQL, for all API processes together. */
import type { Role } from '../domain/roles';
import type { Db, Tx } from './pool';

/** Wrong passwords in a row until the first lock, of a minute; each further one doubles it. */
const triesUntilLock = 5;
const maxLockMinutes = 15;

export interface Tried {
  id: number;
  name: string;
  role: Role;
  passwordHash: string;
  /** Should the password be wrong. */
  lockedForSeconds: number;
}

export type Try =
  | ({ kind: 'password' } & Tried)
  | { kind: 'locked'; id: number; forSeconds: number }
  /** Unknown, disabled, or without a password. */
  | { kind: 'nobody' };

/** 0 when there is no lock: `greatest` passes over nulls. */
const lockedFor =
  'greatest(0, ceil(extract(epoch from locked_until - clock_timestamp())))::int as "lockedForSeconds"';

/**
 * Begins to try a password. It counts as wrong until `passwordWasRight`, so that however many are tried at once, no
 * more are looked at than five. Commit before looking.
 */
export async function tryPassword(tx: Tx, who: { name: string } | { id: number }): Promise<Try> {
  const { rows } = await tx.query<{ id: number; lockedForSeconds: number }>(
    `select id, ${lockedFor} from users
     where (id = $1 or lower(name) = lower($2)) and disabled_at is null and password_hash is not null for update`,
    'id' in who ? [who.id, null] : [null, who.name],
  );
  const [found] = rows;
  if (!found) return { kind: 'nobody' };
  const { id, lockedForSeconds } = found;
  if (lockedForSeconds > 0) return { kind: 'locked', id, forSeconds: lockedForSeconds };

  const tried = await tx.query<Tried>(
    `update users set
       failures = failures + 1,
       locked_until = case when failures + 1 >= $2::int
         then clock_timestamp() + least(2 ^ (failures + 1 - $2::int), $3::int) * interval '1 minute' end
     where id = $1
     returning id, name, role, password_hash as "passwordHash", ${lockedFor}`,
    [id, triesUntilLock, maxLockMinutes],
  );
  const [row] = tried.rows;
  if (!row) throw new Error('A locked user has vanished.');
  return { kind: 'password', ...row };
}

export async function passwordWasRight(db: Db, id: number): Promise<void> {
  await db.query('update users set failures = 0, locked_until = null where id = $1', [id]);
}
