import { defineConfig } from 'vitest/config';

const report = process.env.NONPOLY_TEST_REPORT;

/** Tests of the built page in a real browser: Chromium at $CHROMIUM, or as `chromium` on the path. */
export default defineConfig({
  test: {
    include: ['test/playground/**/*.browser.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // The frames and times that are measured are those of one page at a time.
    maxWorkers: 1,
    fileParallelism: false,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
