import type { Session } from '../core/sessions/session.ts';
import { errorCode } from '../system/files/reason.ts';
import { nudge } from '../system/files/watch.ts';
import { dismiss } from '../system/records/dismissed.ts';
import { trashJob } from '../system/records/jobs.ts';
import { keepLastScreen } from '../system/records/last-screen.ts';
import { writeMarks } from '../system/records/marks.ts';
import { dequeue, isQueued } from '../system/records/queue.ts';
import { endLeftovers } from './leftovers.ts';
import type { World } from './plain-world.ts';
import { placeOf, requireSession } from './session-place.ts';
import { withSessionClaim } from './start.ts';

/** Of a stopped agent's screen and scrollback. */
const mostKeptLines = 500;

/** Ends the process and keeps the row. Throws a sentence. */
export async function stopSession(world: World, id: string): Promise<void> {
  const session = requireSession(world, id);
  if (session.conclusion.claudeJob !== undefined) {
    await (await import('./claude-job.ts')).stopJob(world, session);
    return nudge(world.paths, 'wake');
  }
  if (session.spec.kind === 'adopted') {
    // Knows every agent by its process, which nothing else here needs.
    await (await import('./adopted.ts')).stopAdopted(world, session);
    return nudge(world.paths, 'wake');
  }
  writeMarks(world.paths, id, { stoppedAt: world.now() });
  await leaveQueue(world, id);
  const place = await placeOf(world, session);
  if (place && session.spec.kind === 'background') {
    keepLastScreen(world.paths, id, (await world.backend.history({ place, id }, mostKeptLines)) ?? []);
  }
  if (place) await world.backend.stop({ place, id });
  else await endLeftovers(session);
  nudge(world.paths, 'wake');
}

/** What else is to be told of a deletion: about a worktree that stays, or what of it went to the trash. */
export interface Removed {
  readonly kept?: string;
  /** "3 uncommitted files and 2 unpushed commits" */
  readonly words?: string;
}

/**
 * Ends the process and moves the record to the trash, with the worktree that was made for it; `keepsDirty` leaves one
 * where something is not committed. Throws a sentence.
 */
export async function removeSession(
  world: World,
  id: string,
  { keepsDirty = false }: { readonly keepsDirty?: boolean } = {},
): Promise<Removed> {
  const session = requireSession(world, id);
  if (session.spec.kind === 'adopted') {
    await (await import('./adopted.ts')).dismissAdopted(world, session);
    nudge(world.paths, 'changed');
    return {};
  }
  await endJob(world, session);
  markStopped(world, id);
  await leaveQueue(world, id);
  const place = await placeOf(world, session);
  if (place) await world.backend.end({ place, id });
  else await endLeftovers(session);
  if (session.spec.worktree) return removeWithWorktree(world, session, keepsDirty);
  trashJob(world.paths, id);
  nudge(world.paths, 'changed');
  return {};
}

/** Of a session of ours that was moved to Claude Code's background: there it is stopped, and is no row of its own. */
async function endJob(world: World, session: Session): Promise<void> {
  const { claudeJob } = session.conclusion;
  if (claudeJob === undefined) return;
  await (await import('./claude-job.ts')).stopJob(world, session);
  dismiss(world.paths, claudeJob);
}

/** The record goes first: a worktree without one is lost to nobody, and a row without its worktree would be. */
async function removeWithWorktree(world: World, session: Session, keepsDirty: boolean): Promise<Removed> {
  const { moveToTrash, saveWorktree } = await import('./trash-worktree.ts');
  const saved = await saveWorktree(world, session, keepsDirty);
  const directory = trashJob(world.paths, session.id);
  nudge(world.paths, 'changed');
  if (!saved) return {};
  const outcome = 'why' in saved ? saved : await moveToTrash(directory, saved);
  return 'why' in outcome ? { kept: outcome.why } : { words: outcome.words };
}

/** Under the claim: the supervisor may be about to start it. */
async function leaveQueue(world: World, id: string): Promise<void> {
  if (isQueued(world.paths, id)) await withSessionClaim(world, id, async () => dequeue(world.paths, id));
}

/** On a full disk nothing can be noted, and then a session must all the more be able to go. */
function markStopped(world: World, id: string): void {
  try {
    writeMarks(world.paths, id, { stoppedAt: world.now() });
  } catch (error) {
    if (errorCode(error instanceof Error ? error.cause : undefined) !== 'ENOSPC') throw error;
  }
}
