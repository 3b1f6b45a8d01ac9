import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gitIn } from '../../helpers/git.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';
import { dispatched, repositoryWorld, worktreeOf } from './repository-world.ts';

it('a session works in a worktree of its own, on a branch of its own, which git status does not tell of', async () => {
  const { world, git } = repositoryWorld();
  const session = await dispatched(world, { name: 'login' });
  const { path, branch } = worktreeOf(session);
  expect([session.spec.cwd, branch]).toEqual([path, 'agents/login']);
  expect(gitIn(path)('branch', '--show-current')).toBe('agents/login');
  expect(readFileSync(join(path, 'a.txt'), 'utf8')).toBe('one\n');
  expect(git('status', '--short')).toBe('');
});

it('what git ignores and the settings name comes along, and nothing else is copied', async () => {
  const { world, write } = repositoryWorld();
  write(join(world.project, '.env'), 'KEY=1\n');
  write(join(world.project, 'notes.txt'), 'mine\n');
  const settings = { ...world.settings, 'worktree.copy': ['.env'], 'worktree.link': ['notes.txt'] };
  const { path, trouble } = worktreeOf(await dispatched({ ...world, settings }));
  expect(readFileSync(join(path, '.env'), 'utf8')).toBe('KEY=1\n');
  expect(trouble).toMatch(/^not copied or linked, since git does not ignore it.*: notes\.txt$/);
});

it('where no worktree can be made, none is left, and it is said what to do', async () => {
  const { world, write } = repositoryWorld();
  write(join(world.project, '.git', 'packed-refs.lock'), '');
  write(join(world.project, '.git', 'refs', 'heads', 'agents', 'login.lock'), '');
  const failed = dispatched(world, { name: 'login' });
  await expect(failed).rejects.toThrow(
    /login could not be started: No worktree could be made in .*--no-worktree/,
  );
  expect(existsSync(join(world.project, '.agents', 'worktrees', 'login', '.git'))).toBe(false);
});

it("outside of git the person's own command makes the place", async () => {
  const world = memoryWorld();
  const place = join(world.project, 'made');
  mkdirSync(place);
  const settings = { ...world.settings, 'worktree.create': `cat > asked.json; echo '${place}'` };
  const { spec } = await dispatched({ ...world, settings });
  expect([spec.cwd, spec.worktree]).toEqual([place, { path: place, from: world.project }]);
  const asked = JSON.parse(readFileSync(join(world.project, 'asked.json'), 'utf8'));
  expect(asked).toMatchObject({ cwd: world.project, session_id: spec.id });
});

it('a command that prints no directory starts nothing', async () => {
  const world = memoryWorld();
  const settings = { ...world.settings, 'worktree.create': 'echo nowhere' };
  await expect(dispatched({ ...world, settings })).rejects.toThrow(
    'the command of worktree.create printed "nowhere", which is no absolute path of a directory.',
  );
});
