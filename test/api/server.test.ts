/** The server against clients that take their time, on sockets of our own: no HTTP library sends like that. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { problems } from '../../api/problem';
import { createHttpServer, type ServerLimits } from '../../api/server';
import { withinTime } from '../../api/within-time';

const limits: ServerLimits = {
  headersMs: 300,
  requestMs: 1_500,
  keepAliveMs: 400,
  unreadMs: 300,
  checkMs: 50,
};
let server: Server | undefined;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.closeAllConnections();
  server?.close();
});

async function serve(change: Partial<ServerLimits> = {}): Promise<number> {
  const app = express();
  app.get('/', (_, res) => {
    res.send('here');
  });
  app.get('/stream', (_, res) => {
    res.write('first\n');
    setTimeout(() => res.end('last\n'), 2_500);
  });
  app.post('/upload', async (req, res) => {
    let bytes = 0;
    for await (const chunk of req) bytes += (chunk as Buffer).length;
    res.send(`${bytes} bytes`);
  });
  app.post('/json', async (req, res) => {
    await withinTime(
      once(req.resume(), 'end').then(() => undefined),
      300,
    );
    res.send('read');
  });
  app.post('/refused', (_, res) => {
    res.status(401).send('refused');
  });
  app.use(problems);
  server = createHttpServer(app, { ...limits, ...change }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** All that comes until the other end closes, and after how long. */
function open(port: number) {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  const begun = performance.now();
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  // The other end may be gone while we still send.
  socket.on('error', () => undefined);
  const closed = new Promise<{ text: string; ms: number }>((resolve) =>
    socket.once('close', () => resolve({ text, ms: performance.now() - begun })),
  );
  return { send: (more: string) => socket.write(more), closed, text: () => text };
}

/** Byte by byte, until the other end has had enough. */
async function trickle(send: (more: string) => void, text: string, everyMs: number, until: Promise<unknown>) {
  const over = new AbortController();
  void until.then(() => over.abort());
  for (const letter of text) {
    if (over.signal.aborted) return;
    send(letter);
    await sleep(everyMs);
  }
}

function problemIn(text: string): unknown {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  expect(head).toMatch(/content-type: application\/problem\+json/i);
  expect(head).toMatch(/connection: close/i);
  return JSON.parse(body);
}

describe('who is waited for', () => {
  it('not for long: a head that trickles in', async () => {
    const { send, closed } = open(await serve({ requestMs: 60_000 }));
    await trickle(send, `GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ${'z'.repeat(200)}`, 20, closed);
    const { text, ms } = await closed;
    expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(problemIn(text)).toMatchObject({ status: 408, code: 'too_slow' });
    expect(ms).toBeGreaterThan(250);
  });

  it('nor a connection on which nothing comes at all', async () => {
    const { closed } = open(await serve());
    const { text } = await closed;
    expect(problemIn(text)).toMatchObject({ status: 408, code: 'too_slow' });
  });

  it('a body, as long as an upload may take', async () => {
    const { send, closed, text } = open(await serve({ requestMs: 60_000 }));
    send('POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 45\r\n\r\n');
    await trickle(send, 'x'.repeat(45), 20, closed);
    await closed;
    expect(text()).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(text()).toContain('45 bytes');
  });

  it('not a body that takes longer than any upload', async () => {
    const { send, closed } = open(await serve());
    send('POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    await trickle(send, 'x'.repeat(500), 20, closed);
    const { text, ms } = await closed;
    expect(problemIn(text)).toMatchObject({ status: 408, code: 'too_slow' });
    expect(ms).toBeGreaterThan(1_400);
  });

  it('not for long: the body of an ordinary request', async () => {
    const { send, closed } = open(await serve({ requestMs: 60_000 }));
    send('POST /json HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    await trickle(send, 'x'.repeat(500), 20, closed);
    const { text } = await closed;
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(problemIn(text)).toMatchObject({
      code: 'too_slow',
      detail: 'The body did not arrive within 0.3 seconds; send it again.',
    });
  });

  it('not for what nobody will read', async () => {
    const { send, closed } = open(await serve({ requestMs: 60_000 }));
    send('POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    await trickle(send, 'x'.repeat(500), 20, closed);
    const { text } = await closed;
    expect(text).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('who stays', () => {
  it('a stream, longer than any request may take to arrive', async () => {
    const { send, closed } = open(await serve());
    send('GET /stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const { text, ms } = await closed;
    expect(text).toContain('last');
    expect(ms).toBeGreaterThan(2_400);
  });

  it('a connection between two requests, as long as proxies keep it', async () => {
    const { send, closed, text } = open(await serve({ keepAliveMs: 1_000 }));
    for (let n = 1; n <= 2; n++) {
      send('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await expect.poll(() => text().split('here').length).toBe(n + 1);
      // Longer than a head may take: it has not begun.
      if (n === 1) await sleep(600);
    }
    const { text: all } = await closed;
    expect(all).not.toContain('408');
  });
});

describe('what is no request', () => {
  it.each([
    ['words', 'hello there\r\n\r\n', 400, 'malformed_request'],
    ['too many headers', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'too_large'],
  ])('%s', async (_, sent, status, code) => {
    const { send, closed } = open(await serve());
    send(sent);
    const { text } = await closed;
    expect(problemIn(text)).toMatchObject({ type: 'about:blank', status, code });
  });
});
