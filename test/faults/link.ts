/** A TCP proxy in front of a server: the connection, for tests to cut, to silence, or to hold at one message. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * Connects the two ends of one connection with each other; the link takes care of their ends. Returns what the server
 * is still to receive when the client has gone.
 */
export type Wire = (client: Socket, server: Socket) => { settled: () => Promise<void> };

const straight: Wire = (client, server) => {
  client.on('data', (bytes) => server.write(bytes));
  server.on('data', (bytes) => client.write(bytes));
  return { settled: () => Promise.resolve() };
};

export class Link {
  readonly #targetPort: number;
  readonly #wire: Wire;
  readonly #sockets = new Set<Socket>();
  #listener: Server | undefined;
  #port = 0;
  #silent = false;

  private constructor(targetPort: number, wire: Wire) {
    this.#targetPort = targetPort;
    this.#wire = wire;
  }

  static async open(targetPort: number, wire: Wire = straight): Promise<Link> {
    const link = new Link(targetPort, wire);
    await link.mend();
    return link;
  }

  /** On 127.0.0.1; it stays the same when the link is cut and mended. */
  get port(): number {
    return this.#port;
  }

  /** Breaks every connection and refuses new ones. */
  cut(): void {
    this.#listener?.close();
    this.#listener = undefined;
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#sockets.clear();
  }

  /** Nothing passes any more, in either direction, and nobody is told. */
  silence(): void {
    this.#silent = true;
    for (const socket of this.#sockets) socket.pause();
  }

  async mend(): Promise<void> {
    this.#silent = false;
    for (const socket of this.#sockets) socket.resume();
    if (this.#listener) return;
    this.#listener = createServer((client) => this.#accept(client)).listen(this.#port, '127.0.0.1');
    await once(this.#listener, 'listening');
    this.#port = (this.#listener.address() as AddressInfo).port;
  }

  #accept(client: Socket): void {
    const server = connect(this.#targetPort, '127.0.0.1');
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
    }
    const { settled } = this.#wire(client, server);
    client.on('close', () => void settled().then(() => server.destroySoon()));
    server.on('close', () => client.destroySoon());
    if (this.#silent) for (const socket of [client, server]) socket.pause();
  }
}
