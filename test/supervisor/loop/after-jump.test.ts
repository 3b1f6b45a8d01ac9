import { expect, it } from 'vitest';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { attempts } from '../../../src/supervisor/attempts.ts';
import { afterJump } from '../../../src/supervisor/loop/after-jump.ts';
import { emptyMemory } from '../../../src/supervisor/poll-memory.ts';
import { writeUserState } from '../../../src/system/store/job/user-state.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const hour = 3_600_000;

it('when the clock is set, what is remembered of a session moves with it', async () => {
  const world = memoryWorld();
  const before = await runningSession(world);
  writeUserState(world.paths, before.id, { seenAt: 1000, restedAt: 0 });
  const session = requireSession(world, before.id);
  const memory = emptyMemory();
  const later = { ...world, now: () => world.now() + hour };
  afterJump(later, memory, { by: hour, sessions: [session], attempt: attempts(world) });
  expect(memory.statuses.get(session.id)?.since).toBe(session.status.since + hour);
  expect(requireSession(world, session.id).userState).toMatchObject({ seenAt: 1000 + hour, restedAt: 0 });
});

it('what was ahead of the old time already stays', async () => {
  const world = memoryWorld();
  const since = world.now() + 10 * hour;
  const session = await runningSession(world, { status: { since } });
  const memory = emptyMemory();
  afterJump(world, memory, { by: hour, sessions: [session], attempt: attempts(world) });
  expect(memory.statuses.get(session.id)?.since).toBe(since);
});
