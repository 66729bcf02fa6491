import { connect } from 'node:net';
import getPort, { portNumbers } from 'get-port';

/** How far above the preferred port to look: enough for several copies, still recognisable to a person. */
const SPAN = 100;

/** The preferred port on 127.0.0.1 if it is free, else the next free one above it. */
export function freePort(preferred: number): Promise<number> {
  return getPort({ port: portNumbers(preferred, Math.min(preferred + SPAN, 65_535)), host: '127.0.0.1' });
}

/** Whether something accepts connections there. Unlike `freePort` this reserves nothing for a later start. */
export function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
