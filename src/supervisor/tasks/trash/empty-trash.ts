import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mergedHeads } from '../../../core/pulls/pulls.ts';
import { madeBranches } from '../../../core/worktree/worktree.ts';
import type { World } from '../../../operations/context/world.ts';
import { removeOwn } from '../../../system/files/own-files.ts';
import type { Paths } from '../../../system/files/paths.ts';
import { reasonOf } from '../../../system/files/reason.ts';
import { writeFileAtomic } from '../../../system/files/write-file.ts';
import { findRepository } from '../../../system/git/find-repository.ts';
import { askGit, git } from '../../../system/git/git.ts';
import { withRepositoryLock } from '../../../system/git/repository-lock.ts';
import { trashRef } from '../../../system/git/work/save-work.ts';
import { log } from '../../../system/log/log.ts';
import { readyFile } from '../../../system/store/job/jobs.ts';
import { readPulls } from '../../../system/store/job/read-session.ts';
import { sessionCache } from '../../../system/store/job/session-cache.ts';
import {
  isInTrash,
  keptMs,
  readTrash,
  type TrashEntry,
  type TrashPlace,
  trashPlaces,
} from '../../../system/store/job/trash.ts';
import { changedWithin } from '../../../system/watch/watch.ts';
import { discardBranch } from './discard-branch.ts';

/** A deletion becomes two weeks old only once: looking seldom is enough. */
const lookMs = 60 * 60 * 1000;

let lookedAt = Number.NEGATIVE_INFINITY;

/** For this long after the clock was set nothing is deleted: it is not known which of the two times is right. */
const doubtMs = 24 * 60 * 60 * 1000;

/** The clock was set: what was deleted today may look a year old. Also recorded for the next supervisor. */
export function keepTrash({ paths }: Pick<World, 'paths'>): void {
  writeFileAtomic(doubtFile(paths), '', { durable: false });
}

const doubtFile = (paths: Paths) => join(paths.daemon, 'clock-was-set');

/** Once an hour: what was deleted more than 14 days ago is removed, with its worktree and ref. Never awaited. */
export function emptyTrash(world: World): void {
  if (performance.now() - lookedAt < lookMs) return;
  lookedAt = performance.now();
  if (changedWithin(doubtFile(world.paths), doubtMs)) return;
  const isOld = ({ at }: TrashPlace) => world.now() - at > keptMs;
  if (!trashPlaces(world.paths).some(isOld)) return;
  void discard(world, readTrash(world.paths).filter(isOld))
    .then(() => {
      // Also what cannot be read.
      for (const { directory } of trashPlaces(world.paths).filter(isOld)) {
        if (!existsSync(join(directory, 'worktree')))
          removeOwn(world.paths.home, directory, { recursive: true });
      }
    })
    .catch(error => log(world.paths, `The trash could not be emptied: ${reasonOf(error)}`));
}

async function discard(world: World, entries: readonly TrashEntry[]): Promise<void> {
  const made = madeBranches([...sessionCache(world.paths).read().sessions, ...readTrash(world.paths)]);
  for (const entry of entries) {
    try {
      const why = await discardWorktree(entry, made);
      if (why !== undefined) log(world.paths, why);
    } catch (error) {
      log(world.paths, `The worktree of ${entry.id} stays in the trash: ${reasonOf(error)}`);
    }
  }
}

/**
 * Only one that lies in a trash of ours; git is told, so that nothing is left behind in the repository. Returns why its
 * branch stays, if it does.
 */
async function discardWorktree(
  { id, spec, trashed, directory }: TrashEntry,
  made: ReadonlySet<string>,
): Promise<string | undefined> {
  const { repository, branch, base, path: worktree = '' } = spec.worktree ?? {};
  const { pulls } = readPulls(directory);
  if (repository === undefined) return undefined;
  const path = trashed?.worktree ?? join(directory, 'worktree');
  const isOurs = isInTrash(path, { directory, repository });
  const found = existsSync(repository) ? findRepository(repository) : 'none';
  if (typeof found === 'string') {
    if (isOurs) rmSync(path, { recursive: true, force: true });
    return undefined;
  }
  return withRepositoryLock(found.common, async () => {
    if (isOurs && existsSync(path)) {
      const words = ['worktree', 'remove', '--force', '--force', '--', path];
      await git(repository, words, { mode: 'in-place', timeoutMs: 60_000 });
    }
    await askGit(repository, ['update-ref', '-d', trashRef(id)]);
    // Without its worktree the branch was never made: one of that name belongs to another.
    if (branch === undefined || !existsSync(join(directory, readyFile))) return undefined;
    const around = { mergedHeads: mergedHeads(pulls), made };
    return discardBranch({ repository, branch, worktree, base, around });
  });
}
