/** Where a webhook is posted to, and where never: real sockets, real look-ups. */
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { createServer as createNetServer, type AddressInfo } from 'node:net';
import dns from 'node:dns';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPostWebhook } from '../../activities/post-webhook';
import { startReceiver, type Receiver } from '../support/receiver';
import { eventually } from '../support/temporal';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  receiver.received.length = 0;
});

const guarded = createPostWebhook({ allowPrivate: false });
const free = createPostWebhook({ allowPrivate: true, limitMs: 300 });

describe('no address of this network', () => {
  // As they may come from a stored endpoint whose setting has changed, or from a name.
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '198.18.0.1',
    '192.0.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:0:127.0.0.1]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[fec0::1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[ff02::1]',
    'localhost',
  ])('%s', async (host) => {
    const posted = await guarded(`https://${host}:${receiver.port}/`, {}, '{}');
    expect(posted).toMatchObject({ outcome: 'address_not_allowed', status: null });
  });

  it('behind a name, whichever of its addresses it is', async () => {
    for (const addresses of [
      [{ address: '127.0.0.1', family: 4 }],
      [
        { address: '93.184.215.14', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
      [{ address: '::ffff:169.254.169.254', family: 6 }],
    ]) {
      vi.spyOn(dns, 'lookup').mockImplementation(((
        _: string,
        __: object,
        done: (...args: unknown[]) => void,
      ) => done(null, addresses)) as unknown as typeof dns.lookup);
      // The library imports it by name.
      syncBuiltinESMExports();
      const posted = await guarded(`https://rebound.example.com:${receiver.port}/`, {}, '{}');
      expect(posted.outcome, JSON.stringify(addresses)).toBe('address_not_allowed');
    }
  });

  it('in a notation that nobody routes any more (RFC 4291), and that the library does not know', async () => {
    const posted = await guarded(`https://[::127.0.0.1]:${receiver.port}/`, {}, '{}');
    expect(posted).toMatchObject({ outcome: 'connection_failed', status: null });
  });

  it('but those of the internet', async () => {
    const impatient = createPostWebhook({ allowPrivate: false, limitMs: 200 });
    for (const host of ['93.184.215.14', '[2606:2800:21f:cb07:6820:80da:af6b:8b2c]'])
      expect((await impatient(`https://${host}:${receiver.port}/`, {}, '{}')).outcome).toMatch(
        /timed_out|connection_(failed|refused)/,
      );
  });

  it('and nothing in clear', async () => {
    expect((await guarded(`http://example.com:${receiver.port}/`, {}, '{}')).outcome).toBe(
      'address_not_allowed',
    );
    expect(receiver.received).toEqual([]);
  });
});

describe('what comes of it', () => {
  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [301, 'rejected'],
    [404, 'rejected'],
    [410, 'rejected'],
    [503, 'rejected'],
  ])('%i is %s', async (status, outcome) => {
    receiver.will(status);
    expect(await free(receiver.url, { 'webhook-id': 'x' }, '{"a":1}')).toMatchObject({ outcome, status });
    expect(receiver.received).toMatchObject([{ path: '/hooks', body: '{"a":1}' }]);
  });

  it('a redirect is not followed, wherever it leads', async () => {
    receiver.will({ redirectTo: `${receiver.url}/elsewhere` });
    expect(await free(receiver.url, {}, '{}')).toMatchObject({ outcome: 'rejected', status: 307 });
    expect(receiver.received).toHaveLength(1);
  });

  it('silence is a time-out, and a connection that breaks a failure', async () => {
    receiver.will('never', 'hang up');
    const silent = await free(receiver.url, {}, '{}');
    expect(silent).toMatchObject({ outcome: 'timed_out', status: null });
    expect(silent.durationMs).toBeGreaterThanOrEqual(290);
    expect(await free(receiver.url, {}, '{}')).toMatchObject({ outcome: 'connection_failed', status: null });
  });

  it('nobody there, no such name, no TLS', async () => {
    const [closed] = await Promise.all([closedPort()]);
    expect((await free(`http://127.0.0.1:${closed}/`, {}, '{}')).outcome).toBe('connection_refused');
    expect((await guarded('https://nobody.invalid/', {}, '{}')).outcome).toBe('name_not_found');
    // It speaks no TLS at all.
    expect((await free(`https://127.0.0.1:${receiver.port}/`, {}, '{}')).outcome).toBe('connection_failed');
  });

  it('an answer without end is not read', async () => {
    const endless = createNetServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n');
      const pour = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536)));
        if (!socket.destroyed) socket.once('drain', pour);
      };
      pour();
    }).listen(0, '127.0.0.1');
    await once(endless, 'listening');
    const { port } = endless.address() as AddressInfo;
    let isClosed = false;
    endless.once('connection', (socket) => socket.once('close', () => (isClosed = true)));
    const patient = createPostWebhook({ allowPrivate: true });
    expect(await patient(`http://127.0.0.1:${port}/`, {}, '{}')).toMatchObject({
      outcome: 'delivered',
      status: 200,
    });
    // At once, not only when the time is over.
    await eventually('the connection is closed', () => isClosed, 2_000);
    endless.close();
  });

  it('an answer that is wrong right after its head harms nobody', async () => {
    const broken = createNetServer((socket) => {
      socket.on('error', () => undefined);
      // In one piece, so that both are read at once.
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nno length\r\n');
    }).listen(0, '127.0.0.1');
    await once(broken, 'listening');
    const { port } = broken.address() as AddressInfo;
    expect((await free(`http://127.0.0.1:${port}/`, {}, '{}')).outcome).toBe('delivered');
    broken.close();
  });

  it('a head without end is none', async () => {
    const endless = createNetServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let i = 0; i < 2_000; i += 1) socket.write(`x-${i}: ${'y'.repeat(100)}\r\n`);
    }).listen(0, '127.0.0.1');
    await once(endless, 'listening');
    const { port } = endless.address() as AddressInfo;
    expect((await free(`http://127.0.0.1:${port}/`, {}, '{}')).outcome).toBe('connection_failed');
    endless.close();
  });
});

async function closedPort(): Promise<number> {
  const server = createNetServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
