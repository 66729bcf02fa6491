import { Problem } from './problem';

/** Two megabytes over a slow line, at half a Mbit/s. */
const bodyMs = 30_000;

/** Waits for the body of an ordinary request, not as long as the server would for an upload. @throws Problem 408 */
export async function withinTime(body: Promise<void>, limitMs = bodyMs): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    const problem = new Problem(
      408,
      'too_slow',
      `The body did not arrive within ${limitMs / 1_000} seconds; send it again.`,
      { headers: { Connection: 'close' } },
    );
    timer = setTimeout(() => reject(problem), limitMs);
  });
  try {
    await Promise.race([body, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
