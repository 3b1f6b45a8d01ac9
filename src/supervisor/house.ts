import type { Session } from '../core/session.ts';
import type { World } from '../runtime/world.ts';
import { trashJob } from '../system/jobs.ts';
import { nudge } from '../system/watch.ts';
import { emptyTrash } from './empty-trash.ts';

/** How long the row of a shell job stays after its command has ended (V16). */
const endedJobMs = 5 * 60 * 1000;

/** Takes away what nobody needs any more. */
export async function keepHouse(world: World, sessions: readonly Session[]): Promise<void> {
  const now = world.now();
  const due = sessions.filter(session => isEndedJob(session, now));
  for (const session of due) {
    const place = session.conclusion.tmux;
    if (place) await world.backend.clear({ place, id: session.id });
    trashJob(world.paths, session.id);
  }
  if (due.length > 0) nudge(world.paths, 'changed');
  emptyTrash(world);
}

/** Pinned rows stay; so do those that somebody looked at after the end, for as long again. */
function isEndedJob({ spec, marks, conclusion }: Session, now: number): boolean {
  if (spec.kind !== 'exec' || marks.pinned || conclusion.process === 'alive') return false;
  const endedAt = Math.max(conclusion.endedAt ?? Number.POSITIVE_INFINITY, marks.seenAt ?? 0);
  return now - endedAt > endedJobMs;
}
