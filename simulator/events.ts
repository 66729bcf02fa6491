import type { Response } from 'express';
import type { State } from './state';

/** Often enough that no proxy closes a quiet stream. */
const HEARTBEAT_MS = 20_000;

/** Server-sent events: `call` and `message` carry the whole record each time it changes; `cleared` nothing. */
export function streamEvents(state: State, res: Response): void {
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const write = (event: string) => (data: object) => {
    res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const onCall = write('call');
  const onMessage = write('message');
  const onCleared = () => write('cleared')({});
  state.events.on('call', onCall).on('message', onMessage).on('cleared', onCleared);
  res.write('retry: 1000\n\n');
  const heartbeat = setInterval(() => res.write(':\n\n'), HEARTBEAT_MS);
  res.on('close', () => {
    clearInterval(heartbeat);
    state.events.off('call', onCall).off('message', onMessage).off('cleared', onCleared);
  });
}
