import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/helpers/longest-first.ts';

/** The real agents cost minutes and need to be installed: `npm run test:real` runs them, and only them. */
const real = 'test/real/**/*.test.ts';
const onlyReal = process.env['AGENTS_TEST_REAL'] === '1';

/** What a terminal alone can show: the built program, or a real tmux. */
const endToEnd = [
  'test/e2e/**/*.test.ts',
  'test/backends/tmux/!(keys).test.ts',
  'test/backends/iterm2/{contract,iterm2}.test.ts',
  'test/tmux/**/*.test.ts',
  'test/demo/**/*.test.ts',
  'test/dist.test.ts',
];

/** Real git, many processes at once, every recorded screen in every change: seconds, without a build and without tmux. */
const programs = [
  'test/backends/pty/**/!(keys).test.ts',
  'test/backends/router.test.ts',
  'test/cli/verbs/look/diff.test.ts',
  'test/cli/verbs/setup/demo-project.test.ts',
  'test/core/agents/general/recorded.test.ts',
  'test/core/agents/opencode/opencode-plugin.test.ts',
  'test/operations/lifecycle/orphans.test.ts',
  'test/operations/worktree/!(worktree-plan|worktree-problem).test.ts',
  'test/supervisor/pulls/pulls.test.ts',
  'test/supervisor/tasks/read-worktrees.test.ts',
  'test/supervisor/tasks/trash/**/*.test.ts',
  'test/system/files/write-file.test.ts',
  'test/system/git/**/*.test.ts',
  'test/system/run/**/*.test.ts',
  'test/system/store/daemon/supervisor-lock.test.ts',
  'test/system/store/job/user-state.test.ts',
  'test/system/store/launch/**/*.test.ts',
  'test/system/programs/young-heap.test.ts',
];

// The last resort only: each wait has a limit of its own, and says what it waited for (test/helpers/wait.ts).
const limits = { testTimeout: 120_000, hookTimeout: 60_000 };

/**
 * Files share the processes in which they run: to start one and load what all need takes longer than most of them. So a
 * test changes nothing that another one in its process could see. No threads: what a test has cost is told of a process only.
 */
const together = { pool: 'forks' as const, isolate: false };

/** What fails is wrong, and is not tried again. */
const alone = {
  ...together,
  ...limits,
  maxWorkers: 3,
  sequence: { groupOrder: 1 },
  globalSetup: 'test/helpers/scratch-state.ts',
  retry: 0,
};

/** Needs no build, no tmux and no time. */
const unit = {
  ...alone,
  name: 'unit',
  include: ['test/**/*.test.{ts,tsx}'],
  exclude: [real, ...endToEnd, ...programs],
};

// A machine that stands still for half a minute is no fault of the program. One more try is enough: waits count looks
// and not seconds (test/helpers/wait.ts). `scripts/flaky-reporter.mjs` names who needed it: there is a cause to mend.
const terminal = {
  ...together,
  maxWorkers: 3,
  ...limits,
  globalSetup: ['test/helpers/scratch-state.ts', 'test/helpers/built-program.ts'],
  retry: 1,
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // What was compiled once is not compiled again by the next run: by content, so nothing stale is run.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.vitest-cache' },
    projects: onlyReal
      ? [{ test: { ...terminal, name: 'real', include: [real] } }]
      : [
          { test: unit },
          { test: { ...alone, name: 'programs', include: programs } },
          // These wait more than they work; more workers would only be in each other's way with the others.
          { test: { ...terminal, name: 'e2e', include: endToEnd, maxWorkers: 4 } },
        ],
  },
});
