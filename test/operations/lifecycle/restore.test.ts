import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Spec } from '../../../src/core/session/session.ts';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { removeSession } from '../../../src/operations/lifecycle/end-session.ts';
import { restorable, restoreSession } from '../../../src/operations/lifecycle/restore.ts';
import { restoreSeveral } from '../../../src/operations/lifecycle/restore-several.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

async function deleted(world: MemoryWorld, spec: Partial<Spec> = {}): Promise<string> {
  const { id } = await runningSession(world, { spec, status: { process: 'exited', state: 'completed' } });
  await removeSession(world, id);
  return id;
}

it('a deleted session comes back as it was', async () => {
  const world = memoryWorld();
  const id = await deleted(world);
  expect(await restoreSession(world, id)).toEqual({ name: 'alpha', note: '' });
  expect(requireSession(world, id)).toMatchObject({
    spec: { name: 'alpha' },
    status: { state: 'completed' },
  });
  expect(readdirSync(world.paths.trash)).toEqual([]);
});

it('what is not deleted, or was never there, is not restored', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  await expect(restoreSession(world, id)).rejects.toThrow(`Session ${id} is not deleted.`);
  await expect(restoreSession(world, 'feed0009')).rejects.toThrow('Session feed0009 is not in the trash.');
});

it('agents that were only found here are not offered', async () => {
  const world = memoryWorld();
  await deleted(world, { id: 'feed0001' });
  await deleted(world, { id: 'feed0002', kind: 'adopted' });
  expect(restorable(world).map(({ id }) => id)).toEqual(['feed0001']);
});

it('one whose repository is gone comes back without its worktree, and says so', async () => {
  const world = memoryWorld();
  const path = join(world.project, 'gone', '.agents', 'worktrees', 'alpha');
  mkdirSync(path, { recursive: true });
  const repository = join(world.project, 'none');
  const id = await deleted(world, {
    worktree: { path, from: repository, repository, branch: 'a', base: 'c'.repeat(40) },
  });
  expect((await restoreSession(world, id)).note).toMatch(/^Its repository .*\/none is gone; /);
});

it('several come back, and one that cannot keeps none of the others from it', async () => {
  const world = memoryWorld();
  const id = await deleted(world);
  const restored: string[] = [];
  const outcome = await restoreSeveral(world, ['feed0009', id], each => restored.push(each));
  expect(restored).toEqual([id]);
  expect(outcome).toMatchObject({
    tone: 'attention',
    text: expect.stringMatching(/^Restored alpha\. .*feed0009/),
  });
  expect(await restoreSeveral(world, ['feed0009'], () => {})).toMatchObject({ tone: 'failure' });
});
