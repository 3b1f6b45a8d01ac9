import { expect, it } from 'vitest';
import { worktreeProblem } from '../../../src/operations/worktree/worktree-problem.ts';
import { gitSaid } from '../../../src/system/git/git-said.ts';

it.each([
  [
    "fatal: detected dubious ownership in repository at '/shop'\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory /shop\n",
    /ownership in repository at '\/shop'\. It belongs to another user.*safe\.directory "\/shop"\. agents run --no-worktree/,
  ],
  [
    'Preparing worktree\nerror: copy-fd: write returned: No space left on device\nfatal: cannot checkout\n',
    /No space left on device\. Make room, then start it again\. agents run --no-worktree/,
  ],
  [
    "fatal: cannot lock ref 'refs/heads/agents/x': Unable to create '/shop/.git/packed-refs.lock': File exists.\n\nAnother git process seems to be running in this repository, e.g.\nan editor opened by 'git commit'.\n",
    /packed-refs\.lock': File exists\. Another git command runs there/,
  ],
  ['fatal: invalid reference: x\n', /in \/shop: invalid reference: x\. agents run --no-worktree/],
])('tells what to do after %j', (stderr, told) => {
  expect(worktreeProblem(new Error(gitSaid(stderr)), '/shop').message).toMatch(told);
});
