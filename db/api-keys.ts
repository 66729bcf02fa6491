import type { Role } from '../domain/roles';
import type { Caller, CallerId } from './callers';
import type { Actor } from './events';
import type { Db } from './pool';
import { hashSecret, newSecret } from './secrets';

export interface ApiKey {
  id: number;
  name: string;
  role: Role;
  createdAtMs: number;
  /** Null: it came from the settings. */
  createdBy: Actor | null;
  /** The day in UTC, such as `2026-11-24`. */
  lastUsedOn: string | null;
  revokedAtMs: number | null;
}

const columns = `id, name, role, created_at as "createdAtMs", created_by as "createdBy",
  last_used_on::text as "lastUsedOn", revoked_at as "revokedAtMs"`;

/** Makes sure that this key exists, such as the first one from the settings; a revoked one stays revoked. */
export async function ensureApiKey(db: Db, name: string, secret: string): Promise<void> {
  await db.query(
    `insert into api_keys (name, hash, role) values ($1, $2, 'admin') on conflict (hash) do nothing`,
    [name, hashSecret(secret)],
  );
}

/** Whose key this is. Notes the day of its last use, with one write a day. */
export async function findApiKey(db: Db, secret: string): Promise<Caller | undefined> {
  const { rows } = await db.query<{ id: CallerId; name: string; role: Role }>(
    `with used as (
       update api_keys set last_used_on = (now() at time zone 'utc')::date
       where hash = $1 and revoked_at is null and last_used_on is distinct from (now() at time zone 'utc')::date
     )
     select 'key:' || id as id, name, role from api_keys where hash = $1 and revoked_at is null`,
    [hashSecret(secret)],
  );
  const [key] = rows;
  return key && { id: key.id, actor: `staff:${key.name}`, role: key.role };
}

/** Returns the secret as well; it cannot be read again. */
export async function createApiKey(
  db: Db,
  key: { name: string; role: Role; createdBy: Actor },
): Promise<ApiKey & { secret: string }> {
  const secret = newSecret();
  const { rows } = await db.query<ApiKey>(
    `insert into api_keys (name, hash, role, created_by) values ($1, $2, $3, $4) returning ${columns}`,
    [key.name, hashSecret(secret), key.role, key.createdBy],
  );
  const [created] = rows;
  if (!created) throw new Error('An insert has returned nothing.');
  return { ...created, secret };
}

/** Those in use first, each by age. */
export async function listApiKeys(db: Db): Promise<ApiKey[]> {
  const { rows } = await db.query<ApiKey>(
    `select ${columns} from api_keys order by revoked_at is not null, id`,
  );
  return rows;
}

/** Its sessions end with it, see `findSession`. Undefined when there is no such key; one that was revoked before stays as it was. */
export async function revokeApiKey(db: Db, id: number): Promise<ApiKey | undefined> {
  const { rows } = await db.query<ApiKey>(
    `update api_keys set revoked_at = coalesce(revoked_at, now()) where id = $1 returning ${columns}`,
    [id],
  );
  return rows[0];
}
