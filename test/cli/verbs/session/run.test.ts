import { expect, it } from 'vitest';
import { run as runTask } from '../../../../src/cli/verbs/session/run.ts';
import { scratchShell } from '../../scratch-shell.ts';

it.each([
  [[], 'There is no task. agents run'],
  [['--prompt-file', '-'], 'There is no task. agents run'],
  [['--exec', 'npm test', 'now'], '--exec takes one command as one word; "now" is left over.'],
  [['--exec', 'ls', '--resume', 'c1'], '--exec starts a shell job, which has no conversation to resume.'],
  [['task', '--worktree', '--no-worktree'], '--worktree and --no-worktree exclude each other.'],
])('refuses %j before anything is started', async (words, sentence) => {
  const { run } = scratchShell();
  await expect(run(runTask, ...words)).rejects.toThrow(sentence);
});

it('says which prompt file could not be read, as it was named', async () => {
  const { run } = scratchShell();
  await expect(run(runTask, '--prompt-file', 'task.md')).rejects.toThrow(
    /^The prompt file task\.md could not be read: .*\. Nothing was started\.$/,
  );
});

it('starts nothing where agents is switched off', async () => {
  const { run } = scratchShell({ env: { AGENTS_DISABLE: '1' } });
  await expect(run(runTask, 'fix it')).rejects.toThrow('by the variable AGENTS_DISABLE');
});
