import { setTimeout as wait } from 'node:timers/promises';

/** Asks every 20 ms until the check holds; false if it does not within the limit. */
export async function holdsWithin(
  limitMs: number,
  check: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const deadlineMs = Date.now() + limitMs;
  while (!(await check())) {
    if (Date.now() > deadlineMs) return false;
    await wait(20);
  }
  return true;
}
