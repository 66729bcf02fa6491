/** One operation of the API: what it takes, what it answers, what it does. Routes and document come from these. */
import { promisify } from 'node:util';
import express, { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { Caller } from '../db/callers';
import type { Db, Tx } from '../db/pool';
import type { Role } from '../domain/roles';
import type { Intake } from '../intake/context';
import { authenticate, requireRole, requireSameOrigin } from './auth';
import type { ApiDeps } from './deps';
import { mutation, type ChangeReply, type Reply } from './mutation';
import { Problem } from './problem';
import { requestLimit } from './request-limit';
import { withinTime } from './within-time';
import { validate } from './validate';

/** As Express takes them. */
type BodyLimit = '100kb' | '2mb';
const usualLimit: BodyLimit = '100kb';

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';

interface Description {
  method: Method;
  /** As in OpenAPI, such as `/v1/appointments/{id}`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** How large its body may be, unless it is `usualLimit`. */
  bodyLimit?: BodyLimit;
  /** Instead of a JSON body: one of this type, which the operation reads itself, part by part. */
  upload?: { mediaType: string; description: string };
  replies: Record<number, { description: string; schema?: z.ZodType; mediaType?: string }>;
  /** No Idempotency-Key: it would store a fast hash of a password in the body, or a secret in the answer. */
  isConfidential?: true;
  /** Statuses of the problems that are the operation's own. */
  problems: readonly number[];
}

/** An answer that writes itself, for as long as it likes. */
export interface Streaming {
  stream: (res: Response) => void;
}

export type Operation = Description &
  (
    | {
        /** Who may, at least. */
        role: Role;
        handle(deps: ApiDeps, req: Request, caller: Caller): Promise<Reply | Streaming>;
      }
    /** Nobody needs to be signed in. */
    | { role: 'anyone'; handle(deps: ApiDeps, req: Request): Promise<Reply> }
  );

type Params<P extends z.ZodObject> = Omit<Description, 'params' | 'query' | 'body' | 'method'> & {
  params: P;
  /** Unless it is `look` for what reads and `desk` for what changes. */
  role?: Role;
};

export interface Context {
  deps: ApiDeps;
  caller: Caller;
  nowMs: number;
  req: Request;
}

export function intakeOf({ deps, caller, nowMs }: Context): Intake {
  return { settings: deps.config, actor: caller.actor, nowMs };
}

/** An operation that changes nothing. */
export function read<P extends z.ZodObject, Q extends z.ZodObject>(
  spec: Params<P> & {
    query: Q;
    run: (db: Db, input: { params: z.output<P>; query: z.output<Q> }, context: Context) => Promise<Reply>;
  },
): Operation {
  const { run, role = 'look', ...description } = spec;
  return {
    ...description,
    role,
    method: 'get',
    handle: async (deps, req, caller) => {
      const params = validate(spec.params, req.params);
      const query = validate(spec.query, req.query);
      return run(deps.pool, { params, query }, { deps, caller, nowMs: deps.now(), req });
    },
  };
}

/** An operation that runs in a transaction of its own. */
export function change<P extends z.ZodObject, B extends z.ZodType>(
  spec: Params<P> & {
    method: Exclude<Method, 'get'>;
    body: B;
    run: (
      tx: Tx,
      input: { params: z.output<P>; body: z.output<B> },
      context: Context,
    ) => Promise<ChangeReply>;
  },
): Operation {
  const { run, role = 'desk', ...description } = spec;
  return {
    ...description,
    role,
    handle: async (deps, req, caller) => {
      const params = validate(spec.params, req.params);
      const sent: unknown = req.body;
      const body = validate(spec.body, sent ?? {});
      return mutation(deps, req, caller, (tx) =>
        run(tx, { params, body }, { deps, caller, nowMs: deps.now(), req }),
      );
    },
  };
}

/** A change with a secret in its body or its answer. It opens its own transactions, for hashing takes time. */
export function confidential<P extends z.ZodObject, B extends z.ZodType>(
  spec: Params<P> & {
    role: Role;
    method: Exclude<Method, 'get'>;
    body: B;
    run: (input: { params: z.output<P>; body: z.output<B> }, context: Context) => Promise<Reply>;
  },
): Operation {
  const { run, ...description } = spec;
  return {
    ...description,
    isConfidential: true,
    handle: async (deps, req, caller) => {
      const params = validate(spec.params, req.params);
      const sent: unknown = req.body;
      const body = validate(spec.body, sent ?? {});
      return run({ params, body }, { deps, caller, nowMs: deps.now(), req });
    },
  };
}

const parseJson: Record<BodyLimit, (req: Request, res: Response) => Promise<void>> = {
  '100kb': promisify<Request, Response>(express.json({ limit: '100kb' })),
  '2mb': promisify<Request, Response>(express.json({ limit: '2mb' })),
};

/** Mounts operations; a known path with another method is 405. */
export function operationsRouter(deps: ApiDeps, operations: readonly Operation[]): Router {
  const router = Router({ caseSensitive: true });
  const countRequest = requestLimit(deps.config.requestsPerMinute);
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const route = router.route(path.replace(/\{(\w+)\}/g, ':$1'));
    const here = operations.filter((operation) => operation.path === path);
    for (const operation of here)
      route[operation.method](async (req, res) => {
        // Before the body: strangers send what they like.
        const handle = await admit(deps, req, operation, (caller) => countRequest(req, res, caller));
        const { mediaType = 'application/json' } = operation.upload ?? {};
        if (req.get('content-length') !== '0' && req.is(mediaType) === false)
          throw new Problem(415, 'unsupported_media_type', `Send the body as Content-Type: ${mediaType}.`);
        if (!operation.upload) await withinTime(parseJson[operation.bodyLimit ?? usualLimit](req, res));
        const reply = await handle();
        if ('stream' in reply) reply.stream(res);
        else send(res, reply);
      });
    const allow = here.map(({ method }) => method.toUpperCase()).join(', ');
    route.all((req) => {
      throw new Problem(405, 'method_not_allowed', `${req.method} is not for this address; ${allow} is.`, {
        headers: { Allow: allow },
      });
    });
  }
  return router;
}

/** @throws Problem 401, 403 or 429 */
async function admit(
  deps: ApiDeps,
  req: Request,
  operation: Operation,
  count: (caller: Caller) => Promise<void>,
): Promise<() => Promise<Reply | Streaming>> {
  const { publicUrl } = deps.config;
  if (operation.role === 'anyone') {
    requireSameOrigin(publicUrl, req);
    return () => operation.handle(deps, req);
  }
  const caller = await authenticate(deps.pool, publicUrl, req);
  await count(caller);

  requireRole(caller, operation.role);
  return () => operation.handle(deps, req, caller);
}

/** Not by `res.json`: it answers 304 by the ETag, which names the version but not how far the reminders are. */
function send(res: Response, { status, headers, body }: Reply): void {
  res.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  if (body === undefined || body === null) res.end();
  else res.type('application/json').end(JSON.stringify(body));
}
