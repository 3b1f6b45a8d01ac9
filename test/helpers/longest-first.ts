import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute and more, longest first: one that begins late is waited for alone. */
const longest = [
  'test/e2e/adopt.test.ts',
  'test/e2e/comebacks.test.ts',
  'test/e2e/damaged-record.test.ts',
  'test/backends/iterm2/contract.test.ts',
  'test/e2e/peek.test.ts',
  'test/backends/iterm2/iterm2.test.ts',
  'test/e2e/attach.test.ts',
  'test/e2e/answers.test.ts',
  'test/e2e/silent-tmux.test.ts',
  'test/e2e/queue.test.ts',
  'test/e2e/any-program.test.ts',
  'test/e2e/claude-background.test.ts',
  'test/e2e/clock.test.ts',
];

/** What a run before has taken is known on the machine of a developer alone; by size, some of these would come last. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) =>
      longest.findIndex(name => moduleId.endsWith(`/${name}`)) + 1 || longest.length + 1;
    return usual.sort((a, b) => place(a) - place(b));
  }
}
