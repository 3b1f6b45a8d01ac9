import { trashJob } from '../system/jobs.ts';
import { keepLastScreen } from '../system/last-screen.ts';
import { writeMarks } from '../system/marks.ts';
import { errorCode } from '../system/reason.ts';
import { nudge } from '../system/watch.ts';
import type { World } from './plain-world.ts';
import { placeOf, requireSession } from './session-place.ts';

/** Of a stopped agent's screen and scrollback. */
const mostKeptLines = 500;

/** Ends the process and keeps the row. Throws a sentence. */
export async function stopSession(world: World, id: string): Promise<void> {
  const session = requireSession(world, id);
  if (session.spec.kind === 'adopted') {
    // Knows every agent by its process, which nothing else here needs.
    await (await import('./adopted.ts')).stopAdopted(world, session);
    return nudge(world.paths, 'wake');
  }
  writeMarks(world.paths, id, { stoppedAt: world.now() });
  const place = await placeOf(world, session);
  if (place && session.spec.kind === 'background') {
    keepLastScreen(world.paths, id, await world.backend.history(place, mostKeptLines));
  }
  if (place) await world.backend.stop({ place, id });
  nudge(world.paths, 'wake');
}

/** Ends the process and moves the record to the trash. Throws a sentence. */
export async function removeSession(world: World, id: string): Promise<void> {
  const session = requireSession(world, id);
  if (session.spec.kind === 'adopted') {
    await (await import('./adopted.ts')).dismissAdopted(world, session);
    return nudge(world.paths, 'changed');
  }
  markStopped(world, id);
  const place = await placeOf(world, session);
  if (place) await world.backend.end({ place, id });
  trashJob(world.paths, id);
  nudge(world.paths, 'changed');
}

/** On a full disk nothing can be noted, and then a session must all the more be able to go. */
function markStopped(world: World, id: string): void {
  try {
    writeMarks(world.paths, id, { stoppedAt: world.now() });
  } catch (error) {
    if (errorCode(error instanceof Error ? error.cause : undefined) !== 'ENOSPC') throw error;
  }
}
