/** How long one part may keep a caller waiting before the next way is tried, in milliseconds. */
export const patienceMs = 1_000;

/** Rejects when `work` takes longer; the work itself goes on, so it must be harmless when it ends later. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const lapsed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([work, lapsed]);
  } finally {
    clearTimeout(timer);
  }
}
