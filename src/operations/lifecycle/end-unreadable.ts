import { required } from '../../backends/backend.ts';
import { isThere, jobDirectory, trashJob } from '../../system/store/job/jobs.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/plain-world.ts';

/** Whether there is a record under this id that cannot be read. */
export function isUnreadable({ paths }: World, id: string): boolean {
  return isThere(jobDirectory(paths, id)) && isBadJob(readSession(paths, id));
}

/**
 * Ends what runs in the pane that carries the id of a session whose record cannot be read; the record stays as it is.
 * Throws a sentence.
 */
export async function stopUnreadable(world: World, id: string): Promise<void> {
  await endPane(world, id, 'stop');
}

/** The same, and moves the record to the trash; of a symbolic link the link itself, never its target. */
export async function removeUnreadable(world: World, id: string): Promise<void> {
  await endPane(world, id, 'end');
  trashJob(world.paths, id);
  nudge(world.paths, 'changed');
}

async function endPane({ backend }: World, id: string, action: 'stop' | 'end'): Promise<void> {
  const { panes } = await backend.list();
  const pane = panes.find(candidate => candidate.id === id);
  if (!pane) return;
  const { place } = pane;
  if (!pane.isTheirs) return backend[action]({ place, id });
  // It may be a shell of the person's in which an agent was found: only the record could tell.
  if (pane.dead) return;
  throw new Error(
    `Session ${id} runs in ${required(backend, 'adopts').describe(place)}, and its record cannot be read. End it there.`,
  );
}
