/** A wire to a server that notes when requests arrive, in a thread of its own: what keeps the test busy must not count. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const wire = `
  const net = require('node:net');
  const { parentPort, workerData } = require('node:worker_threads');
  const atMs = [];
  const server = net.createServer((socket) => {
    socket.once('data', () => atMs.push(performance.now()));
    const onward = net.connect(workerData, '127.0.0.1');
    for (const end of [socket, onward]) end.on('error', () => [socket, onward].forEach((each) => each.destroy()));
    socket.pipe(onward).pipe(socket);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
  parentPort.on('message', () => parentPort.postMessage(atMs));
`;

/** One request a connection. */
export async function noteReceipts(port: number) {
  const worker = new Worker(wire, { eval: true, workerData: port });
  const [wirePort] = (await once(worker, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${wirePort}`,
    /** In the order of arrival, by a monotonic clock. */
    receivedMs: async () => {
      worker.postMessage('tell');
      const [atMs] = (await once(worker, 'message')) as [number[]];
      return atMs;
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
