import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWork } from '../../../../src/system/git/work/work-facts.ts';
import { addWorktree, checkOut, takeBack } from '../../../../src/system/git/worktree/make-worktree.ts';
import { emptyRepository } from '../../../helpers/git.ts';
import { scratchDirectory } from '../../scratch.ts';

function open(name = 'shop') {
  const repository = join(scratchDirectory(), name);
  const git = emptyRepository(repository);
  const write = (file: string, text: string) => writeFileSync(join(repository, file), text);
  const commit = () => {
    git('add', '.');
    git('commit', '-q', '--allow-empty', '-m', 'Next');
  };
  write('a', 'one\n');
  commit();
  const make = async (branch = 'agents/fix') => {
    const path = join(repository, '.agents/worktrees/fix');
    const wanted = { path, repository, branch, base: git('rev-parse', 'HEAD') };
    const made = await addWorktree(wanted);
    const trouble = await checkOut(path);
    return { path, branch: made, trouble, work: await readWork(path, wanted.base) };
  };
  const hook = (script: string) => {
    mkdirSync(join(repository, '.git/hooks'), { recursive: true });
    writeFileSync(join(repository, '.git/hooks/post-checkout'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(repository, '.git/hooks/post-checkout'), 0o755);
  };
  return { repository, git, write, commit, make, hook };
}

describe('a worktree is made', () => {
  it('with the person’s post-checkout hook, once all files are there', async () => {
    const { make, hook } = open();
    hook('cat a >hooked');
    const { path, trouble } = await make();
    expect(trouble).toBeUndefined();
    expect(readFileSync(join(path, 'hooked'), 'utf8')).toBe('one\n');
  });

  it('also when that hook fails, and what it said is told', async () => {
    const { make, hook } = open();
    hook('echo "yarn: not found" >&2; exit 1');
    const { work, trouble } = await make();
    expect(trouble).toBe('the post-checkout hook failed: yarn: not found');
    expect(work.dirty).toBe(0);
  });

  it.each([
    ['required', true],
    ['optional', false],
  ])('with a %s filter whose program is missing', async (_, required) => {
    const { git, write, commit, make } = open();
    write('.gitattributes', '*.big filter=big\n');
    write('x.big', 'stored\n');
    commit();
    git('config', 'filter.big.smudge', 'agents-no-such-program');
    git('config', 'filter.big.clean', 'cat');
    if (required) git('config', 'filter.big.required', 'true');
    const { path, trouble } = await make();
    expect(trouble).toMatch(
      required ? /filter big are as git stores them/ : /git said: .*agents-no-such-program/,
    );
    expect(readFileSync(join(path, 'x.big'), 'utf8')).toBe('stored\n');
    expect(readFileSync(join(path, 'a'), 'utf8')).toBe('one\n');
  });

  it.each([
    ['lfs', 'agents-no-such-program filter-process'],
    ['a.b', '/nowhere/crypt process'],
    ['A-c', 'echo This is no filter'],
    ['quiet', 'true'],
    ['a=b', 'agents-no-such-program filter-process'],
    ['=a==b.c=', 'true'],
  ])('with a filter %s whose process is `%s`', async (name, program) => {
    const { git, write, commit, make } = open();
    git('config', 'filter.good.process', 'agents-not-used');
    git('config', 'filter.upper.smudge', 'tr a-z A-Z');
    git('config', 'filter.upper.clean', 'tr A-Z a-z');
    write('.gitattributes', `*.big filter=${name}\n*.up filter=upper\n`);
    for (const file of ['b.up', 'x.big', 'y.big']) write(file, 'stored\n');
    commit();
    git('config', `filter.${name}.process`, program);
    for (const key of ['smudge', 'clean']) git('config', `filter.${name}.${key}`, `agents-no ${key}`);
    git('config', `filter.${name}.required`, 'true');
    const { path, trouble } = await make();
    expect(trouble).toBe(`files of the filter ${name} are as git stores them: its program failed`);
    expect(readFileSync(join(path, 'y.big'), 'utf8')).toBe('stored\n');
    expect(readFileSync(join(path, 'b.up'), 'utf8')).toBe('STORED\n');
  });

  it('with filters without a process whose programs are missing, and that have strange names', async () => {
    const { git, write, commit, make } = open();
    const names = ['a=b', "it's", 'smudge=x', 'plain'];
    write('.gitattributes', names.map((name, at) => `*.${at} filter=${name}\n`).join(''));
    for (const at of names.keys()) write(`x.${at}`, 'stored\n');
    commit();
    for (const name of names) {
      git('config', `filter.${name}.smudge`, 'agents-no-such-program');
      git('config', `filter.${name}.required`, 'true');
    }
    const { path, trouble, work } = await make();
    for (const name of names) expect(trouble).toContain(name);
    for (const at of names.keys()) expect(readFileSync(join(path, `x.${at}`), 'utf8')).toBe('stored\n');
    expect(work.dirty).toBe(0);
  });

  it('with two filters whose programs are missing, and a hook that works', async () => {
    const { git, write, commit, make, hook } = open();
    write('.gitattributes', '*.one filter=one\n*.two filter=two\n');
    for (const file of ['x.one', 'x.two']) write(file, 'stored\n');
    commit();
    git('config', 'filter.one.process', 'agents-no-such-program one');
    git('config', 'filter.two.smudge', 'agents-no-such-program');
    git('config', 'filter.two.required', 'true');
    hook('cat x.two >hooked');
    const { path, trouble } = await make();
    expect(trouble).toBe('files of the filter one, two are as git stores them: its program failed');
    expect(readFileSync(join(path, 'hooked'), 'utf8')).toBe('stored\n');
  });

  it.each([true, false])(
    'with a filter that can write files and not compare them (a hook: %s), and no hook is blamed',
    async hasHook => {
      const { git, write, commit, make, hook } = open();
      write('.gitattributes', '*.big filter=a.b\n');
      write('x.big', 'stored\n');
      commit();
      git('config', 'filter.a.b.smudge', 'cat');
      git('config', 'filter.a.b.clean', 'agents-no-such-program');
      git('config', 'filter.a.b.required', 'true');
      if (hasHook) hook('cat a >hooked');
      const { path, trouble } = await make();
      expect(trouble).toBeUndefined();
      expect(existsSync(join(path, 'hooked'))).toBe(hasHook);
    },
  );

  it('through the filters of the repository, and what they wrote counts as unchanged', async () => {
    const { git, write, commit, make } = open();
    git('config', 'filter.upper.smudge', 'tr a-z A-Z');
    git('config', 'filter.upper.clean', 'tr A-Z a-z');
    write('.gitattributes', '*.up filter=upper\n');
    write('x.up', 'one\n');
    commit();
    const { path, work } = await make();
    expect(readFileSync(join(path, 'x.up'), 'utf8')).toBe('ONE\n');
    expect(work).toMatchObject({ dirty: 0 });
    expect(work.unsure).toBeUndefined();
  });

  it('with submodules that git is told to enter', async () => {
    const { repository, git, commit, make } = open();
    git('clone', '-q', '.', join(repository, '../part'));
    git('submodule', '--quiet', 'add', '../part', 'lib');
    commit();
    git('config', 'submodule.recurse', 'true');
    expect(await make()).toMatchObject({ work: { dirty: 0 } });
  });

  it('with the files of a sparse checkout only', async () => {
    const { repository, git, write, commit, make } = open();
    for (const folder of ['in', 'out']) {
      mkdirSync(join(repository, folder));
      write(`${folder}/x`, 'x');
    }
    commit();
    git('sparse-checkout', 'set', 'in');
    const { path, work } = await make();
    expect([existsSync(join(path, 'in/x')), existsSync(join(path, 'out/x'))]).toEqual([true, false]);
    expect(work.dirty).toBe(0);
  });

  it.each(['agents', 'Agents'])('on another branch name where a branch is called %s', async name => {
    const { git, make } = open();
    git('branch', name);
    git('pack-refs', '--all');
    expect((await make()).branch).toBe(name === 'agents' ? 'agents-fix' : 'agents/fix');
  });

  it('on another branch name where one begins with its whole name', async () => {
    const { git, make } = open();
    git('branch', 'agents/fix/more');
    expect((await make()).branch).toBe('agents-fix');
  });

  it.each(['it\'s a "dir" $(x)', 'new\nline', 'ümläut 🎉', '-dash', '#{pane_id};'])(
    'in a directory named %j',
    async name => {
      const { make } = open(name);
      expect(await make()).toMatchObject({ branch: 'agents/fix', work: { branch: 'agents/fix', dirty: 0 } });
    },
  );
});

describe('a worktree that cannot be made', () => {
  it('leaves neither worktree nor branch, and git’s own words without our flags', async () => {
    const { repository, git, make } = open();
    writeFileSync(join(repository, '.git/HEAD.lock'), '');
    mkdirSync(join(repository, '.git/refs/heads/agents'), { recursive: true });
    writeFileSync(join(repository, '.git/refs/heads/agents/fix.lock'), '');
    await expect(make()).rejects.toThrow(/^(?!.*(?:--no-optional|core\.|-c )).*fix\.lock/s);
    expect(existsSync(join(repository, '.agents/worktrees/fix'))).toBe(false);
    expect(git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
    expect(git('branch', '--list', 'agents/*')).toBe('');
  });

  it('takes back what was made, and no branch that was there before or has moved on', async () => {
    const { repository, git, write, make } = open();
    const base = git('rev-parse', 'HEAD');
    for (const name of ['agents/fix', 'agents-fix']) git('branch', name);
    await expect(make()).rejects.toThrow("a branch named 'agents-fix' exists already");
    expect(git('branch', '--list', 'agents*').split('\n')).toHaveLength(2);
    git('branch', '-D', 'agents/fix', 'agents-fix');
    mkdirSync(join(repository, '.agents/worktrees/fix'), { recursive: true });
    write('.agents/worktrees/fix/work', 'only here');
    await expect(make()).rejects.toThrow('something else is in ');
    expect(readFileSync(join(repository, '.agents/worktrees/fix/work'), 'utf8')).toBe('only here');
    rmSync(join(repository, '.agents/worktrees/fix'), { recursive: true });
    const { path } = await make();
    await takeBack({ path, repository, branch: 'agents/fix', base });
    expect(git('branch', '--list', 'agents/*')).toBe('');
    expect(git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
    expect(existsSync(path)).toBe(false);
    symlinkSync(repository, path);
    await takeBack({ path, repository, branch: 'agents/fix', base });
    expect(existsSync(join(repository, 'a'))).toBe(true);
  });
});
