/** Signing in and out, and what the pages need to know of this office. */
import type { Request } from 'express';
import { version } from '../package.json';
import { findApiKey } from '../db/api-keys';
import { ownerOf, type Caller } from '../db/callers';
import { transaction } from '../db/pool';
import { endSession, endSessionsOf, startSession } from '../db/sessions';
import { callerIdOf, changeUser } from '../db/users';
import type { z } from 'zod';
import { nameOf } from './auth';
import { checkPassword } from './check-password';
import type { ApiDeps } from './deps';
import { confidential, read, type Operation } from './operation';
import { phonesUrlFor } from './pages/phones-url';
import { hashPassword } from './passwords';
import { Problem } from './problem';
import { noBody, noParams, noQuery } from './schemas/fields';
import { passwordChange, session, signIn } from './schemas/users';
import { logSecurity } from './security-log';
import { sessionEnds, sessionSecret, sessionStarts } from './session-cookie';
import { validate } from './validate';

const tag = 'Session';

export const sessionOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/session',
    tag,
    role: 'anyone',
    isConfidential: true,
    summary: 'Sign in',
    description:
      'Starts a session and sets its cookie: 7 days from its last use, 30 at most. 5 wrong passwords in a row lock the user for a minute, further ones for up to 15.',
    body: signIn,
    replies: { 200: { description: 'Signed in.', schema: session } },
    problems: [422, 429],
    handle: async (deps, req) => {
      const caller = await whoSignsIn(deps, req, validate(signIn, req.body ?? {}));
      if (!caller)
        throw new Problem(401, 'wrong_password', 'The name or the password is wrong; please check both.');
      const secret = await startSession(deps.pool, caller.id);
      logSecurity(deps, req, 'signed_in', caller.id);
      const headers = { 'Set-Cookie': sessionStarts(deps.config.publicUrl, secret) };
      return { status: 200, headers, body: sessionView(deps, req, caller) };
    },
  },
  read({
    path: '/v1/session',
    tag,
    summary: 'Who is signed in, and at which office',
    params: noParams,
    query: noQuery,
    replies: { 200: { description: 'The session.', schema: session } },
    problems: [],
    run: (_, __, { deps, req, caller }) =>
      Promise.resolve({ status: 200, body: sessionView(deps, req, caller) }),
  }),
  confidential({
    method: 'delete',
    path: '/v1/session',
    tag,
    role: 'look',
    summary: 'Sign out',
    params: noParams,
    body: noBody,
    replies: { 204: { description: 'The session has ended.' } },
    problems: [],
    run: async (_, { deps, caller, req }) => {
      const { publicUrl } = deps.config;
      const secret = sessionSecret(publicUrl, req);
      if (secret !== undefined) await endSession(deps.pool, secret);
      logSecurity(deps, req, 'signed_out', caller.id);
      return { status: 204, headers: { 'Set-Cookie': sessionEnds(publicUrl) } };
    },
  }),
  confidential({
    method: 'delete',
    path: '/v1/sessions',
    tag,
    role: 'look',
    summary: 'Sign out everywhere',
    description: "Ends all of one's own sessions, this one too.",
    params: noParams,
    body: noBody,
    replies: { 204: { description: 'All sessions have ended.' } },
    problems: [],
    run: async (_, { deps, caller, req }) => {
      const sessions = await endSessionsOf(deps.pool, caller.id);
      logSecurity(deps, req, 'signed_out_everywhere', caller.id, { sessions });
      return { status: 204, headers: { 'Set-Cookie': sessionEnds(deps.config.publicUrl) } };
    },
  }),
  confidential({
    method: 'post',
    path: '/v1/session/password',
    tag,
    role: 'look',
    summary: 'Change the own password',
    description: "Ends one's other sessions.",
    params: noParams,
    body: passwordChange,
    replies: { 204: { description: 'The new one counts.' } },
    problems: [409, 422, 429],
    run: async ({ body }, { deps, caller, req }) => {
      const { userId } = ownerOf(caller.id);
      if (userId === null)
        throw new Problem(
          409,
          'not_a_user',
          'An API key has no password; sign in as a user to change yours.',
        );
      if (!(await checkPassword(deps, req, { id: userId }, body.current)))
        throw new Problem(422, 'wrong_password', 'current is not your password.', {
          errors: [{ path: 'current', message: 'is not your password' }],
        });
      const passwordHash = await hashPassword(body.next);
      await transaction(deps.pool, async (tx) => {
        const user = await changeUser(tx, userId, { passwordHash });
        await endSessionsOf(tx, callerIdOf(user), sessionSecret(deps.config.publicUrl, req));
      });
      logSecurity(deps, req, 'password_changed', caller.id);
      return { status: 204 };
    },
  }),
];

async function whoSignsIn(
  deps: ApiDeps,
  req: Request,
  sent: z.output<typeof signIn>,
): Promise<Caller | undefined> {
  if ('apiKey' in sent) {
    const key = await findApiKey(deps.pool, sent.apiKey.trim());
    if (!key) logSecurity(deps, req, 'sign_in_failed', 'unknown');
    return key;
  }
  const user = await checkPassword(deps, req, { name: sent.user.normalize('NFC') }, sent.password);
  return user && { id: callerIdOf(user), actor: `staff:${user.name}`, role: user.role };
}

function sessionView({ config, messages }: ApiDeps, req: Request, caller: Caller): z.output<typeof session> {
  const { office, defaultCountry, callsPerSecond, testClientPhone = null, workflowsUrl = null } = config;
  return {
    user: { id: ownerOf(caller.id).userId, name: nameOf(caller), role: caller.role },
    office,
    locales: [...messages.keys()],
    defaultCountry,
    testClientPhone,
    phonesUrl: phonesUrlFor(req.hostname, config),
    workflowsUrl,
    callsPerSecond,
    version,
  };
}
