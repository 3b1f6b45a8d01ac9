import { codeOf } from '../../core/errors/code-of.ts';
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
 * Ends the process and keeps the row. Returns a sentence about what could not be recorded: a session can be ended on a
 * full disk too. Throws a sentence.
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
    // Loaded only here: it knows every agent by its process.
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

/** What a deletion reports: about a worktree that stays, or what of it went to the trash. */
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

/** For a session that was moved to Claude Code's background: it is stopped there, and gets no row of its own. */
async function endJob(world: World, session: Session): Promise<void> {
  const { claudeJob } = session.status;
  if (claudeJob === undefined) return;
  await (await import('./claude-job.ts')).stopJob(world, session, () => markStopped(world, session.id));
  dismiss(world.paths, claudeJob);
}

/** The record is moved first: a row without its worktree cannot be used, a worktree without a row can be found. */
async function removeWithWorktree(world: World, session: Session, keepsDirty: boolean): Promise<Removed> {
  const { moveToTrash, saveWorktree } = await import('../worktree/trash-worktree.ts');
  const saved = await saveWorktree(world, session, keepsDirty);
  const directory = trashJob(world.paths, session.id);
  nudge(world.paths, 'changed');
  if (!saved) return {};
  const outcome = 'why' in saved ? saved : await moveToTrash(directory, saved);
  return 'why' in outcome ? { kept: outcome.why } : { words: outcome.words };
}

/** Under the start lock, since the supervisor may be about to start it; where none can be written it cannot. */
async function leaveQueue(world: World, id: string): Promise<void> {
  if (!isQueued(world.paths, id)) return;
  try {
    await withSessionClaim(world, id, async () => dequeue(world.paths, id));
  } catch (error) {
    if (codeOf(error) === 'busy') throw error;
    dequeue(world.paths, id);
  }
}

/** Why it could not be recorded that a person stopped it; undefined when it was. */
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
