/** People who sign in. None is ever deleted, for the timelines name them. */
import type { Role } from '../domain/roles';
import type { CallerId } from './callers';
import type { Db, Tx } from './pool';

export interface User {
  id: number;
  name: string;
  role: Role;
  /** Without one, nobody can sign in as this user by a password. */
  hasPassword: boolean;
  /** After too many wrong passwords; null or past: not locked. */
  lockedUntilMs: number | null;
  disabledAtMs: number | null;
  createdAtMs: number;
}

export interface UserChange {
  name?: string;
  role?: Role;
  passwordHash?: string;
  disabled?: boolean;
}

const columns = `id, name, role, password_hash is not null as "hasPassword",
  locked_until as "lockedUntilMs", disabled_at as "disabledAtMs", created_at as "createdAtMs"`;

export function callerIdOf({ id }: Pick<User, 'id'>): CallerId {
  return `user:${id}`;
}

/** By name. */
export async function listUsers(db: Db): Promise<User[]> {
  const { rows } = await db.query<User>(`select ${columns} from users order by lower(name)`);
  return rows;
}

/** Names differ by more than their capitals; a second one breaks `users_one_name`. */
export async function createUser(
  db: Db,
  user: { name: string; role: Role; passwordHash: string | null },
): Promise<User> {
  const { rows } = await db.query<User>(
    `insert into users (name, role, password_hash) values ($1, $2, $3) returning ${columns}`,
    [user.name, user.role, user.passwordHash],
  );
  return only(rows);
}

/** For `npm run dev`: who the printed link signs in. One that is there already stays as it is. */
export async function ensureUser(db: Db, name: string, role: Role): Promise<User> {
  await db.query('insert into users (name, role) values ($1, $2) on conflict (lower(name)) do nothing', [
    name,
    role,
  ]);
  const { rows } = await db.query<User>(`select ${columns} from users where lower(name) = lower($1)`, [name]);
  return only(rows);
}

/** Locks the user for the transaction, and the admins with them: two may not take each other's role at once. */
export async function lockUser(tx: Tx, id: number): Promise<User | undefined> {
  const { rows } = await tx.query<User>(
    `select ${columns} from users where id = $1 or role = 'admin' order by id for update`,
    [id],
  );
  return rows.find((user) => user.id === id);
}

/** Whether some other enabled admin can sign in at least as well as this one. */
export async function hasOtherAdmin(tx: Tx, { id, hasPassword }: User): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from users
     where id <> $1 and role = 'admin' and disabled_at is null and (password_hash is not null or not $2)`,
    [id, hasPassword],
  );
  return rowCount !== 0;
}

/** A new password, or enabling, lifts a lock. */
export async function changeUser(tx: Tx, id: number, change: UserChange): Promise<User> {
  const { name = null, role = null, passwordHash = null, disabled = null } = change;
  const { rows } = await tx.query<User>(
    `update users set
       name = coalesce($2, name),
       role = coalesce($3, role),
       password_hash = coalesce($4, password_hash),
       disabled_at = case when $5 then coalesce(disabled_at, now()) when not $5 then null else disabled_at end,
       failures = case when $4 is not null or not $5 then 0 else failures end,
       locked_until = case when $4 is not null or not $5 then null else locked_until end
     where id = $1 returning ${columns}`,
    [id, name, role, passwordHash, disabled],
  );
  return only(rows);
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (!row) throw new Error('A user has vanished while being written.');
  return row;
}
