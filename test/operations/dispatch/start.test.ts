import { expect, it } from 'vitest';
import type { Asking } from '../../../src/backends/backend.ts';
import { withSessionClaim } from '../../../src/operations/dispatch/start.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

it('a start looks with patience for a session that runs already: it cannot look later', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  const asked: (Asking | undefined)[] = [];
  const { list } = world.backend;
  const backend = {
    ...world.backend,
    list: (...[near, asking]: Parameters<typeof list>) => {
      asked.push(asking);
      return list(near);
    },
  };
  const found = await withSessionClaim({ ...world, backend }, id, async pane => pane?.id);
  expect([found, asked]).toEqual([id, [{ patient: true }]]);
});
