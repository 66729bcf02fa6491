/**
 * The pace of calls over all processes: turns on PostgreSQL's clock, one after the other.
 *
 * With a rate of ten, call 11 leaves a second after call 1 has really left, not after it should have: so no second sees
 * more than ten, however late each is. Between them they leave evenly, but may catch up a little, or every
 * lateness would cost all that come after it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from './pool';

/** How far ahead a turn is booked, in milliseconds: by then it is known when the call a second before it left. */
const bookAheadMs = 250;
/** How long one who has just come lets those of other processes go first who have waited long, in milliseconds. */
const courtesyMs = 100;
/** What noting a departure may take, in milliseconds. */
const noteMs = 100;
/** A turn lapses when it is missed by this much: the call a second after it has not been booked yet. */
const lapsesAfterMs = 1_000 - bookAheadMs - noteMs;
/** By how much two requests may change their distance on the way to Twilio, in milliseconds. */
const networkMs = 15;
/** Of the even distance between two calls, what is kept in any case. */
const evenness = 0.9;

/**
 * When a call may leave, as `performance.now()`: a monotonic clock, which also counts the time in which this process
 * was stopped. Between the two lies the answer's way from the database: wait for the later, reckon from the earlier.
 */
export interface Turn {
  slot: number;
  earliestMs: number;
  latestMs: number;
}

/** Books the next turn; when the line is longer than that, says after how long to ask again. */
export async function bookTurn(
  db: Db,
  perSecond: number,
): Promise<{ kind: 'turn'; slot: number; waitMs: number } | { kind: 'full'; askAgainMs: number }> {
  const slots = Math.max(1, Math.floor(perSecond));
  const windowMs = (slots * 1_000) / perSecond + networkMs;
  const spacingMs = (evenness * 1_000) / perSecond;
  const { rows } = await db.query<{ slot: number; waitMs: number }>(
    `update pace set
       number = number + 1,
       left_at[number % $1::int + 1] = greatest(clock_timestamp(), next_at, left_at[number % $1::int + 1] + $2 * interval '1 ms'),
       next_at = greatest(clock_timestamp(), next_at, left_at[number % $1::int + 1] + $2 * interval '1 ms') + $3 * interval '1 ms'
     where greatest(next_at, left_at[number % $1::int + 1] + $2 * interval '1 ms') <= clock_timestamp() + $4 * interval '1 ms'
     returning ((number - 1) % $1::int + 1)::int as slot,
       (extract(epoch from next_at - clock_timestamp()) * 1000 - $3)::float8 as "waitMs"`,
    [slots, windowMs, spacingMs, bookAheadMs],
  );
  if (rows[0]) return { kind: 'turn', slot: rows[0].slot, waitMs: Math.max(0, rows[0].waitMs) };
  const line = await db.query<{ lineMs: number }>(
    `select (extract(epoch from greatest(next_at, left_at[number % $1::int + 1] + $2 * interval '1 ms')
       - clock_timestamp()) * 1000)::float8 as "lineMs" from pace`,
    [slots, windowMs],
  );
  return { kind: 'full', askAgainMs: Math.max(1, (line.rows[0]?.lineMs ?? 0) - bookAheadMs) };
}

/** Whether it is too late to leave on this turn. */
export function hasLapsed(turn: Turn): boolean {
  return performance.now() >= lapsesAtMs(turn);
}

function lapsesAtMs(turn: Turn): number {
  return turn.earliestMs + lapsesAfterMs;
}

export async function untilTurn(turn: Turn): Promise<void> {
  const restMs = turn.latestMs - performance.now();
  // Timers cut off what is less than a millisecond.
  if (restMs > 0) await wait(Math.ceil(restMs));
}

/** To be called when the call has left: notes how late it was. Both clocks say a bit too much, so the lesser counts. */
export async function leave(db: Db, turn: Turn): Promise<void> {
  const lateMs = performance.now() - turn.earliestMs;
  await db.query(
    `update pace set left_at[$1] = greatest(left_at[$1], least(clock_timestamp(), left_at[$1] + $2 * interval '1 ms'))`,
    [turn.slot, lateMs],
  );
}

/** The line of one process: one call after the other asks for its turn, in the order of arrival. */
export class Line {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly perSecond: number,
  ) {}

  /** The next turn, at most a quarter of a second ahead; undefined when the line does not move within `withinMs`. */
  take(withinMs: number): Promise<Turn | undefined> {
    const giveUpMs = performance.now() + withinMs;
    const turn = this.#last.then(() => this.#book(giveUpMs, withinMs));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /**
   * For the one who sends, once all else is ready: waits for the turn, or for another when that has lapsed.
   *
   * @param notAfterMs by `performance.now()`. Undefined when no turn comes before it.
   */
  departure(
    first: Turn,
    notAfterMs: number,
  ): () => Promise<{ notAfterMs: number; left(): void } | undefined> {
    return async () => {
      let turn: Turn | undefined = first;
      for (; turn; turn = await this.take(notAfterMs - performance.now())) {
        await untilTurn(turn);
        if (!hasLapsed(turn)) break;
      }
      return turn && this.#leaving(turn, notAfterMs);
    };
  }

  #leaving(turn: Turn, notAfterMs: number) {
    return {
      notAfterMs: Math.min(notAfterMs, lapsesAtMs(turn)),
      left: () => {
        // Without the database nobody behind gets a turn either.
        leave(this.db, turn).catch(() => undefined);
      },
    };
  }

  async #book(giveUpMs: number, withinMs: number): Promise<Turn | undefined> {
    for (;;) {
      const askedMs = performance.now();
      if (askedMs >= giveUpMs) return undefined;
      const booking = await bookTurn(this.db, this.perSecond);
      const answeredMs = performance.now();
      if (booking.kind === 'turn')
        return {
          slot: booking.slot,
          earliestMs: askedMs + booking.waitMs,
          latestMs: answeredMs + booking.waitMs,
        };
      const restMs = giveUpMs - answeredMs;
      await wait(Math.min(booking.askAgainMs + (courtesyMs * restMs) / withinMs, restMs));
    }
  }
}
