/** The HTTP server, and how long it waits for whom. */
import {
  createServer,
  STATUS_CODES,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';

export interface ServerLimits {
  /** A request's head is one packet or two. Whoever sends it byte by byte is to hold no connection open (slow loris). */
  headersMs: number;
  /** For the whole request. A file of 50 MB over an office's slow line, at 1 Mbit/s, takes seven minutes. */
  requestMs: number;
  /** Longer than proxies keep theirs, mostly 60 s: one that closes first never meets a request that is on its way. */
  keepAliveMs: number;
  /** After an answer that did not wait for the body, such as a refusal; nobody will read the rest. */
  unreadMs: number;
  /** How often the first two are looked at; Node's own 30 s would make 10 s of waiting 40. */
  checkMs: number;
}

const usual: ServerLimits = {
  headersMs: 10_000,
  requestMs: 10 * 60_000,
  keepAliveMs: 65_000,
  unreadMs: 5_000,
  checkMs: 2_000,
};

export function createHttpServer(app: RequestListener, limits: Partial<ServerLimits> = {}): Server {
  const { headersMs, requestMs, keepAliveMs, unreadMs, checkMs } = { ...usual, ...limits };
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: checkMs,
    },
    app,
  );
  /** The answer that is being written on each connection. */
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (req, res) => {
    answers.set(req.socket, res);
    res.once('finish', () => {
      if (req.complete) return;
      const timer = setTimeout(() => req.socket.destroy(), unreadMs);
      req.once('close', () => clearTimeout(timer));
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Half an answer cannot be followed by another one.
    const isAnswering = answers.get(socket)?.headersSent === true;
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) socket.destroy();
    else socket.end(answerTo(error.code));
  });
  return server;
}

/** What is wrong with a request that never came to the app; it has no id, for nothing is logged of it. */
function answerTo(errorCode: string | undefined): string {
  const { status, code, detail } = problemOf(errorCode);
  const title = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({ type: 'about:blank', title, status, code, detail });
  return [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

function problemOf(errorCode = ''): { status: number; code: string; detail: string } {
  switch (errorCode) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'too_slow', detail: 'The request took too long to arrive; send it again.' };
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, code: 'too_large', detail: 'The headers are larger than 16 kB.' };
    default:
      return { status: 400, code: 'malformed_request', detail: 'This is not a request of HTTP/1.1.' };
  }
}
