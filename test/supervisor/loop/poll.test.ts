import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Status } from '../../../src/core/session/session.ts';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { attempts } from '../../../src/supervisor/attempts.ts';
import { poll } from '../../../src/supervisor/loop/poll.ts';
import { emptyMemory } from '../../../src/supervisor/poll-memory.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { sessionCache } from '../../../src/system/store/job/session-cache.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

/** What one look after the other records of a session. */
function looking(world: MemoryWorld, id: string): () => Promise<Status> {
  const [cache, memory] = [sessionCache(world.paths), emptyMemory()];
  const around = { queued: new Map(), onSight: () => {}, attempt: attempts(world) };
  return async () => {
    await poll(world, cache, memory, around);
    return requireSession(world, id).status;
  };
}

it('a question on the screen is on record, with the number that an answer must have', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  const look = looking(world, id);
  await look();
  world.backend.terminal(id)?.draw(recordedScreen('permission-bash'));
  const status = await look();
  expect(status).toMatchObject({ state: 'needs-input', waitingFor: 'permission', questionNumber: 1 });
  expect((await world.backend.list()).panes).toMatchObject([{ id, questionNumber: 1 }]);
});

it('one that has ended is on record with its exit code', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  world.backend.terminal(id)?.exit({ exitCode: 3 });
  expect(await looking(world, id)()).toMatchObject({ state: 'failed', process: 'exited', exitCode: 3 });
});

it('where a session is can be found again when its record is lost', async () => {
  const world = memoryWorld();
  const { id, status } = await runningSession(world);
  rmSync(join(jobDirectory(world.paths, id), 'state.json'));
  expect((await looking(world, id)()).place).toEqual(status.place);
});
