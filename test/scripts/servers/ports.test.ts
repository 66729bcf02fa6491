import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { freePort, isTaken } from '../../../scripts/servers/ports';

it('moves from a busy port to the next free one', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const { port } = busy.address() as AddressInfo;
  try {
    expect(await isTaken(port)).toBe(true);
    const free = await freePort(port);
    expect(free).toBeGreaterThan(port);
    expect(await isTaken(free)).toBe(false);
  } finally {
    busy.close();
  }
});
