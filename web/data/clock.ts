/** The server's clock, whose instants are shown; and one timer for all that counts down. */
import { useCallback, useSyncExternalStore } from 'react';

/** How far this computer is behind, in milliseconds. */
let behindMs = 0;
let tickedAtMs = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** @param date a response's `Date`, which counts whole seconds: less than two are no difference. */
export function noteServerTime(date: string | null): void {
  const differenceMs = Date.parse(date ?? '') - Date.now();
  if (Number.isFinite(differenceMs)) behindMs = Math.abs(differenceMs) > 2_000 ? differenceMs : 0;
}

/** Epoch milliseconds. */
export function serverNowMs(): number {
  return Date.now() + behindMs;
}

/** What `read` makes of the time; renders again only when that is another value. Must give a plain value. */
export function useTime<T extends string | number | boolean | null>(read: (nowMs: number) => T): T {
  const snapshot = useCallback(() => read(tickedAtMs), [read]);
  return useSyncExternalStore(subscribe, snapshot);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 250);
  tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  const nowMs = serverNowMs();
  // Two thousand rows that begin to listen at once are not two thousand ticks.
  if (nowMs - tickedAtMs < 100 && nowMs >= tickedAtMs) return;
  tickedAtMs = nowMs;
  for (const listener of listeners) listener();
}
