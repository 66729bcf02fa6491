/** Work under the clock: how many a second, and how long each took. */
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './report';

export interface Load {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** So many at a time, each next one as soon as one is done. */
export async function closedLoop(
  count: number,
  atOnce: number,
  work: (n: number) => Promise<unknown>,
): Promise<Load> {
  const tookMs: number[] = [];
  let next = 0;
  const begunMs = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) tookMs.push(await timed(work, next++));
    }),
  );
  return { perSecond: count / ((performance.now() - begunMs) / 1_000), ...percentiles(tookMs) };
}

/** One after the other, at a pace that leaves the machine room, whether the one before is done or not. */
export async function atPace(
  count: number,
  perSecond: number,
  work: (n: number) => Promise<unknown>,
): Promise<Load> {
  const all: Promise<number>[] = [];
  const begunMs = performance.now();
  for (let n = 0; n < count; n++) {
    await sleep(Math.max(0, begunMs + (n * 1_000) / perSecond - performance.now()));
    all.push(timed(work, n));
  }
  return { perSecond, ...percentiles(await Promise.all(all)) };
}

async function timed(work: (n: number) => Promise<unknown>, n: number): Promise<number> {
  const begunMs = performance.now();
  await work(n);
  return performance.now() - begunMs;
}

function percentiles(tookMs: readonly number[]): { p50Ms: number; p99Ms: number } {
  return { p50Ms: percentile(tookMs, 50), p99Ms: percentile(tookMs, 99) };
}
