import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMerged } from '../../../../src/system/git/work/merged-work.ts';
import { readWork } from '../../../../src/system/git/work/work-facts.ts';
import { emptyRepository, gitIn } from '../../../helpers/git.ts';
import { scratchDirectory } from '../../scratch.ts';

const lines = (...changed: readonly string[]) =>
  `${Array.from({ length: 40 }, (_, at) => changed.find(word => word.startsWith(`${at} `)) ?? `${at}`).join('\n')}\n`;

/** Commits of the same words in the same second have the same id, and what is proved of commits is kept. */
let opened = 0;

/** A repository with two commits of work in a worktree on `agents/task`, and `main` where it began. */
function open() {
  const top = join(scratchDirectory(), 'a "top"');
  const git = emptyRepository(top);
  const number = opened++;
  const commit = (name: string, text: string, at = top) => {
    writeFileSync(join(at, name), text);
    gitIn(at)('add', '-A');
    gitIn(at)('commit', '-qm', `${name} ${number}`);
  };
  commit('code', lines());
  const base = git('rev-parse', 'HEAD');
  const place = join(top, '../place');
  git('worktree', 'add', '-q', '-b', 'agents/task', place);
  commit('code', lines('3 three'), place);
  commit('new ü', 'words\n', place);
  const squash = () => {
    git('merge', '-q', '--squash', 'agents/task');
    git('commit', '-qm', 'Squashed');
  };
  const check = (mergedHeads: readonly string[] = [], made: readonly string[] = []) =>
    isMerged(place, {
      ...{ commit: git('rev-parse', 'agents/task'), branch: 'agents/task' },
      ...{ mergedHeads, made: new Set(made) },
    });
  return { top, place, base, git, commit, squash, check };
}

describe('a branch counts as merged', () => {
  it('when it was squashed, whatever came to the trunk before and after', async () => {
    const { git, commit, squash, check, place, base } = open();
    commit('code', lines('30 before'));
    expect(await check()).toBe(false);
    squash();
    commit('code', lines('3 changed again', '30 before'));
    git('rm', '-q', 'new ü');
    git('commit', '-qm', 'Remove it again');
    expect(await check()).toBe(true);
    expect(await readWork(place, base)).toMatchObject({ dirty: 0, ahead: 2, unpushed: 2, merged: true });
  });

  it('when a remote has the squash and the local trunk not yet', async () => {
    const { git, squash, check } = open();
    squash();
    git('update-ref', 'refs/remotes/origin/main', 'main');
    git('reset', '-q', '--hard', 'HEAD~1');
    expect(await check()).toBe(true);
  });

  it('when its commits were rebased one by one, or merged', async () => {
    const { git, commit, check } = open();
    commit('other', 'words');
    git('cherry-pick', 'agents/task~1');
    expect(await check()).toBe(false);
    git('cherry-pick', 'agents/task');
    expect(await check()).toBe(true);
    const second = open();
    second.git('merge', '-q', '--no-ff', '-m', 'Merge', 'agents/task');
    expect(await second.check()).toBe(true);
  });

  it('when its pull request was merged with just these commits', async () => {
    const { git, commit, check, place } = open();
    const head = git('rev-parse', 'agents/task');
    expect(await check([git('rev-parse', 'main')])).toBe(false);
    expect(await check([head])).toBe(true);
    commit('later', 'words', place);
    expect(await check([head])).toBe(false);
  });
});

describe('a branch does not count as merged', () => {
  it('when a part of it was left out, or a commit came after the squash', async () => {
    const { git, top, check } = open();
    git('cherry-pick', '-n', 'agents/task~1', 'agents/task');
    writeFileSync(join(top, 'new ü'), 'other words\n');
    git('add', '-A');
    git('commit', '-qm', 'Most of it');
    expect(await check()).toBe(false);
    const second = open();
    second.squash();
    second.commit('later', 'words', second.place);
    expect(await second.check()).toBe(false);
  });

  it('when the trunk has the same words with other blanks', async () => {
    const { commit, check } = open();
    commit('code', lines('3 three'));
    commit('new ü', '  words\n');
    expect(await check()).toBe(false);
  });

  it('when its commits undo each other, or only another branch of an agent has the squash', async () => {
    const { git, commit, check, place, squash } = open();
    git('checkout', '-q', '-b', 'me/other');
    squash();
    expect(await check([], ['me/other'])).toBe(false);
    expect(await check()).toBe(true);
    git('checkout', '-q', 'main');
    commit('code', lines(), place);
    gitIn(place)('rm', '-q', 'new ü');
    gitIn(place)('commit', '-qm', 'Back');
    commit('code', lines('9 nine'));
    commit('code', lines());
    expect(await check()).toBe(false);
  });

  it('when it cannot be tried: its worktree is read all the same', async () => {
    const { squash, check, place, base } = open();
    squash();
    const { TMPDIR = '/tmp' } = process.env;
    process.env['TMPDIR'] = join(place, 'nowhere');
    const work = await readWork(place, base).finally(() => (process.env['TMPDIR'] = TMPDIR));
    expect(work).toMatchObject({ ahead: 2, unpushed: 2 });
    expect(work.merged).toBeUndefined();
    expect(await check()).toBe(true);
  });

  it('and nothing is written to the repository to find out', async () => {
    const { git, commit, check, top } = open();
    commit('code', lines('3 other'));
    commit('new ü', 'other\n');
    const objects = () => readdirSync(join(top, '.git/objects'), { recursive: true }).length;
    const [before, refs] = [objects(), git('for-each-ref')];
    expect(await check()).toBe(false);
    expect([objects(), git('for-each-ref')]).toEqual([before, refs]);
  });
});
