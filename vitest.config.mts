import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes long; `npm run faults` and `npm run soak` run them.
    exclude: ['test/faults/**'],
    globalSetup: 'test/support/global-setup.ts',
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Two files at once: each brings servers and a browser of its own.
    maxWorkers: 2,
  },
});
