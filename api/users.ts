/** The people who may sign in, and what they may do. For admins. */
import type { z } from 'zod';
import { transaction, violates, type Tx } from '../db/pool';
import { endSessionsOf } from '../db/sessions';
import {
  callerIdOf,
  changeUser,
  createUser,
  hasOtherAdmin,
  listUsers,
  lockUser,
  type User,
} from '../db/users';
import { utc } from './appointments/view';
import { confidential, read, type Operation } from './operation';
import { hashPassword } from './passwords';
import { notFound, Problem } from './problem';
import { idParams, noParams, noQuery } from './schemas/fields';
import { newUser, user as userSchema, userChange, users as usersSchema } from './schemas/users';
import { logSecurity } from './security-log';

const tag = 'Users';
const role = 'admin';

export const userOperations: readonly Operation[] = [
  read({
    path: '/v1/users',
    tag,
    role,
    summary: 'Who may sign in',
    params: noParams,
    query: noQuery,
    replies: { 200: { description: 'All users, by name.', schema: usersSchema } },
    problems: [],
    run: async (db) => ({ status: 200, body: { data: (await listUsers(db)).map(userView) } }),
  }),
  confidential({
    method: 'post',
    path: '/v1/users',
    tag,
    role,
    summary: 'Add a user',
    description: 'Without a password, nobody can sign in as this user until one is set.',
    params: noParams,
    body: newUser,
    replies: { 201: { description: 'Added.', schema: userSchema } },
    problems: [409, 422],
    run: async ({ body: { name, role, password } }, { deps, caller, req }) => {
      const passwordHash = password === undefined ? null : await hashPassword(password);
      const user = await unlessTaken(name, createUser(deps.pool, { name, role, passwordHash }));
      logSecurity(deps, req, 'user_created', caller.id, { user: callerIdOf(user), role });
      return { status: 201, body: userView(user) };
    },
  }),
  confidential({
    method: 'patch',
    path: '/v1/users/{id}',
    tag,
    role,
    summary: 'Change a user',
    description:
      "Another password or role, or disabling, ends the user's sessions. Another password, or `disabled: false`, unlocks a user who was locked after wrong passwords.",
    params: idParams,
    body: userChange,
    replies: { 200: { description: 'The user as it is now.', schema: userSchema } },
    problems: [404, 409, 422],
    run: async ({ params, body }, { deps, caller, req }) => {
      const { password, name, role, disabled } = body;
      const passwordHash = password === undefined ? undefined : await hashPassword(password);
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(disabled === undefined ? {} : { disabled }),
        ...(passwordHash === undefined ? {} : { passwordHash }),
      };
      const user = await unlessTaken(
        name ?? '',
        transaction(deps.pool, async (tx) => {
          const before = await lockUser(tx, params.id);
          if (!before) throw notFound(`There is no user ${params.id}.`);
          const after = await changeUser(tx, params.id, change);
          await keepAnAdmin(tx, before, after);
          if (passwordHash !== undefined || after.role !== before.role || after.disabledAtMs !== null)
            await endSessionsOf(tx, callerIdOf(after));
          return after;
        }),
      );
      // What was changed; of the password only that it was.
      logSecurity(deps, req, 'user_changed', caller.id, {
        user: callerIdOf(user),
        fields: Object.keys(body),
      });
      return { status: 200, body: userView(user) };
    },
  }),
];

/** @throws Problem 409, which undoes the change */
async function keepAnAdmin(tx: Tx, before: User, after: User): Promise<void> {
  if (!isAdmin(before) || isAdmin(after) || (await hasOtherAdmin(tx, before))) return;
  throw new Problem(
    409,
    'last_admin',
    `${before.name} is the last admin who can sign in; make somebody else an admin first.`,
  );
}

function isAdmin(user: User): boolean {
  return user.role === 'admin' && user.disabledAtMs === null;
}

async function unlessTaken<T>(name: string, write: Promise<T>): Promise<T> {
  return write.catch((error: unknown) => {
    if (!violates(error, 'users_one_name')) throw error;
    throw new Problem(
      409,
      'name_taken',
      `There is a user named ${name} already; names differ by more than capitals.`,
    );
  });
}

function userView(user: User): z.output<typeof userSchema> {
  const { id, name, role, hasPassword, lockedUntilMs, disabledAtMs, createdAtMs } = user;
  return {
    id,
    name,
    role,
    hasPassword,
    lockedUntil: lockedUntilMs === null ? null : utc(lockedUntilMs),
    disabledAt: disabledAtMs === null ? null : utc(disabledAtMs),
    createdAt: utc(createdAtMs),
  };
}
