import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diff } from '../../../../src/cli/verbs/look/diff.ts';
import { emptyRepository } from '../../../helpers/git.ts';
import { scratchShell } from '../../scratch-shell.ts';

/** A session with a repository of its own, of which it has changed two files since it began. */
function changed(env: Record<string, string> = {}) {
  const home = scratchShell({ isTTY: true, columns: 80, env });
  const path = join(home.cwd, 'work');
  const git = emptyRepository(path);
  writeFileSync(join(path, 'a.txt'), 'one\n');
  git('add', '.');
  git('commit', '-q', '-m', 'Begin');
  const base = git('rev-parse', 'HEAD');
  home.session('a1b2c3d4', { name: 'login', cwd: path, worktree: { path, from: home.cwd, base } });
  const change = () => {
    writeFileSync(join(path, 'a.txt'), 'two\n');
    git('commit', '-q', '-a', '-m', 'Change');
    writeFileSync(join(path, 'b.txt'), 'new \x1b[31mtext\n');
  };
  return { ...home, change, git };
}

it('shows what a session has changed, committed or not, without what a terminal would obey', async () => {
  const { run, change, git } = changed({ NO_COLOR: '1' });
  expect((await run(diff, 'login')).out).toBe('Nothing has been changed.\n');
  change();
  const { out } = await run(diff, 'login');
  expect(out).toMatch(/-one\n[\s\S]*\+two\n[\s\S]*b\.txt[\s\S]*\+new .*text/);
  expect(out).not.toContain('\x1b[31m');
  expect(git('status', '--short')).toBe('?? b.txt');
});

it('counts the changes of each file', async () => {
  const { run, change } = changed();
  change();
  expect((await run(diff, 'login', '--stat')).out).toMatch(
    /a\.txt \| 2 \+-\n b\.txt \| 1 \+\n 2 files changed/,
  );
});

it('says where there is nothing to compare with', async () => {
  const { run, session, cwd } = scratchShell({ isTTY: true });
  session('a1b2c3d4', { name: 'login' });
  session('b1b2c3d4', { name: 'gone', cwd: join(cwd, 'gone') });
  await expect(run(diff, 'login')).rejects.toThrow('is not in a worktree of git: there is no diff.');
  await expect(run(diff, 'gone')).rejects.toThrow('/gone is gone.');
});
