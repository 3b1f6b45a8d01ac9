import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mergedHeads } from '../../core/pulls/pulls.ts';
import type { Session } from '../../core/session/session.ts';
import { isSame } from '../../core/text/same.ts';
import { madeBranches, type Worktree } from '../../core/worktree/worktree.ts';
import type { World } from '../../operations/context/world.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { findGitPlace } from '../../system/git/git-place.ts';
import { readWork } from '../../system/git/work/work-facts.ts';
import { isWithin } from '../../system/machine/clock-jump.ts';
import { jobDirectory } from '../../system/store/job/jobs.ts';
import { nudge } from '../../system/watch/watch.ts';

const workingMs = 5000;
/** A person was attached just now, and may have changed something by hand. */
const seenMs = 10_000;
const justNowMs = 5 * 60_000;
const aliveMs = 60_000;
const endedMs = 10 * 60_000;
/** What reading may cost: a twentieth of the time in a large repository. */
const shareOfTime = 20;

interface Reading {
  /** By `performance.now`. */
  readonly at: number;
  readonly tookMs: number;
  /** The status's `since` then: a turn that has ended is a reason to read again. */
  readonly since: number;
}

/**
 * Keeps `work.json` of every session with a worktree up to date, one after the other and never awaited. Call the result
 * after each poll.
 */
export function workKeeper(world: World): (sessions: readonly Session[]) => void {
  const readings = new Map<string, Reading>();
  let isReading = false;
  const readDue = async (due: readonly Session[], made: ReadonlySet<string>) => {
    for (const session of due) {
      const at = performance.now();
      await keepWork(world, session, made).catch(() => {});
      readings.set(session.id, { at, tookMs: performance.now() - at, since: session.status.since });
    }
  };
  return sessions => {
    const now = performance.now();
    const due = sessions.filter(session => isDue(session, readings.get(session.id), now));
    if (isReading || due.length === 0) return;
    isReading = true;
    void readDue(due, madeBranches(sessions)).finally(() => {
      isReading = false;
    });
  };
}

function isDue({ spec, userState, status }: Session, last: Reading | undefined, now: number): boolean {
  if (spec.worktree?.base === undefined || !existsSync(join(spec.worktree.path, '.git'))) return false;
  const { state, process, since } = status;
  // Until then it may be half checked out.
  if (process === 'none') return false;
  if (!last) return true;
  const isSeen = isWithin(justNowMs, userState.seenAt ?? 0);
  const atRest = isSeen ? seenMs : process === 'alive' ? aliveMs : endedMs;
  const usual = state === 'working' ? workingMs : atRest;
  const wait = since === last.since ? usual : 0;
  return now - last.at >= Math.max(wait, last.tookMs * shareOfTime);
}

async function keepWork(
  world: World,
  { id, spec, work, pulls }: Session,
  made: ReadonlySet<string>,
): Promise<void> {
  const { worktree } = spec;
  if (!worktree) return;
  if (!isItsOwn(worktree)) {
    if (work) forgetWork(world, id);
    return;
  }
  const around = { mergedHeads: mergedHeads(pulls), made };
  const fresh = await readWork(worktree.path, worktree.base, around);
  if (work && isSame(fresh, work)) return;
  const directory = jobDirectory(world.paths, id);
  // Removed meanwhile.
  if (!existsSync(directory)) return;
  writeFileAtomic(join(directory, 'work.json'), `${JSON.stringify(fresh)}\n`, { durable: false });
  nudge(world.paths, 'changed');
}

/** Not where an agent put another repository: what is committed there says nothing of the session's branch. */
function isItsOwn({ path, repository }: Worktree): boolean {
  if (repository === undefined) return true;
  const [place, main] = [findGitPlace(path), findGitPlace(repository)];
  return place !== undefined && place.common === main?.common;
}

function forgetWork(world: World, id: string): void {
  rmSync(join(jobDirectory(world.paths, id), 'work.json'), { force: true });
  nudge(world.paths, 'changed');
}
