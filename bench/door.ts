/**
 * Stands before the simulator, as a process that does nothing else, and notes when each request for a call arrives: the
 * simulator plays calls meanwhile, and would note some of them late. `door.ts <port> <port of the simulator>`
 */
import { connect, createServer } from 'node:net';

const [, , port, simulatorPort] = process.argv;
/** Epoch milliseconds, with fractions. */
const arrivals: number[] = [];

createServer((caller) => {
  const simulator = connect(Number(simulatorPort), '127.0.0.1');
  // One connection brings one request; its head comes first.
  caller.once('data', (head: Buffer) => {
    const atMs = performance.timeOrigin + performance.now();
    if (head.toString('latin1', 0, 100).match(/^POST \S+\/Calls\.json /)) arrivals.push(atMs);
  });
  caller.pipe(simulator).pipe(caller);
  caller.on('error', () => simulator.destroy());
  simulator.on('error', () => caller.destroy());
}).listen(Number(port), '127.0.0.1', () => process.send?.('open'));

process.on('message', () => process.send?.(arrivals.splice(0)));
