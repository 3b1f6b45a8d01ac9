import { existsSync, realpathSync, rmdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isAtOrBelow, pathBelow } from '../../core/machine/nested-path.ts';
import { mergedHeads } from '../../core/pulls/pulls.ts';
import type { Session } from '../../core/session/session.ts';
import { madeBranches, type Work, type Worktree, workWords } from '../../core/worktree/worktree.ts';
import { readText } from '../../system/files/read-file.ts';
import { reasonOf } from '../../system/files/reason.ts';
import { findRepository } from '../../system/git/find-repository.ts';
import type { Repository } from '../../system/git/git-place.ts';
import { withRepositoryLock } from '../../system/git/repository-lock.ts';
import { saveWork, trashRef } from '../../system/git/work/save-work.ts';
import { readWork } from '../../system/git/work/work-facts.ts';
import { leaveBranch, moveWorktree } from '../../system/git/worktree/move-worktree.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import { writeTrashed } from '../../system/store/job/trash.ts';
import type { World } from '../context/plain-world.ts';

/** A worktree whose content is saved and that goes to the trash with its session; or why it stays. */
export type Saved =
  | { readonly why: string }
  | {
      readonly words: string;
      readonly place: Repository;
      readonly worktree: Worktree;
      readonly repository: string;
    };

/**
 * Saves what is in the worktree of a session before the session goes. A worktree stays where it is when it is not
 * provably ours, when another session works in it, when its work cannot be saved, and with `keepsDirty` when something
 * in it is not committed. Undefined: there is none.
 */
export async function saveWorktree(
  world: World,
  session: Session,
  keepsDirty: boolean,
): Promise<Saved | undefined> {
  const { worktree } = session.spec;
  if (!worktree || !existsSync(worktree.path)) return undefined;
  const { path, repository } = worktree;
  if (repository === undefined) return { why: `${path} was made by worktree.create and stays` };
  const place = ownPlace(session, worktree, repository);
  if (place === 'empty') return undefined;
  if (place === undefined)
    return { why: `${path} stays: git does not know it as the worktree of this session` };
  const { sessions } = sessionCache(world.paths).read();
  const others = sharers(sessions, session, path);
  if (others > 0)
    return {
      why: `${path} stays: ${others === 1 ? 'another session works' : `${others} others work`} in it`,
    };
  try {
    const around = { mergedHeads: mergedHeads(session.pulls), made: madeBranches(sessions) };
    const work = await readWork(path, worktree.base, around);
    if (keepsDirty && work.dirty + (work.unsure ?? 0) > 0)
      return { why: `${path} stays: ${workWords(onlyDirty(work))}` };
    await saveWork(place, trashRef(session.id));
    return { words: workWords(work), place, worktree, repository };
  } catch (error) {
    return { why: `${path} stays: its work could not be saved: ${reasonOf(error)}` };
  }
}

/** Moves it next to the record of its session; returns what to tell, empty when there is nothing to lose. */
export async function moveToTrash(
  directory: string,
  { words, place, worktree, repository }: Exclude<Saved, { readonly why: string }>,
): Promise<{ readonly words: string } | { readonly why: string }> {
  const beside = join(repository, '.agents', 'trash', basename(directory));
  try {
    return await withRepositoryLock(place.common, async () => {
      const branch = await leaveBranch(worktree.path);
      const told = { version: 1, words, ...(branch === undefined ? {} : { branch }) } as const;
      // Both are recorded, so that it is found after a crash in between.
      for (const target of [join(directory, 'worktree'), beside]) {
        writeTrashed(directory, { ...told, worktree: target });
        const isMoved = await moveWorktree(repository, worktree.path, target).then(
          () => true,
          () => false,
        );
        if (isMoved) return { words };
      }
      writeTrashed(directory, { ...told, worktree: worktree.path });
      return { why: `${worktree.path} could not be moved to the trash and stays` };
    });
  } catch (error) {
    return { why: `${worktree.path} stays: ${reasonOf(error)}` };
  }
}

/** The mark in its git directory holds the session's id; a worktree that was never finished has no mark. */
function ownPlace({ id }: Session, { path }: Worktree, repository: string): Repository | 'empty' | undefined {
  if (!isOwnWorktree(path, repository)) return undefined;
  if (!existsSync(join(path, '.git'))) return removeEmpty(path) ? 'empty' : undefined;
  const place = findRepository(path);
  const main = existsSync(repository) ? findRepository(repository) : 'none';
  if (typeof place === 'string' || typeof main === 'string') return undefined;
  if (!place.isLinked || place.common !== main.common || place.top !== realpathSync(path)) return undefined;
  const mark = join(place.gitDirectory, 'agents-ready');
  return !existsSync(mark) || readText(mark)?.trim() === id ? place : undefined;
}

/** Compared with every symbolic link resolved: a link in its place could lead to a worktree of the person's own. */
function isOwnWorktree(path: string, repository: string): boolean {
  const folder = join('.agents', 'worktrees');
  const inPlace = pathBelow(join(repository, folder), resolve(path));
  if (!inPlace || !existsSync(repository)) return false;
  return realpathSync(path) === join(realpathSync(repository), folder, inPlace);
}

/** Nothing was ever put there. */
function removeEmpty(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}

function sharers(sessions: readonly Session[], { id }: Session, path: string): number {
  return sessions.filter(other => other.id !== id && isAtOrBelow(path, other.spec.cwd)).length;
}

function onlyDirty({ dirty, unsure = 0 }: Work) {
  return { dirty, unsure, unpushed: 0 };
}
