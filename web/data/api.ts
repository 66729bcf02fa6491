/** The API as the pages use it: JSON in, JSON out, problem details (RFC 9457) thrown. */
import { noteServerTime } from './clock';

export interface FieldError {
  /** Such as `client.phone`. */
  path: string;
  message: string;
  /** Values that would do, should there be a few. */
  choices?: string[];
}

/** The server's "no", in words for people. */
export class Refusal extends Error {
  override name = 'Refusal';

  constructor(
    readonly status: number,
    /** Stable; to branch on. */
    readonly code: string,
    detail: string,
    readonly fields: readonly FieldError[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }
}

/** Nobody answered: the network is down, or the server is. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Options {
  body?: unknown;
  /** Instead of JSON; it is sent while it is read. */
  file?: File;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** @throws Refusal, Unreachable. `T` is what the API's document promises for this address. */
export async function api<T>(
  method: Method,
  path: string,
  { body, file, headers, signal }: Options = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(file === undefined ? {} : { 'Content-Type': 'text/csv' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(file === undefined ? {} : { body: file }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Unreachable('The server does not answer.', { cause: error });
  });
  noteServerTime(response.headers.get('Date'));
  const text = await response.text();
  const answer: unknown = text !== '' && isJson(response) ? JSON.parse(text) : undefined;
  if (!response.ok) throw refusalOf(response, answer);
  // The promise above: the API's own tests hold its answers to its document.
  return answer as T;
}

function isJson(response: Response): boolean {
  return /\bjson\b/.test(response.headers.get('Content-Type') ?? '');
}

function refusalOf(response: Response, answer: unknown): Refusal {
  const problem = (answer ?? {}) as { code?: string; detail?: string; errors?: FieldError[] };
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return new Refusal(
    response.status,
    problem.code ?? 'unknown',
    problem.detail ?? `The server answered ${response.status}.`,
    problem.errors,
    Number.isFinite(seconds) ? seconds : undefined,
  );
}
