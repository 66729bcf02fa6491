/** One operation of the API: what it takes, what it answers, what it does. Routes and document come from these. */
import { promisify } from 'node:util';
import express, { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { Db, Tx } from '../db/pool';
import { authenticate, type Caller } from './auth';
import type { ApiDeps } from './deps';
import { mutation, type ChangeReply, type Reply } from './mutation';
import { Problem } from './problem';
import { validate } from './validate';

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
  replies: Record<number, { description: string; schema?: z.ZodType }>;
  /** Statuses of the problems that are the operation's own. */
  problems: readonly number[];
}

export interface Operation extends Description {
  handle(deps: ApiDeps, req: Request, caller: Caller): Promise<Reply>;
}

type Params<P extends z.ZodObject> = Omit<Description, 'params' | 'query' | 'body' | 'method'> & {
  params: P;
};

export interface Context {
  deps: ApiDeps;
  caller: Caller;
  nowMs: number;
  req: Request;
}

/** An operation that changes nothing. */
export function read<P extends z.ZodObject, Q extends z.ZodObject>(
  spec: Params<P> & {
    query: Q;
    run: (db: Db, input: { params: z.output<P>; query: z.output<Q> }, context: Context) => Promise<Reply>;
  },
): Operation {
  const { run, ...description } = spec;
  return {
    ...description,
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
  const { run, ...description } = spec;
  return {
    ...description,
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

const parseJson = promisify<Request, Response>(express.json({ limit: '100kb' }));

/** Mounts operations; a known path with another method is 405. */
export function operationsRouter(deps: ApiDeps, operations: readonly Operation[]): Router {
  const router = Router({ caseSensitive: true });
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const route = router.route(path.replace(/\{(\w+)\}/g, ':$1'));
    const here = operations.filter((operation) => operation.path === path);
    for (const operation of here)
      route[operation.method](async (req, res) => {
        // Before the body: strangers send what they like.
        const caller = await authenticate(deps.pool, deps.config.publicUrl, req);
        if (req.get('content-length') !== '0' && req.is('application/json') === false)
          throw new Problem(
            415,
            'unsupported_media_type',
            'Send the body as Content-Type: application/json.',
          );
        await parseJson(req, res);
        send(res, await operation.handle(deps, req, caller));
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

/** Not by `res.json`: it answers 304 by the ETag, which names the version but not how far the reminders are. */
function send(res: Response, { status, headers, body }: Reply): void {
  res.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  if (body === undefined || body === null) res.end();
  else res.type('application/json').end(JSON.stringify(body));
}
