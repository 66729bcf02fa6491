/** People for the tests: users with a password, and what a browser sends for them. */
import { callerIdOf, createUser, type User } from '../../db/users';
import { startSession } from '../../db/sessions';
import type { Role } from '../../domain/roles';
import { hashPassword } from '../../api/passwords';
import type { z } from 'zod';
import type * as schemas from '../../api/schemas/users';
import type { ProblemBody, World } from './world';

export type SessionBody = z.output<typeof schemas.session>;
export type UserBody = z.output<typeof schemas.user>;
export const password = 'correct horse battery';

export async function addUser(
  { pool }: World,
  name: string,
  role: Role = 'desk',
  typed: string | null = password,
): Promise<User> {
  return createUser(pool, { name, role, passwordHash: typed === null ? null : await hashPassword(typed) });
}

/** As our own page sends it. */
export async function signIn(world: World, body: unknown, headers: Record<string, string> = {}) {
  const answer = await world.call<SessionBody & ProblemBody>('POST', '/v1/session', body, {
    authorization: '',
    origin: world.url,
    ...headers,
  });
  const [setCookie = ''] = answer.headers.getSetCookie();
  return { ...answer, setCookie, cookie: setCookie.split(';')[0] ?? '' };
}

/** The API with a session's cookie in place of a key. */
export function browser(world: World, cookie: string) {
  return <T = ProblemBody>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => world.call<T>(method, path, body, { authorization: '', origin: world.url, cookie, ...headers });
}

/** Signed in without the sign-in. */
export async function signedIn(world: World, user: User) {
  return browser(world, `slotkeeper_session=${await startSession(world.pool, callerIdOf(user))}`);
}
