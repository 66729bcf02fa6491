import { createHash, randomBytes } from 'node:crypto';
import type { Db } from './pool';

export interface ApiKey {
  id: number;
  name: string;
}

/** Only the hash is stored: whoever reads the database cannot call the API with what they find. */
function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Makes sure that this key exists, such as the first one from the settings; a revoked one stays revoked. */
export async function ensureApiKey(db: Db, name: string, secret: string): Promise<void> {
  await db.query('insert into api_keys (name, hash) values ($1, $2) on conflict (hash) do nothing', [
    name,
    hash(secret),
  ]);
}

export async function findApiKey(db: Db, secret: string): Promise<ApiKey | undefined> {
  const { rows } = await db.query<ApiKey>(
    'select id, name from api_keys where hash = $1 and revoked_at is null',
    [hash(secret)],
  );
  return rows[0];
}

/** A browser's session; returns the secret that goes into the cookie. */
export async function startSession(db: Db, apiKeyId: number, hours: number): Promise<string> {
  const secret = newSecret();
  await db.query('delete from sessions where expires_at < now()');
  await db.query(
    `insert into sessions (hash, api_key_id, expires_at) values ($1, $2, now() + $3 * interval '1 hour')`,
    [hash(secret), apiKeyId, hours],
  );
  return secret;
}

export async function findSession(db: Db, secret: string): Promise<ApiKey | undefined> {
  const { rows } = await db.query<ApiKey>(
    `select k.id, k.name from sessions s join api_keys k on k.id = s.api_key_id
     where s.hash = $1 and s.expires_at > now() and k.revoked_at is null`,
    [hash(secret)],
  );
  return rows[0];
}

export async function endSession(db: Db, secret: string): Promise<void> {
  await db.query('delete from sessions where hash = $1', [hash(secret)]);
}
