/** A server that answers as a test tells it to, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  /** Path and query. */
  path: string;
  form: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** One number per connection. */
  clientPort: number | undefined;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

export function json(status: number, body: unknown): Answer {
  return (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };
}

export async function twilioServer() {
  const asked: Asked[] = [];
  let answer: Answer = json(500, {});
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        form: new URLSearchParams(Buffer.concat(chunks).toString()),
        headers: request.headers,
        clientPort: request.socket.remotePort,
      };
      asked.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answerWith(next: Answer): void {
      asked.length = 0;
      answer = next;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type TwilioServer = Awaited<ReturnType<typeof twilioServer>>;
