import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { selected } from '../helpers/fleet.ts';
import { memoryDisk } from '../helpers/memory-disk.ts';
import { openRepository, type RepositoryFleet } from '../helpers/repository.ts';
import { waitUntil } from '../helpers/wait.ts';

/** A session whose worktree holds a commit that nobody else has, a change, a new file and an ignored one. */
async function sessionWithWork(fleet: RepositoryFleet, name: string) {
  const id = await fleet.start(name, 'scn-hello');
  await fleet.waitFor(name, { state: 'completed' });
  const path = join(fleet.repository, '.agents/worktrees', name);
  const write = (file: string, text: string) => writeFileSync(join(path, file), text);
  write('.gitignore', '.env\n');
  fleet.gitIn(path, 'add', '.');
  fleet.gitIn(path, 'commit', '-qm', 'Only here');
  write('README.md', 'changed');
  write('new.txt', 'new');
  write('.env', 'secret');
  fleet.gitIn(path, 'add', 'README.md');
  return { id, path };
}

const status = 'M  README.md\n?? new.txt\n';

it.each([
  [80, 24],
  [160, 50],
])(
  'names at %ix%i what a deletion takes along, and Ctrl+Z brings all of it back',
  async (columns, rows) => {
    const fleet = openRepository();
    const { id, path } = await sessionWithWork(fleet, 'login');
    await fleet.agents('stop', 'login');
    const view = await fleet.view({ columns, rows });
    await view.press('Space');
    await view.waitFor(
      /agents\/login · 2 uncommitted files · 1 commit, 1 unpushed|agents\/login · 2 unc.* 1 commit/,
      {
        limitMs: 15_000,
      },
    );
    await view.press('Escape');
    await view.press('C-x');
    await view.waitFor(/Ctrl\+X again: 2 uncommitted files and 1 unpushed commit go to the trash/);
    await view.press('C-x');
    await view.waitFor(/Deleted login\. Ctrl\+Z brings it back, with 2 uncommitted files and/);
    expect(existsSync(path)).toBe(false);
    expect(fleet.git('show', `refs/agents/trash/${id}:new.txt`)).toBe('new');
    fleet.git('checkout', '-q', 'agents/login');
    fleet.git('checkout', '-q', 'main');
    await view.press('C-z');
    await view.waitFor(selected('login'));
    await view.waitFor('Restored login.');
    expect(fleet.gitIn(path, 'status', '--porcelain')).toBe(status);
    expect(fleet.gitIn(path, 'branch', '--show-current')).toBe('agents/login\n');
    expect(readFileSync(join(path, '.env'), 'utf8')).toBe('secret');
    expect(fleet.git('for-each-ref', 'refs/agents')).toBe('');
  },
  60_000,
);

it('names what was committed and made by hand after the last turn before it is deleted', async () => {
  const fleet = openRepository();
  const id = await fleet.start('login', 'scn-hello');
  await fleet.waitFor('login', { state: 'completed' });
  await fleet.agents('stop', 'login');
  const view = await fleet.view({ columns: 80, rows: 24 });
  const known = join(fleet.home.agentsHome, 'jobs', id, 'work.json');
  await waitUntil(
    () => existsSync(known) && JSON.parse(readFileSync(known, 'utf8')).dirty === 0,
    () => 'Its worktree was never read.',
  );
  const path = join(fleet.repository, '.agents/worktrees/login');
  writeFileSync(join(path, 'one.txt'), 'one');
  fleet.gitIn(path, 'add', '.');
  fleet.gitIn(path, 'commit', '-qm', 'One');
  writeFileSync(join(path, 'two.txt'), 'two');
  await view.press('C-x');
  await view.waitFor('Ctrl+X again: 1 uncommitted file and 1 unpushed commit go to the trash');
});

it('says on agents rm which commits went to the trash', async () => {
  const fleet = openRepository();
  const id = await fleet.start('login', 'scn-hello');
  await fleet.waitFor('login', { state: 'completed' });
  const path = join(fleet.repository, '.agents/worktrees/login');
  fleet.gitIn(path, 'commit', '-qm', 'One', '--allow-empty');
  expect((await fleet.agents('rm', 'login')).stdout).toBe(
    `removed · ${id} · login · 1 unpushed commit in the trash for 14 days: agents restore ${id}\n`,
  );
});

it('keeps a dirty worktree on agents rm and prints its path, and moves a clean one to the trash', async () => {
  const fleet = openRepository();
  const dirty = await sessionWithWork(fleet, 'dirty');
  const removed = await fleet.agents('rm', 'dirty');
  expect(removed).toMatchObject({ code: 0, stderr: `agents: ${dirty.path} stays: 2 uncommitted files\n` });
  expect(fleet.gitIn(dirty.path, 'status', '--porcelain')).toBe(status);
  const id = await fleet.start('clean', 'scn-hello');
  await fleet.waitFor('clean', { state: 'completed' });
  await fleet.agents('rename', id, 'another name');
  expect((await fleet.agents('rm', id)).stderr).toBe('');
  expect(existsSync(join(fleet.repository, '.agents/worktrees/clean'))).toBe(false);
  expect(fleet.git('branch', '--list', 'agents/*')).toMatch(/agents\/clean\n.*agents\/dirty\n/);
  expect((await fleet.agents('restore')).stdout).toMatch(
    /^[0-9a-f]{8} {2}another name · deleted now\n[0-9a-f]{8} {2}dirty/,
  );
  await fleet.agents('restore', 'another name');
  expect(fleet.gitIn(join(fleet.repository, '.agents/worktrees/clean'), 'status', '--porcelain')).toBe('');
  await fleet.waitFor('another name', { id, state: 'stopped' });
});

it('never touches a worktree that the person made, or one that another session works in', async () => {
  const fleet = openRepository();
  fleet.git('worktree', 'add', '-q', '../mine');
  const mine = join(fleet.repository, '../mine');
  await fleet.agents('run', 'scn-hello', '--name', 'guest', '--cwd', mine);
  await fleet.agents('rm', 'guest');
  expect(existsSync(join(mine, 'README.md'))).toBe(true);
  await fleet.start('host', 'scn-hello');
  const path = join(fleet.repository, '.agents/worktrees/host');
  await fleet.agents('run', '--exec', 'sleep 60', '--name', 'inside', '--cwd', path);
  expect((await fleet.agents('rm', 'host')).stderr).toContain(`${path} stays: another session works in it`);
  expect(existsSync(join(path, 'README.md'))).toBe(true);
});

it('says what is true of a worktree whose .git is missing, wherever it lies', async () => {
  const fleet = openRepository();
  const path = (name: string) => join(fleet.repository, '.agents/worktrees', name);
  await fleet.start('kept', 'scn-hello');
  await fleet.waitFor('kept', { state: 'completed' });
  rmSync(join(path('kept'), '.git'));
  expect((await fleet.agents('rm', 'kept')).stderr).toContain('kept stays: git does not know it');
  expect((await fleet.agents('restore', 'kept')).stderr).toBe(
    `agents: Its worktree ${path('kept')} is there, but git does not know it any more: its .git is missing.\n`,
  );
  await fleet.start('moved', 'scn-hello');
  await fleet.waitFor('moved', { state: 'completed' });
  await fleet.agents('rm', 'moved');
  const listed = JSON.parse((await fleet.agents('restore', '--json')).stdout) as { worktree: string }[];
  rmSync(join(listed[0]?.worktree ?? '', '.git'));
  expect((await fleet.agents('restore', 'moved')).stderr).toContain(
    `${path('moved')} is back, but git does not`,
  );
  expect(existsSync(join(path('moved'), 'README.md'))).toBe(true);
});

it('moves a worktree that git itself would not move, and back', async () => {
  const fleet = openRepository();
  const { id, path } = await sessionWithWork(fleet, 'parts');
  fleet.gitIn(path, 'stash', '-uq');
  fleet.git('init', '-q', '../part');
  const part = join(fleet.repository, '../part');
  fleet.gitIn(part, 'commit', '-qm', 'Part', '--allow-empty');
  fleet.gitIn(path, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', part, 'part');
  fleet.gitIn(path, 'commit', '-qm', 'Add a part');
  expect(await fleet.agents('rm', id)).toMatchObject({ code: 0, stderr: '' });
  const [place = ''] = readdirSync(join(fleet.home.agentsHome, 'trash'));
  const moved = join(fleet.home.agentsHome, 'trash', place, 'worktree');
  expect(fleet.gitIn(moved, 'log', '-1', '--format=%s')).toBe('Add a part\n');
  await fleet.agents('restore', id);
  expect(fleet.gitIn(path, 'submodule', 'status')).toMatch(/^ [0-9a-f]{40} part/);
  expect(readFileSync(join(path, '.env'), 'utf8')).toBe('secret');
});

/** Linux has a disk of its own in memory; where the tests themselves run in it, the other one is the usual. */
const otherDisk = [memoryDisk, '/tmp', '/var/tmp'].find(
  place => existsSync(place) && statSync(place).dev !== statSync(tmpdir()).dev,
);

it.runIf(otherDisk)('keeps a worktree beside the others when the trash is on another disk', async () => {
  const fleet = openRepository();
  const AGENTS_HOME = mkdtempSync(join(otherDisk ?? '', 'agents-test-'));
  onTestFinished(() => rmSync(AGENTS_HOME, { recursive: true, force: true, maxRetries: 5 }));
  const agents = (...words: readonly string[]) =>
    promisify(execFile)('agents', words, {
      cwd: fleet.repository,
      env: { ...fleet.home.env, AGENTS_HOME },
    });
  await agents('run', 'scn-hello', '--name', 'far');
  const path = join(fleet.repository, '.agents/worktrees/far');
  await agents('rm', 'far');
  const [beside = ''] = readdirSync(join(fleet.repository, '.agents/trash'));
  expect(fleet.gitIn(join(fleet.repository, '.agents/trash', beside), 'status', '--porcelain')).toBe('');
  expect(fleet.git('status', '--porcelain')).toBe('');
  await agents('restore', 'far');
  expect(fleet.gitIn(path, 'branch', '--show-current')).toBe('agents/far\n');
  await agents('daemon', 'stop');
});

it('makes the worktree again from its ref when the trash was emptied by hand', async () => {
  const fleet = openRepository();
  const { id, path } = await sessionWithWork(fleet, 'lost');
  await fleet.agents('stop', 'lost');
  const view = await fleet.view();
  await view.press('C-x');
  await view.waitFor(/Ctrl\+X again/);
  await view.press('C-x');
  await view.waitFor(/Ctrl\+Z brings it back, with/);
  const [place = ''] = readdirSync(join(fleet.home.agentsHome, 'trash'));
  rmSync(join(fleet.home.agentsHome, 'trash', place, 'worktree'), { recursive: true });
  mkdirSync(path);
  writeFileSync(join(path, 'mine'), 'mine');
  expect((await fleet.agents('restore', id)).stderr).toMatch(/something else is in .*lost. Move it away/);
  rmSync(path, { recursive: true });
  expect(await fleet.agents('restore', id)).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(join(path, 'new.txt'), 'utf8')).toBe('new');
  expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('changed');
  expect(fleet.gitIn(path, 'branch', '--show-current')).toBe('agents/lost\n');
});

it('empties the trash after 14 days, ref, worktree and branch too, and nothing younger', async () => {
  const fleet = openRepository({ 'worktree.branchPrefix': 'me/' });
  const names = ['old', 'young', 'unmerged', 'unmade'];
  const ids = await Promise.all(names.map(name => fleet.start(name, 'scn-hello')));
  await fleet.waitFor('unmade', { state: 'completed' });
  await fleet.waitFor('unmerged', { state: 'completed' });
  const unmerged = join(fleet.repository, '.agents/worktrees/unmerged');
  fleet.gitIn(unmerged, 'commit', '-q', '--allow-empty', '-m', 'Only here');
  for (const id of ids) await fleet.agents('rm', id);
  const trash = join(fleet.home.agentsHome, 'trash');
  const days = 24 * 60 * 60 * 1000;
  for (const [index, age] of [14.01, 13.99, 14.01, 14.01].entries()) {
    const name = readdirSync(trash).find(each => each.startsWith(ids[index] ?? '')) ?? '';
    const place = join(trash, `${ids[index]}-${Date.now() - age * days}`.split('.')[0] ?? '');
    renameSync(join(trash, name), place);
    fleet.git('worktree', 'repair', join(place, 'worktree'));
    const told = JSON.parse(readFileSync(join(place, 'trashed.json'), 'utf8'));
    writeFileSync(
      join(place, 'trashed.json'),
      JSON.stringify({ ...told, worktree: join(place, 'worktree') }),
    );
    // As if a person had made the branch before the session could.
    if (index === 3) rmSync(join(place, 'worktree-ready'));
  }
  await fleet.agents('daemon', 'stop');
  await fleet.agents('daemon', 'start');
  const left = () => readdirSync(trash).map(name => name.slice(0, 8));
  await waitUntil(
    () => left().length === 1,
    () => `The trash holds ${left().join(' ')}`,
  );
  expect(left()).toEqual([ids[1]]);
  expect(fleet.git('for-each-ref', '--format=%(refname)', 'refs/agents')).toBe(
    `refs/agents/trash/${ids[1]}\n`,
  );
  expect(fleet.git('worktree', 'list').split('\n')).toHaveLength(3);
  expect(fleet.git('branch', '--list', 'me/*')).toBe('  me/unmade\n  me/unmerged\n  me/young\n');
  const log = readFileSync(join(fleet.home.agentsHome, 'daemon.log'), 'utf8');
  expect(log).toContain('The branch me/unmerged of');
  await fleet.agents('restore', 'young');
  expect(existsSync(join(fleet.repository, '.agents/worktrees/young/README.md'))).toBe(true);
});
