import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import express from 'express';
import { controlRouter } from './control';
import { Options, type SimulatorOptions } from './options';
import { restRouter } from './rest/router';
import { State } from './state';

export interface RunningSimulator {
  port: number;
  /** Without a trailing slash: what `client.api.baseUrl` takes. */
  url: string;
  /** Ends every call silently and closes all connections. */
  close(): Promise<void>;
}

/**
 * Starts the stand-in for Twilio in this process.
 * @throws ZodError for a malformed option; Node's `EADDRINUSE` error if the port is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const state = new State(Options.parse(options));
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.use('/simulator', controlRouter(state));
  app.use(express.static(join(__dirname, 'phone')));
  app.use(restRouter(state));

  const server = createServer(app);
  server.listen(state.options.port, state.options.host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const { port } = address;
  const host = state.options.host.includes(':') ? `[${state.options.host}]` : state.options.host;
  return {
    port,
    url: `http://${host}:${port}`,
    async close() {
      state.clear();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
