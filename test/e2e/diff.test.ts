import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRepository, type RepositoryFleet } from '../helpers/repository.ts';
import { openTerminal } from '../helpers/terminal.ts';

/** A session that has committed, changed, deleted and added something. */
async function sessionWithChanges(fleet: RepositoryFleet) {
  fleet.write('kept.txt', 'one\ntwo\n');
  fleet.write('gone.txt', 'gone\n');
  fleet.git('add', '.');
  fleet.git('commit', '-qm', 'Two files');
  const id = await fleet.start('login', 'scn-hello');
  await fleet.waitFor('login', { state: 'completed' });
  const path = join(fleet.repository, '.agents/worktrees/login');
  writeFileSync(join(path, 'committed.txt'), 'committed\n');
  fleet.gitIn(path, 'add', '.');
  fleet.gitIn(path, 'commit', '-qm', 'Only here');
  writeFileSync(join(path, 'kept.txt'), 'one\nzwei\n');
  rmSync(join(path, 'gone.txt'));
  writeFileSync(join(path, 'new.bin'), Buffer.from([0, 1, 2, 255]));
  const lines = Array.from({ length: 60 }, (_, number) => `\u001b[31mline ${number}\t日本`);
  writeFileSync(join(path, 'untracked.txt'), `${lines.join('\n')}\n`);
  return { id, path };
}

it.each([
  [80, 24],
  [160, 50],
])('shows at %ix%i what a session has changed, from the list and the peek', async (columns, rows) => {
  const fleet = openRepository();
  await sessionWithChanges(fleet);
  const view = await fleet.view({ columns, rows });
  await view.press('C-d');
  const screen = await view.waitFor(/^ login {2}5 files \+62 -2 · file 1 of 5: committed\.txt/);
  expect(screen.split('\n')[1]).toBe('── committed.txt +1 -0');
  expect(screen).toMatch(/── kept\.txt \+1 -1\n @@.*\n one\n-two\n\+zwei\n/);
  await view.press('n', 'n', 'n', 'n');
  await view.waitFor(/file 5 of 5: untracked\.txt/);
  expect(await view.screen()).toMatch(/^\+line \d+ {4}日本$/m);
  await view.press('End');
  await view.waitFor('+line 59');
  await view.resize(columns - 20, rows - 4);
  await view.waitFor(/untracked\.txt/);
  await view.press('Escape');
  await view.waitFor('describe a task');
  await view.press('Space');
  await view.waitFor('type a reply');
  await view.press('C-d');
  await view.waitFor(/^ login {2}5 files/);
  await view.press('q');
  await view.waitFor('type a reply');
});

it('prints the diff of a session, for a person and for git apply, without touching its index', async () => {
  const fleet = openRepository();
  const { path } = await sessionWithChanges(fleet);
  const index = fleet.gitIn(path, 'rev-parse', '--path-format=absolute', '--git-path', 'index').trim();
  const before = statSync(index).mtimeMs;
  const { stdout } = await fleet.agents('diff', 'login');
  expect((await fleet.agents('diff', 'login', '--stat')).stdout).toMatch(
    /5 files changed, 62 insertions.*, 2 del/,
  );
  expect(statSync(index).mtimeMs).toBe(before);
  expect(fleet.gitIn(path, 'status', '--porcelain')).toBe(
    ' D gone.txt\n M kept.txt\n?? new.bin\n?? untracked.txt\n',
  );
  const copy = join(fleet.home.root, 'copy');
  fleet.git('worktree', 'add', '-q', '--detach', copy);
  execFileSync('git', ['apply', '-'], { cwd: copy, input: stdout, env: fleet.home.env });
  for (const name of ['committed.txt', 'kept.txt', 'new.bin', 'untracked.txt'])
    expect(readFileSync(join(copy, name))).toEqual(readFileSync(join(path, name)));
  const terminal = await openTerminal({ env: fleet.home.env, cwd: fleet.repository, rows: 100 });
  await terminal.run('agents diff login');
  await terminal.waitFor(/── kept\.txt \+1 -1[\s\S]*\+line 59 {4}日本\n\$/);
});

it('shows the changes of a directory where there is no worktree, and says so', async () => {
  const fleet = openRepository({ worktree: { bgIsolation: 'none' } });
  await fleet.start('here', 'scn-hello');
  await fleet.waitFor('here', { state: 'completed' });
  mkdirSync(join(fleet.repository, 'deep'));
  writeFileSync(join(fleet.repository, 'deep/new.txt'), 'new\n');
  const view = await fleet.view({ columns: 160, rows: 50 });
  await view.press('C-d');
  await view.waitFor(/1 file \+1 -0 · .*deep\/new\.txt · all changes in its directory/);
  await view.press('Escape');
  await fleet.agents('run', 'scn-hello', '--name', 'out', '--cwd', fleet.home.root);
  await view.waitFor(/out/);
  expect((await fleet.agents('diff', 'out')).stderr).toContain('is not in a worktree of git');
});
