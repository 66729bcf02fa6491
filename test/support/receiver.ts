/** A receiver of webhooks, on a real port of this machine. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
  event: { id: string; type: string; createdAt: string; data: Record<string, unknown> };
}

/** What it answers; a number is a status, `never` no answer at all. */
export type Behaviour = number | 'never' | 'hang up' | { redirectTo: string };

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

export async function startReceiver() {
  const received: Received[] = [];
  let behaviours: Behaviour[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({
        path: req.url ?? '',
        headers: req.headers as Record<string, string>,
        body,
        event: JSON.parse(body) as Received['event'],
      });
      const behaviour = behaviours.shift() ?? 204;
      if (behaviour === 'hang up') req.socket.destroy();
      else if (typeof behaviour === 'object') res.writeHead(307, { location: behaviour.redirectTo }).end();
      else if (behaviour !== 'never') res.writeHead(behaviour).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    received,
    /** For the next requests; then 204. */
    will: (...next: Behaviour[]) => (behaviours = next),
    /** As the receivers' own library checks it. @throws WebhookVerificationError */
    verified: (secret: string, { body, headers }: Received) => new Webhook(secret).verify(body, headers),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
