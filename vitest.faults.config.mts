import { defineConfig } from 'vitest/config';

/** Minutes long, with real processes: `npm run faults` and `npm run soak`, apart from `npm test`. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    // Two systems at once: each of them waits most of the time.
    maxWorkers: 2,
    hookTimeout: 240_000,
    provide: { seed: 1, soakMinutes: 1 },
  },
});
