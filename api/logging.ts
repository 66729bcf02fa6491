/** One line a request. Neither bodies nor headers are logged: they carry keys, cookies, names and signatures. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

const quiet = new Set(['/healthz', '/readyz', '/metrics']);

export function logRequests(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (_, res) => {
      const id = randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (req) => quiet.has(pathOf(req.url)) },
    customLogLevel: (_, res, error) => ((error ?? res.statusCode >= 500) ? 'error' : 'info'),
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({
        id,
        method,
        path: withoutSecrets(pathOf(url)),
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      err: describeError,
    },
  });
}

/** Not `detail`, in which PostgreSQL quotes the row. */
function describeError(error: Error & { code?: unknown }) {
  const { name, message, stack, code } = error;
  return { type: name, message, stack, ...(code === undefined ? {} : { code }) };
}

function pathOf(url: string | undefined): string {
  return (url ?? '').split('?', 1)[0] ?? '';
}

/** Phone numbers stand in the addresses of opt-outs, and secrets in those of calendars and in the link that signs in. */
function withoutSecrets(path: string): string {
  return path
    .replace(/^(\/v1\/opt-outs\/).+/, '$1[phone]')
    .replace(/^(\/(?:sign-in|calendar|i)\/).+/, '$1[secret]')
    .replace(/(?:\+|%2b)\d+/gi, '[phone]');
}
