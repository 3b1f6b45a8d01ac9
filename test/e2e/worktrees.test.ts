import { execFile } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openRepository } from '../helpers/repository.ts';
import { nodeProgram } from '../system/scratch.ts';

it('gives an agent a worktree and branch of its own, out of the way of git status', async () => {
  const fleet = openRepository();
  const answer = await fleet.agents('run', 'Fix the login scn-echo', '--name', 'login');
  const path = join(fleet.repository, '.agents/worktrees/login');
  expect(answer.stdout).toContain(`worktree ${path}, branch agents/login`);
  const done = { state: 'completed', cwd: path, worktree: path, branch: 'agents/login' };
  await fleet.waitFor('login', done);
  expect(existsSync(join(path, 'received-1.txt'))).toBe(true);
  expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('# Project\n');
  expect(fleet.git('status', '--porcelain')).toBe('');
  expect(fleet.gitIn(path, 'branch', '--show-current')).toBe('agents/login\n');
  expect(existsSync(join(fleet.repository, '.gitignore'))).toBe(false);
});

it('works in the subdirectory it was asked for, also one that git does not have', async () => {
  const fleet = openRepository();
  mkdirSync(join(fleet.repository, 'pkg/new'), { recursive: true });
  const words = ['--name', 'deep', '--cwd', join(fleet.repository, 'pkg/new')];
  await fleet.agents('run', 'scn-echo', ...words);
  const cwd = join(fleet.repository, '.agents/worktrees/deep/pkg/new');
  await fleet.waitFor('deep', { state: 'completed', cwd });
  expect(existsSync(join(cwd, 'received-1.txt'))).toBe(true);
});

/** Starts five sessions at once. */
const fiveAtOnce = `
  import { dispatch } from './src/operations/dispatch/dispatch.ts';
  import { openWorld } from './src/operations/context/world.ts';
  const world = openWorld(process.env);
  const request = { kind: 'exec', agent: 'shell', text: 'sleep 60', name: 'same name', worktree: true, flags: [] };
  const start = () => dispatch(world, { ...request, cwd: process.cwd() }).started;
  await Promise.all([1, 2, 3, 4, 5].map(start));
`;

it('makes twenty worktrees at once, in four processes', async () => {
  const fleet = openRepository();
  const program = nodeProgram(fiveAtOnce);
  const options = { cwd: fleet.repository, env: fleet.home.env };
  const start = () => promisify(execFile)(process.execPath, [program], options);
  await Promise.all([1, 2, 3, 4].map(start));
  const list = fleet.git('worktree', 'list', '--porcelain');
  expect(list.match(/^branch refs\/heads\/agents\/same-name(-\d+)?$/gm)).toHaveLength(20);
  const entries = (await fleet.list()) as readonly { readonly worktree?: string }[];
  expect(new Set(entries.map(({ worktree }) => worktree)).size).toBe(20);
  for (const { worktree = '' } of entries) expect(existsSync(join(worktree, 'README.md'))).toBe(true);
  expect(fleet.git('status', '--porcelain')).toBe('');
}, 60_000);

it('makes none where there can be none, or where none is wanted, and says why', async () => {
  const fleet = openRepository();
  const started = async (cwd: string, ...words: readonly string[]) => {
    const { stdout } = await fleet.agents('run', 'scn-hello', '--cwd', cwd, ...words);
    expect(stdout).toMatch(/^backgrounded/);
    return /works in the directory itself: (.*)/.exec(stdout)?.[1];
  };
  fleet.git('worktree', 'add', '-q', '../linked');
  const empty = join(fleet.home.root, 'empty');
  fleet.git('init', '-q', empty);
  fleet.git('clone', '-q', '--bare', '.', '../bare.git');
  expect(await started(join(fleet.repository, '../linked'))).toContain('linked worktree already');
  expect(await started(empty)).toBe('the repository has no commit yet');
  expect(await started(join(fleet.repository, '../bare.git'))).toBe('the repository is bare');
  expect(await started(fleet.home.root)).toContain('not in a git repository');
  expect(await started(fleet.repository, '--no-worktree')).toBeUndefined();
  fleet.write('.claude/settings.json', '{"worktree": {"bgIsolation": "none"}}');
  expect(await started(fleet.repository)).toBe('worktree.bgIsolation is "none"');
  expect(existsSync(join(fleet.repository, '.agents'))).toBe(false);
  await fleet.agents('run', '--exec', 'pwd; sleep 60', '--worktree', '--name', 'job');
  await fleet.waitFor('job', { summary: join(fleet.repository, '.agents/worktrees/job') });
});

it('shows the row at once, under the directory that was asked for', async () => {
  const fleet = openRepository();
  const view = await fleet.view({ columns: 80, rows: 24, words: `--cwd ${fleet.repository}` });
  await view.press('C-s');
  await view.run('scn-think-60 tidy the shelves');
  await view.waitFor(/~\/shop( · \d+|\s+\d+)?\n❯ \S scn-think-60/, { limitMs: 1500 });
});

it('writes through no link that a repository brings, and starts nothing then', async () => {
  const fleet = openRepository();
  mkdirSync(join(fleet.home.root, 'elsewhere'));
  symlinkSync(join(fleet.home.root, 'elsewhere'), join(fleet.repository, '.agents'));
  const answer = await fleet.agents('run', 'scn-hello');
  expect(answer.stderr).toMatch(/\.agents is a symbolic link.*--no-worktree/);
  expect(answer.code).toBe(1);
  expect(await fleet.list()).toEqual([]);
});

it('asks the command of worktree.create for a place outside git', async () => {
  const script =
    'mkdir -p "$HOME/places/$AGENTS_WORKTREE_NAME" && cat > "$HOME/asked" && echo "$HOME/places/$AGENTS_WORKTREE_NAME"';
  const fleet = openRepository({ worktree: { create: script } });
  await fleet.agents('run', 'scn-echo', '--name', 'out', '--cwd', fleet.home.root);
  const cwd = join(fleet.home.root, 'places/out');
  await fleet.waitFor('out', { state: 'completed', cwd });
  expect(existsSync(join(cwd, 'received-1.txt'))).toBe(true);
  expect(JSON.parse(readFileSync(join(fleet.home.root, 'asked'), 'utf8'))).toMatchObject({ name: 'out' });
});

it('copies and links the ignored files that the settings name, and nothing else', async () => {
  const fleet = openRepository({
    'worktree.copy': ['.env', '*.key', 'private/'],
    'worktree.link': ['node_modules'],
  });
  fleet.write('.gitignore', '.env\n*.key\nnode_modules/\nprivate/\nbuild/\n');
  fleet.git('add', '.gitignore');
  fleet.git('commit', '-qm', 'Ignore');
  const files = ['.env', 'pkg/.env', 'a.key', 'private/deep/x', 'node_modules/m/.env', 'build/out', 'plain'];
  for (const name of files) fleet.write(name, name);
  await fleet.agents('run', 'scn-hello', '--name', 'needs');
  const path = join(fleet.repository, '.agents/worktrees/needs');
  for (const name of ['.env', 'pkg/.env', 'a.key', 'private/deep/x'])
    expect(readFileSync(join(path, name), 'utf8')).toBe(name);
  expect(lstatSync(join(path, 'node_modules')).isSymbolicLink()).toBe(true);
  expect(['build', 'plain'].filter(name => existsSync(join(path, name)))).toEqual([]);
  expect(fleet.gitIn(path, 'status', '--porcelain')).toBe('');
});

it('says on the row which links of a copied directory lead out of the worktree, and leaves them out', async () => {
  const fleet = openRepository();
  fleet.write('.agents/settings.json', '{"worktree":{"copy":["vendor"]}}');
  fleet.write('.gitignore', 'vendor/\n');
  fleet.git('add', '.');
  fleet.git('commit', '-qm', 'Vendor');
  fleet.write('vendor/lib/code', 'code');
  symlinkSync(fleet.home.root, join(fleet.repository, 'vendor/keys'));
  symlinkSync('lib/code', join(fleet.repository, 'vendor/code'));
  await fleet.agents('run', 'scn-hello', '--name', 'copied');
  const { summary } = await fleet.waitFor('copied', { state: 'completed' });
  expect(summary).toMatch(/not copied or linked, .*: vendor\/keys/);
  const path = join(fleet.repository, '.agents/worktrees/copied/vendor');
  expect(readdirSync(path).sort()).toEqual(['code', 'lib']);
  expect(readFileSync(join(path, 'code'), 'utf8')).toBe('code');
});

it('runs worktree.setup before the agent, keeps its output, and starts nothing when it fails', async () => {
  const setup =
    'echo "installing"; read line; echo "got $line"; [ "$line" = good ] && echo made > made-by-setup';
  const fleet = openRepository({ worktree: { setup } });
  const answerSetup = async (name: string, word: string) => {
    const { id } = await fleet.waitFor(name, { state: 'working', summary: 'running worktree.setup…' });
    await fleet.tmux('send-keys', '-t', `=${name}:`, word, 'Enter');
    return join(fleet.home.agentsHome, 'jobs', id, 'setup.log');
  };
  await fleet.agents('run', 'scn-hello', '--name', 'good');
  await answerSetup('good', 'good');
  await fleet.waitFor('good', { state: 'completed' });
  expect(existsSync(join(fleet.repository, '.agents/worktrees/good/made-by-setup'))).toBe(true);
  await fleet.agents('run', 'scn-hello', '--name', 'bad');
  const log = await answerSetup('bad', 'bad');
  const summary = `could not be started: worktree.setup failed with exit code 1; its output is in ${log}`;
  await fleet.waitFor('bad', { state: 'failed', summary });
  expect(readFileSync(log, 'utf8')).toBe('installing\ngot bad\n');
});

it.each([
  [80, 24],
  [160, 50],
])(
  'at %ix%i shows what worktree.setup prints, in the peek, and why nothing was started',
  async (columns, rows) => {
    const setup = 'echo "120 packages"; read word; echo "no network"; exit 3';
    const fleet = openRepository({ worktree: { setup } });
    const view = await fleet.view({ columns, rows, words: `--cwd ${fleet.repository}` });
    await view.run('fix it scn-hello');
    await view.waitFor(/fix it scn-hello +running worktree\.setup…/);
    await view.press('Space');
    await view.waitFor(/^ +120 packages$/m);
    await fleet.tmux('send-keys', '-t', '=fix-it-scn-hello:', 'Enter');
    await view.waitFor(/^ +no network\n +agents: worktree\.setup failed with exit code 3\.$/m);
    await view.waitFor(/fix it scn-hello +failed: could not be started: worktree/);
    const words = (await fleet.agents('logs', 'fix it scn-hello')).stdout;
    expect(words).toMatch(
      /120 packages\n\s*no network\nagents: worktree\.setup failed with exit code 3\.\n$/,
    );
  },
);

it('says on the row why a worktree could not be made, and leaves nothing of it', async () => {
  const fleet = openRepository();
  mkdirSync(join(fleet.repository, '.git/refs/heads/agents'), { recursive: true });
  writeFileSync(join(fleet.repository, '.git/refs/heads/agents/locked.lock'), '');
  const answer = await fleet.agents('run', 'scn-hello', '--name', 'locked');
  expect(answer.code).toBe(1);
  expect(answer.stderr).toMatch(/No worktree could be made in .*locked\.lock.*--no-worktree works/);
  await fleet.waitFor('locked', {
    state: 'failed',
    summary: expect.stringContaining('No worktree could be made'),
  });
  expect(existsSync(join(fleet.repository, '.agents/worktrees/locked'))).toBe(false);
  expect(fleet.git('branch', '--list', 'agents/*')).toBe('');
});

it('starts where the post-checkout hook fails, and says so until someone has looked', async () => {
  const fleet = openRepository();
  const hook = join(fleet.repository, '.git/hooks/post-checkout');
  writeFileSync(hook, '#!/bin/sh\necho "yarn: not found" >&2; exit 1\n', { mode: 0o755 });
  const answer = await fleet.agents('run', 'scn-hello', '--name', 'hooked');
  const told = 'the post-checkout hook failed: yarn: not found';
  expect(answer.stdout).toContain(told);
  const expected = { state: 'completed', worktreeTrouble: told, summary: expect.stringContaining(told) };
  await fleet.waitFor('hooked', expected);
  const view = await fleet.view({ columns: 120, rows: 30 });
  await view.press('Space');
  await view.waitFor(/agents\/hooked[\s\S]*yarn: not found|yarn: not found[\s\S]*agents\/hooked/);
});

it('names branches as the person wants, and otherwise where a branch is in the way', async () => {
  const fleet = openRepository({ 'worktree.branchPrefix': 'me/wip/' });
  await fleet.agents('run', 'scn-hello', '--name', 'one');
  await fleet.waitFor('one', { branch: 'me/wip/one' });
  const other = openRepository();
  other.git('branch', 'agents');
  const answer = await other.agents('run', 'scn-hello', '--name', 'two');
  expect(answer.stdout).toContain('branch agents-two');
  await other.waitFor('two', { state: 'completed', branch: 'agents-two' });
});
