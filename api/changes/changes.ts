/** Looks what has changed while anybody wants to hear of it, and tells all of this process's readers alike. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Lookout, type Look } from '../../db/changes';
import type { Db } from '../../db/pool';
import { Problem } from '../problem';
import { Stream, type Reader } from './stream';

export interface ChangesLimits {
  /** Between two looks, in milliseconds. What happens in between is told in one go. */
  lookMs: number;
  /** While the database is away. */
  awayMs: number;
  /** More in one go are told as `resync`: to read everything again costs less. */
  idsAtOnce: number;
  /** How often a comment keeps the line open, in milliseconds: proxies close those on which nothing moves. */
  heartbeatMs: number;
  /** How often a reader must still be who they were, in milliseconds. */
  recheckMs: number;
  perCaller: number;
  inAll: number;
  /** What a reader may leave untaken, in bytes; who is slower is cut off, comes again, and reads everything anew. */
  behindBytes: number;
}

const usual: ChangesLimits = {
  lookMs: 250,
  awayMs: 1_000,
  idsAtOnce: 300,
  heartbeatMs: 15_000,
  recheckMs: 60_000,
  perCaller: 20,
  inAll: 500,
  behindBytes: 256 * 1024,
};

const resync = frame('resync', {});

export class Changes {
  private readonly limits: ChangesLimits;
  private readonly streams = new Set<Stream>();
  /** Aborted when the last reader leaves. */
  private awake: AbortController | undefined;
  /** Whatever happens from now on will be told. */
  private looking = false;
  private closed = false;

  constructor(
    private readonly db: Db,
    limits: Partial<ChangesLimits> = {},
  ) {
    this.limits = { ...usual, ...limits };
  }

  /** @throws Problem 429 when there are too many, 503 when the process is about to end */
  open(reader: Reader): void {
    if (this.closed)
      throw new Problem(503, 'unavailable', 'This process is about to end; connect again.', {
        headers: { 'Retry-After': '1' },
      });
    this.refuseTooMany(reader);
    const stream = new Stream(reader, this.limits.behindBytes, () => {
      this.streams.delete(stream);
      if (this.streams.size === 0) this.rest();
    });
    this.streams.add(stream);
    if (this.looking) stream.write(resync);
    else this.wake();
  }

  /** Ends all streams, and takes no more. */
  close(): void {
    this.closed = true;
    for (const stream of this.streams) stream.end();
    this.rest();
  }

  private refuseTooMany({ caller }: Reader): void {
    const { perCaller, inAll } = this.limits;
    const own = [...this.streams].filter((stream) => stream.caller === caller).length;
    if (own < perCaller && this.streams.size < inAll) return;
    const which = own < perCaller ? `${inAll} in all` : `${perCaller} of yours`;
    throw new Problem(
      429,
      'too_many_streams',
      `As many streams of changes as there may be are open already (${which}); close one first.`,
      { headers: { 'Retry-After': '30' } },
    );
  }

  private wake(): void {
    if (this.awake) return;
    this.awake = new AbortController();
    const { signal } = this.awake;
    const beat = setInterval(() => this.send(':\n\n'), this.limits.heartbeatMs);
    const recheck = setInterval(() => this.recheck(), this.limits.recheckMs);
    signal.addEventListener('abort', () => {
      clearInterval(beat);
      clearInterval(recheck);
    });
    void this.keepLooking(signal);
  }

  private rest(): void {
    this.awake?.abort();
    this.awake = undefined;
    this.looking = false;
  }

  private async keepLooking(signal: AbortSignal): Promise<void> {
    let lookout = new Lookout(this.db);
    while (!signal.aborted) {
      let waitMs = this.limits.lookMs;
      try {
        this.tell(await lookout.look(Date.now()), signal);
      } catch {
        // Away. It may come back as another server that lacks the last of what this one had: look anew.
        lookout = new Lookout(this.db);
        waitMs = this.limits.awayMs;
      }
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private tell(look: Look, signal: AbortSignal): void {
    // All readers left meanwhile.
    if (signal.aborted) return;
    this.looking = true;
    if (look.kind === 'anew') {
      this.send(resync);
      this.recheck();
      return;
    }
    const { appointmentIds: ids, desk, calling, sessions } = look.news;
    if (sessions) this.recheck();
    if (ids.length > this.limits.idsAtOnce) this.send(resync);
    else
      this.send(
        [
          ...(ids.length > 0 ? [frame('appointments', { ids })] : []),
          ...(desk ? [frame('desk', {})] : []),
          ...(calling ? [frame('calling', {})] : []),
        ].join(''),
      );
  }

  private send(text: string): void {
    for (const stream of this.streams) stream.write(text);
  }

  private recheck(): void {
    for (const stream of this.streams) void stream.recheck();
  }
}

function frame(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
