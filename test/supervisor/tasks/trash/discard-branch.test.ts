import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { discardBranch } from '../../../../src/supervisor/tasks/trash/discard-branch.ts';
import { makeRepository, scratchHome } from '../../../helpers/scratch-home.ts';

/** A repository with a branch `agents/task` that a worktree was on, and words for what to do with it. */
function open() {
  const home = scratchHome();
  const repository = join(home.root, 'shop');
  makeRepository(repository, home.env);
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', repository, ...words], {
      env: home.env,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  const base = git('rev-parse', 'HEAD');
  git('branch', 'agents/task', base);
  const commit = (branch: string) => {
    git('checkout', '-q', branch);
    git('commit', '-q', '--allow-empty', '-m', `Work on ${branch}`);
    git('checkout', '-q', 'main');
  };
  const around = { mergedHeads: [], made: new Set<string>() };
  const discard = (branch = 'agents/task') =>
    discardBranch({ repository, branch, worktree: '/shop/.agents/worktrees/task', base, around });
  const isThere = () => git('branch', '--list', 'agents/task') !== '';
  return { repository, git, commit, discard, isThere };
}

it('deletes the branch of a purged session that has no commit of its own', async () => {
  const { commit, discard, isThere } = open();
  commit('main');
  expect(await discard()).toBeUndefined();
  expect(isThere()).toBe(false);
  expect(await discard()).toBeUndefined();
});

it('deletes it when another branch has its commits', async () => {
  const { git, commit, discard, isThere } = open();
  commit('agents/task');
  git('merge', '-q', '--no-ff', '-m', 'Merge', 'agents/task');
  expect(await discard()).toBeUndefined();
  expect(isThere()).toBe(false);
});

it('keeps it, and names it, when its commits are nowhere else', async () => {
  const { repository, git, commit, discard, isThere } = open();
  commit('agents/task');
  // Pushed is not merged.
  git('update-ref', 'refs/remotes/origin/agents/task', 'agents/task');
  expect(await discard()).toBe(
    `The branch agents/task of ${repository} stays: 1 commit is on no other branch.`,
  );
  expect(isThere()).toBe(true);
});

it('deletes it when its commits were squashed, and keeps it when one came later', async () => {
  const { repository, git, discard, isThere } = open();
  const add = (name: string) => {
    writeFileSync(join(repository, name), name);
    git('add', '.');
    git('commit', '-qm', name);
  };
  git('checkout', '-q', 'agents/task');
  for (const name of ['one', 'two']) add(name);
  git('checkout', '-q', 'main');
  git('merge', '-q', '--squash', 'agents/task');
  git('commit', '-qm', 'Squashed');
  git('checkout', '-q', 'agents/task');
  add('later');
  git('checkout', '-q', 'main');
  expect(await discard()).toContain('stays: 3 commits are on no other branch');
  git('branch', '-f', 'agents/task', 'agents/task~1');
  expect(await discard()).toBeUndefined();
  expect(isThere()).toBe(false);
});

it('keeps a branch that is checked out, and one that is not of our making', async () => {
  const { git, discard, isThere } = open();
  git('worktree', 'add', '-q', '../elsewhere', 'agents/task');
  expect(await discard()).toBeUndefined();
  expect(isThere()).toBe(true);
  git('branch', 'mine');
  expect(await discard('mine')).toBeUndefined();
  expect(git('branch', '--list', 'mine')).toContain('mine');
});

it('deletes one with another beginning, and keeps one that someone made again under its name', async () => {
  const { git, discard } = open();
  git('branch', 'me/task', git('rev-parse', 'HEAD'));
  expect(await discard('me/task')).toBeUndefined();
  expect(git('branch', '--list', 'me/task')).toBe('');
  git('branch', 'me/task', 'main');
  expect(await discard('me/task')).toBeUndefined();
  expect(git('branch', '--list', 'me/task')).toContain('me/task');
});
