import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { errorCode, reasonOf } from '../../system/files/reason.ts';
import { keepLastScreen } from '../../system/store/history/last-screen.ts';
import { trashJob } from '../../system/store/job/jobs.ts';
import { dequeue, isQueued } from '../../system/store/job/queue.ts';
import { writeUserState } from '../../system/store/job/user-state.ts';
import { dismiss } from '../../system/store/view/dismissed.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/plain-world.ts';
import { placeOf, requireSession } from '../context/session-place.ts';
import { withSessionClaim } from '../dispatch/start.ts';
import { endOrphans } from './orphans.ts';

/** Of a stopped agent's screen and scrollback. */
const mostKeptLines = 500;

/**
 * Ends the process and keeps the row. Returns what of it could not be recorded, as a sentence: on a full disk a session
 * must all the more be able to end. Throws a sentence.
 */
export async function stopSession(world: World, id: string): Promise<string | undefined> {
  const session = requireSession(world, id);
  let problem: string | undefined;
  const record = () => {
    problem = markStopped(world, id);
  };
  if (session.status.claudeJob !== undefined) {
    await (await import('./claude-job.ts')).stopJob(world, session, record);
  } else if (session.spec.kind === 'adopted') {
    // Knows every agent by its process, which nothing else here needs.
    await (await import('./adopted.ts')).stopAdopted(session, record);
  } else {
    record();
    await leaveQueue(world, id);
    await endProcess(world, session);
  }
  nudge(world.paths, 'wake');
  if (problem === undefined) return undefined;
  return `${displayName(session)} was stopped, which could not be recorded: ${problem}. Its row may tell it otherwise.`;
}

async function endProcess(world: World, session: Session): Promise<void> {
  const { id } = session;
  const place = await placeOf(world, session);
  if (!place) return endOrphans(session);
  if (session.spec.kind === 'background') {
    const lines = (await world.backend.history({ place, id }, mostKeptLines)) ?? [];
    problemOf(() => keepLastScreen(world.paths, id, lines));
  }
  await world.backend.stop({ place, id });
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
  else await endOrphans(session);
  if (session.spec.worktree) return removeWithWorktree(world, session, keepsDirty);
  trashJob(world.paths, id);
  nudge(world.paths, 'changed');
  return {};
}

/** Of a session of ours that was moved to Claude Code's background: there it is stopped, and is no row of its own. */
async function endJob(world: World, session: Session): Promise<void> {
  const { claudeJob } = session.status;
  if (claudeJob === undefined) return;
  await (await import('./claude-job.ts')).stopJob(world, session, () => markStopped(world, session.id));
  dismiss(world.paths, claudeJob);
}

/** The record goes first: a worktree without one is lost to nobody, and a row without its worktree would be. */
async function removeWithWorktree(world: World, session: Session, keepsDirty: boolean): Promise<Removed> {
  const { moveToTrash, saveWorktree } = await import('../worktree/trash-worktree.ts');
  const saved = await saveWorktree(world, session, keepsDirty);
  const directory = trashJob(world.paths, session.id);
  nudge(world.paths, 'changed');
  if (!saved) return {};
  const outcome = 'why' in saved ? saved : await moveToTrash(directory, saved);
  return 'why' in outcome ? { kept: outcome.why } : { words: outcome.words };
}

/** Under the claim: the supervisor may be about to start it. Where no claim can be written, it cannot start it either. */
async function leaveQueue(world: World, id: string): Promise<void> {
  if (!isQueued(world.paths, id)) return;
  try {
    await withSessionClaim(world, id, async () => dequeue(world.paths, id));
  } catch (error) {
    // Without a cause: another process holds it.
    if (!(error instanceof Error) || error.cause === undefined) throw error;
    dequeue(world.paths, id);
  }
}

/** Why it could not be noted that a person stopped it; undefined when it was. */
function markStopped(world: World, id: string): string | undefined {
  return problemOf(() => writeUserState(world.paths, id, { stoppedAt: world.now() }));
}

function problemOf(record: () => void): string | undefined {
  try {
    record();
    return undefined;
  } catch (error) {
    return reasonOf(error instanceof Error && errorCode(error.cause) ? error.cause : error).replace(
      /\.$/,
      '',
    );
  }
}
