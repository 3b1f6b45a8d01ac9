import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diffOf, workPlaceOf } from '../../../src/operations/worktree/diff.ts';
import { aSession } from '../../helpers/sessions.ts';
import { dispatched, repositoryWorld, worktreeOf } from './repository-world.ts';

it('what a session has done is compared with where it began', async () => {
  const { world, write } = repositoryWorld();
  const session = await dispatched(world);
  write(join(worktreeOf(session).path, 'a.txt'), 'two\n');
  const diff = await diffOf(session);
  expect(JSON.stringify(diff)).toMatch(/a\.txt.*two/);
  expect(JSON.stringify(diff)).not.toContain('no matter who made them');
});

it('without a worktree it is said that the changes may be of anyone', async () => {
  const { world, write } = repositoryWorld();
  const session = await dispatched(world, { worktree: false });
  write(join(world.project, 'a.txt'), 'two\n');
  expect(JSON.stringify(await diffOf(session))).toContain('no matter who made them');
});

it('where the directory of an agent is not known there is nothing to compare', () => {
  const session = aSession('feed0001', { spec: { kind: 'adopted', cwd: '', name: 'login' } });
  expect(() => workPlaceOf(session)).toThrow('The directory of login (feed0001) is not known.');
});
