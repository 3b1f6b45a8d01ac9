import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { removeSession } from '../../../src/operations/lifecycle/end-session.ts';
import { restoreSession } from '../../../src/operations/lifecycle/restore.ts';
import { readWorkOf } from '../../../src/operations/worktree/read-work.ts';
import { gitIn } from '../../helpers/git.ts';
import { dispatched, repositoryWorld, worktreeOf } from './repository-world.ts';

it('a worktree goes to the trash with its session, and comes back with everything in it', async () => {
  const { world, write } = repositoryWorld();
  const session = await dispatched(world);
  const { path, branch } = worktreeOf(session);
  write(join(path, 'b.txt'), 'new\n');
  expect(await removeSession(world, session.id)).toEqual({ words: '1 uncommitted file' });
  expect(existsSync(path)).toBe(false);
  expect(await restoreSession(world, session.id)).toEqual({ name: session.spec.name, note: '' });
  expect(readFileSync(join(path, 'b.txt'), 'utf8')).toBe('new\n');
  expect(gitIn(path)('branch', '--show-current')).toBe(branch);
});

it('what is in it is saved under a ref, should the trash be emptied by hand', async () => {
  const { world, git, write } = repositoryWorld();
  const session = await dispatched(world);
  const { path } = worktreeOf(session);
  write(join(path, 'b.txt'), 'new\n');
  await removeSession(world, session.id);
  expect(git('show', `refs/agents/trash/${session.id}:b.txt`)).toBe('new');
});

it('one with something uncommitted stays where that is asked for', async () => {
  const { world, write } = repositoryWorld();
  const session = await dispatched(world);
  const { path } = worktreeOf(session);
  write(join(path, 'b.txt'), 'new\n');
  const { kept } = await removeSession(world, session.id, { keepsDirty: true });
  expect(kept).toBe(`${path} stays: 1 uncommitted file`);
  expect(existsSync(path)).toBe(true);
  expect(readdirSync(world.paths.jobs)).toEqual([]);
});

it('one in which another session works stays', async () => {
  const { world } = repositoryWorld();
  const session = await dispatched(world);
  const { path } = worktreeOf(session);
  await dispatched(world, { cwd: path, worktree: false });
  expect((await removeSession(world, session.id)).kept).toBe(`${path} stays: another session works in it`);
});

it('what lies in a worktree is told at this moment', async () => {
  const { world, write } = repositoryWorld();
  const { id } = await dispatched(world);
  const { path } = worktreeOf(requireSession(world, id));
  write(join(path, 'b.txt'), 'new\n');
  const git = gitIn(path);
  git('commit', '-q', '--allow-empty', '-m', 'Work');
  const work = await readWorkOf(world, [id, 'feed0009']);
  expect([...work]).toEqual([[id, expect.objectContaining({ dirty: 1, ahead: 1, unpushed: 1 })]]);
});
