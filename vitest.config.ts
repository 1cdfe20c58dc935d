import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real sockets, real servers, two noisy cores: generous bounds, nothing asserts on time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A test that could not run here is told with its reason.
    reporters: ['default', './test/support/skipped-reporter.ts'],
  },
});
