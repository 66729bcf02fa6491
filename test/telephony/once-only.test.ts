/** When the bytes of a request leave, on real connections. */
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { heldBack, type Depart } from '../../telephony/once-only';

const whenever: Depart = () => ({ notAfterMs: Infinity });

/** TLS by a shared key, which needs no certificate. */
const sharedKey = {
  ciphers: 'PSK+HIGH',
  maxVersion: 'TLSv1.2',
  pskCallback: () => ({ psk: Buffer.alloc(16, 1), identity: 'a test' }),
} as const;

interface Arrived {
  body: string;
  atMs: number;
}

/** Behind a wire that passes nothing on for so long after a connection is made. */
async function listen(protocol: 'http' | 'https', slowMs = 0) {
  const arrived: Arrived[] = [];
  const answer = (request: http.IncomingMessage, response: http.ServerResponse) => {
    const atMs = performance.now();
    request.setEncoding('utf8').on('data', (body: string) => {
      arrived.push({ body, atMs });
      response.writeHead(201).end('{}');
    });
  };
  const server =
    protocol === 'https'
      ? https.createServer({ ...sharedKey, pskCallback: () => sharedKey.pskCallback().psk }, answer)
      : http.createServer(answer);
  const wire = net.createServer((socket) => {
    const { port } = server.address() as AddressInfo;
    const onward = net.connect(port, '127.0.0.1');
    onward.pipe(socket);
    setTimeout(() => socket.pipe(onward), slowMs);
    socket.on('error', () => onward.destroy());
  });
  for (const each of [server, wire]) await new Promise<void>((done) => each.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    wire.close();
    server.close();
    server.closeAllConnections();
  });
  return { url: `${protocol}://127.0.0.1:${(wire.address() as AddressInfo).port}/`, arrived };
}

function post(url: string, depart: Depart) {
  const { httpClient, fate } = heldBack(2_000, depart);
  httpClient.axios.defaults.httpsAgent = new https.Agent({
    ...sharedKey,
    keepAlive: false,
    checkServerIdentity: () => undefined,
  });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const answered = httpClient.request({ method: 'post', uri: url, headers, data: { To: '+12125550123' } });
  return { answered, fate };
}

/** Stops all of this process, as SIGSTOP does. */
function standStill(ms: number): Promise<unknown> {
  return Promise.resolve(Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms));
}

it.each(['http', 'https'] as const)(
  '%s: waits with the connection ready, then it leaves',
  async (protocol) => {
    const { url, arrived } = await listen(protocol);
    let readyMs = 0;
    let leftMs = 0;
    const { answered, fate } = post(url, async () => {
      readyMs = performance.now();
      await wait(200);
      return { notAfterMs: Infinity, left: () => (leftMs = performance.now()) };
    });
    await vi.waitFor(() => {
      expect(readyMs).toBeGreaterThan(0);
    });
    expect(fate()).toBe('held');
    expect(await answered).toMatchObject({ statusCode: 201 });
    expect(fate()).toBe('left');
    expect(arrived.map(({ body }) => body)).toEqual(['To=%2B12125550123']);
    expect(leftMs).toBeGreaterThanOrEqual(readyMs + 199);
    expect(arrived[0]?.atMs).toBeGreaterThanOrEqual(readyMs + 199);
  },
);

it('https: asks only after the handshake, however long it takes', async () => {
  const { url } = await listen('https', 300);
  const startedMs = performance.now();
  let askedMs = 0;
  await post(url, () => ((askedMs = performance.now()), whenever())).answered;
  expect(askedMs - startedMs).toBeGreaterThanOrEqual(299);
});

it.each<[string, 'http' | 'https', number, () => Promise<unknown>]>([
  ['the handshake took too long', 'https', 500, () => Promise.resolve()],
  ['the turn came too late', 'http', 0, () => wait(500)],
  ['the process was stopped in between', 'http', 0, () => standStill(500)],
  ['the process was stopped in between, over TLS', 'https', 0, () => standStill(500)],
])('%s: not a byte leaves', async (_why, protocol, slowMs, holdUp) => {
  const { url, arrived } = await listen(protocol, slowMs);
  const notAfterMs = performance.now() + 400;
  const left = vi.fn();
  const { answered, fate } = post(url, async () => {
    await holdUp();
    return { notAfterMs, left };
  });
  await expect(answered).rejects.toThrow('its time had passed');
  expect(fate()).toBe('too_late');
  await wait(200);
  expect(arrived).toEqual([]);
  expect(left).not.toHaveBeenCalled();
});

it('stopped while the connection is being made: not a byte leaves', async () => {
  const { url, arrived } = await listen('https', 150);
  const notAfterMs = performance.now() + 300;
  const { answered, fate } = post(url, () => ({ notAfterMs }));
  await wait(50);
  await standStill(400);
  await expect(answered).rejects.toThrow('its time had passed');
  expect(fate()).toBe('too_late');
  await wait(200);
  expect(arrived).toEqual([]);
});

it.each<[string, Depart, string]>([
  ['no turn comes', () => undefined, 'too_late'],
  ['nobody can say when its turn is', () => Promise.reject(new Error('the database is away')), 'held'],
])('%s: not sent', async (_why, depart, fateThen) => {
  const { url, arrived } = await listen('http');
  const { answered, fate } = post(url, depart);
  await expect(answered).rejects.toThrow();
  expect(fate()).toBe(fateThen);
  await wait(100);
  expect(arrived).toEqual([]);
});

it('given up by its own deadline while it waits: not sent when the turn comes after all', async () => {
  const { url, arrived } = await listen('http');
  const { answered, fate } = post(url, async () => {
    await wait(2_300);
    return whenever();
  });
  await expect(answered).rejects.toThrow();
  await wait(600);
  expect(fate()).toBe('held');
  expect(arrived).toEqual([]);
});
