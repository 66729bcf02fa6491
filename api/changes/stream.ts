/** One reader's stream of server-sent events. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import type { Response } from 'express';
import { Problem } from '../problem';

export interface Reader {
  /** Who reads, for limits. */
  caller: string;
  res: Response;
  /** Throws a Problem once the reader may read no more. */
  check: () => Promise<unknown>;
}

/** Until a browser connects again, in milliseconds. */
const againMs = 2_000;

export class Stream {
  readonly caller: string;
  private readonly res: Response;

  constructor(
    private readonly reader: Reader,
    private readonly behindBytes: number,
    onClose: () => void,
  ) {
    this.caller = reader.caller;
    this.res = reader.res;
    this.res.once('close', onClose);
    this.res.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // nginx and others would keep it back until there is a page of it.
      'X-Accel-Buffering': 'no',
      // Of no use to another request afterwards; and kept open, it would hold up the end of the process.
      Connection: 'close',
    });
    this.res.write(`retry: ${againMs}\n\n`);
  }

  write(text: string): void {
    if (this.res.writableEnded || text === '') return;
    this.res.write(text);
    if (this.res.writableLength > this.behindBytes) this.res.destroy();
  }

  async recheck(): Promise<void> {
    try {
      await this.reader.check();
    } catch (error) {
      // A database that is away tells nothing about the reader.
      if (error instanceof Problem) this.end();
    }
  }

  end(): void {
    this.res.end();
  }
}
