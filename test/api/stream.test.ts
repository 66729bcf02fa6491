/** One stream over a real connection, whose other end reads or does not. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Response } from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Stream } from '../../api/changes/stream';

/** In all 64 MB: more than the system keeps for both ends of a connection. */
const piece = `data: ${'x'.repeat(32_000)}\n\n`;
const pieces = 2_000;

let server: Server;
let opened: (res: Response) => void;
beforeAll(async () => {
  const app = express();
  app.get('/', (_, res) => opened(res));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** How many pieces were written before the stream was cut off, or all of them. */
async function writeTo(reader: 'reads' | 'sleeps'): Promise<number> {
  const open = new Promise<Response>((resolve) => (opened = resolve));
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  if (reader === 'reads') client.resume();
  else client.pause();
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const res = await open;
  const cut = new AbortController();
  const reading = { caller: 'key:1', res, check: () => Promise.resolve() };
  const stream = new Stream(reading, 200_000, () => cut.abort());
  let written = 0;
  for (; !cut.signal.aborted && written < pieces; written += 1) {
    stream.write(piece);
    // As fast as it is taken, or soon.
    if (res.writableNeedDrain) await Promise.race([once(res, 'drain'), sleep(20)]);
    else await sleep(0);
  }
  client.destroy();
  return written;
}

it('cuts off who does not read', async () => {
  expect(await writeTo('sleeps')).toBeLessThan(pieces);
});

it('goes on for who does', async () => {
  expect(await writeTo('reads')).toBe(pieces);
});
