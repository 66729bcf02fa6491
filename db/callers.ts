/** Who asks: a program by its API key, or a person by a session. */
import type { Role } from '../domain/roles';
import type { Actor } from './events';

export type CallerId = `key:${number}` | `user:${number}`;

export interface Caller {
  id: CallerId;
  /** As on the timeline. */
  actor: Actor;
  role: Role;
}

/** For the columns `api_key_id` and `user_id`, of which each row has one. */
export function ownerOf(id: CallerId): { apiKeyId: number | null; userId: number | null } {
  const number = Number(id.slice(id.indexOf(':') + 1));
  return id.startsWith('key:') ? { apiKeyId: number, userId: null } : { apiKeyId: null, userId: number };
}
