import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { workKeeper } from '../../../src/supervisor/tasks/read-worktrees.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { writeStatus } from '../../../src/system/store/job/statuses.ts';
import { waitFor } from '../../helpers/wait.ts';
import { dispatched, repositoryWorld, worktreeOf } from '../../operations/worktree/repository-world.ts';
import { statusOf } from '../../system/scratch.ts';

it('what lies in the worktree of a session is kept up to date, and read again after a turn', async () => {
  const { world, write } = repositoryWorld();
  const { id } = await dispatched(world);
  const keep = workKeeper(world);
  const look = (since: number) => {
    writeStatus(world.paths, statusOf(id, { since }));
    keep([requireSession(world, id)]);
  };
  const dirty = (count: number) =>
    waitFor(() => requireSession(world, id).work?.dirty === count, { what: `work with ${count} files` });
  look(1000);
  await dirty(0);
  write(join(worktreeOf(requireSession(world, id)).path, 'b.txt'), 'new\n');
  // A look while the first is still being recorded reads nothing.
  await waitFor(() => look(Date.now()) ?? requireSession(world, id).work?.dirty === 1, { what: 'new file' });
});

it('nothing is read of one that has not begun, since its worktree may be half made', async () => {
  const { world } = repositoryWorld();
  const session = await dispatched(world);
  workKeeper(world)([session]);
  const other = await dispatched(world);
  writeStatus(world.paths, statusOf(other.id));
  workKeeper(world)([requireSession(world, other.id)]);
  await waitFor(() => requireSession(world, other.id).work, { what: 'work' });
  expect(existsSync(join(jobDirectory(world.paths, session.id), 'work.json'))).toBe(false);
});
