import { defineConfig } from 'vitest/config';

/** The real agents cost minutes and need to be installed: `npm run test:real` runs them, and only them. */
const real = ['test/real/**/*.test.ts'];
const onlyReal = process.env['AGENTS_TEST_REAL'] === '1';

export default defineConfig({
  test: {
    include: onlyReal ? real : ['test/**/*.test.{ts,tsx}'],
    exclude: onlyReal ? [] : real,
    // End-to-end tests wait more than they work; with one worker for two cores they take 240 s instead of 90.
    maxWorkers: 3,
    globalSetup: 'test/helpers/global-setup.ts',
    // A machine that stands still for half a minute is no fault of the program. One more try is enough: waits count looks
    // and not seconds (test/helpers/wait.ts). `scripts/flaky-reporter.mjs` names who needed it: there is a cause to mend.
    retry: 1,
    // The last resort only: each wait has a limit of its own, and says what it waited for (test/helpers/wait.ts).
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
