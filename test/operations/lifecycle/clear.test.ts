import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clearSessions } from '../../../src/operations/lifecycle/clear.ts';
import { writeUserState } from '../../../src/system/store/job/user-state.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const ended = { process: 'exited', state: 'completed' } as const;

it('what has ended goes to the trash, and what runs or is pinned stays', async () => {
  const world = memoryWorld();
  await runningSession(world, { spec: { id: 'feed0001' }, status: ended });
  await runningSession(world, { spec: { id: 'feed0002' }, status: ended });
  await runningSession(world, { spec: { id: 'feed0003' } });
  writeUserState(world.paths, 'feed0002', { pinned: true });
  expect(await clearSessions(world, ['feed0001', 'feed0002', 'feed0003'])).toEqual([]);
  expect(readdirSync(world.paths.jobs).sort()).toEqual(['feed0002', 'feed0003']);
  expect(readdirSync(world.paths.trash)).toEqual([expect.stringContaining('feed0001')]);
});

it('one that cannot be removed is told, and keeps none of the others', async () => {
  const world = memoryWorld();
  await runningSession(world, { spec: { id: 'feed0002' }, status: ended });
  expect(await clearSessions(world, ['feed0001', 'feed0002'])).toEqual([
    expect.stringContaining('There is no session'),
  ]);
  expect(readdirSync(world.paths.jobs)).toEqual([]);
});
