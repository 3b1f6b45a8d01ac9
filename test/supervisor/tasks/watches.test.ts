import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it, onTestFinished } from 'vitest';
import { watchTask } from '../../../src/supervisor/tasks/watches.ts';
import { nudge } from '../../../src/system/watch/watch.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';
import { waitFor } from '../../helpers/wait.ts';

/** A task that counts how often it ends the loop's wait. */
function watching() {
  const world = memoryWorld();
  const sessions = join(world.env['HOME'] ?? '', '.claude', 'sessions');
  mkdirSync(sessions, { recursive: true });
  writeFileSync(world.paths.wake, '');
  let count = 0;
  const task = watchTask(world, () => {
    count += 1;
  });
  onTestFinished(() => task.close?.());
  return { world, sessions, count: () => count };
}

it('a nudge of a hook or a verb ends the wait', async () => {
  const { world, count } = watching();
  nudge(world.paths, 'wake');
  await waitFor(() => count() > 0, { what: 'wake-up' });
});

it("so does a session file of Claude Code's own", async () => {
  const { sessions, count } = watching();
  writeFileSync(join(sessions, '4711.json'), '{}');
  await waitFor(() => count() > 0, { what: 'wake-up' });
});
