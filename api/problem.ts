/** Problem details (RFC 9457) with a stable `code`; what a handler throws, and what the client gets. */
import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Response } from 'express';
import type { Reason } from '../domain/words';
import { inWords, Refusal, type FieldError } from '../intake/refusal';

export type { FieldError };

/** Stable; clients may branch on them. A rule that refuses names itself by its reason. */
export type ProblemCode =
  | Reason
  | 'invalid'
  | 'malformed_json'
  | 'malformed_url'
  | 'unauthenticated'
  | 'forbidden'
  | 'wrong_password'
  | 'locked'
  | 'too_many_mistakes'
  | 'name_taken'
  | 'last_admin'
  | 'not_a_user'
  | 'cross_site'
  | 'not_found'
  | 'no_test_phone'
  | 'method_not_allowed'
  | 'external_id_taken'
  | 'past'
  | 'not_started'
  | 'idempotency_key_reused'
  | 'idempotency_in_flight'
  | 'key_cap_reached'
  | 'nothing_held'
  | 'too_many_endpoints'
  | 'endpoint_disabled'
  | 'version_mismatch'
  | 'too_large'
  | 'too_slow'
  | 'too_many_requests'
  | 'unreadable_file'
  | 'too_many_imports'
  | 'not_checked'
  | 'lines_refused'
  | 'too_many_streams'
  | 'unsupported_media_type'
  | 'pages_not_built'
  | 'unavailable'
  | 'internal';

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    readonly detail: string,
    readonly more: {
      errors?: readonly FieldError[];
      headers?: Record<string, string>;
      /** Extension members of the answer, such as the id of what stands in the way. */
      members?: Record<string, unknown>;
    } = {},
  ) {
    super(detail);
  }
}

export function invalid(errors: readonly FieldError[]): Problem {
  return new Problem(422, 'invalid', inWords(errors), { errors });
}

/** What registering or changing is refused for. */
export function problemOfRefusal({ code, message, errors }: Refusal): Problem {
  return code === 'invalid' ? invalid(errors) : new Problem(409, code, message);
}

export function notFound(detail: string): Problem {
  return new Problem(404, 'not_found', detail);
}

export function sendProblem(res: Response, problem: Problem): void {
  const { status, code, detail, more } = problem;
  res
    .status(status)
    .set({ 'Cache-Control': 'no-store', ...more.headers })
    .type('application/problem+json')
    .end(
      JSON.stringify({
        type: 'about:blank',
        title: STATUS_CODES[status] ?? 'Error',
        status,
        code,
        detail,
        ...(more.errors ? { errors: more.errors } : {}),
        ...more.members,
        requestId: res.get('X-Request-Id'),
      }),
    );
}

/** The last of the middlewares. What is not a problem of the client's is logged and told by its request id only. */
export const problems: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const problem = problemOf(error);
  if (problem.status >= 500) req.log.error({ err: error }, 'request failed');
  sendProblem(res, problem);
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return problemOfRefusal(error);
  const { type, status, code, limit } = fieldsOf(error);
  switch (type) {
    case 'entity.parse.failed':
      return new Problem(
        400,
        'malformed_json',
        'The body is not a JSON object; check its commas and quotes.',
      );
    case 'entity.too.large':
      return new Problem(
        413,
        'too_large',
        `The body is larger than ${inKilobytes(limit)} kB, more than this address takes.`,
      );
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new Problem(415, 'unsupported_media_type', 'Send application/json in UTF-8.');
    case 'request.aborted':
    case 'request.size.invalid':
      return new Problem(400, 'malformed_json', 'The body ended before its announced length.');
  }
  if (status === 400)
    return new Problem(400, 'malformed_url', 'The address cannot be decoded; check its % escapes.');
  if (databaseIsAway(code, error))
    return new Problem(
      503,
      'unavailable',
      'The database is away, or not set up yet; /readyz tells more. Try again soon.',
      {
        headers: { 'Retry-After': '5' },
      },
    );
  return new Problem(500, 'internal', 'Something went wrong here; the log has it under this requestId.');
}

/** Connections that fail, servers that start or stop, a schema that is not there yet. */
function databaseIsAway(code: unknown, error: unknown): boolean {
  if (typeof code === 'string' && /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|08|53|57P|42P01)/.test(code))
    return true;
  // pg gives these no code.
  return (
    error instanceof Error &&
    /^(timeout exceeded when trying to connect|Connection terminated)/.test(error.message)
  );
}

function inKilobytes(bytes: unknown): number {
  return Math.floor(Number(bytes) / 1024);
}

function fieldsOf(error: unknown): { type?: unknown; status?: unknown; code?: unknown; limit?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}
