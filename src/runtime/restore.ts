import { existsSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Worktree } from '../core/sessions/worktree.ts';
import { removeOwn } from '../system/files/own-files.ts';
import { reasonOf } from '../system/files/reason.ts';
import { nudge } from '../system/files/watch.ts';
import { findRepository } from '../system/git/find-repository.ts';
import { askGit, git } from '../system/git/git.ts';
import { moveWorktree, takeBranch } from '../system/git/move-worktree.ts';
import { withRepositoryLock } from '../system/git/repository-lock.ts';
import { trashRef } from '../system/git/save-work.ts';
import { isThere, jobDirectory } from '../system/records/jobs.ts';
import { isInTrash, readTrash, type TrashEntry, trashedFile } from '../system/records/trash.ts';
import type { RecordsWorld } from './records-world.ts';

/** What there is to bring back: sessions that were started here, latest first. */
export function restorable(world: RecordsWorld): readonly TrashEntry[] {
  return readTrash(world.paths).filter(({ spec }) => spec.kind !== 'adopted');
}

/**
 * Brings a deleted session back: its row, and its worktree to where it was, with everything in it (X4). Rejects with a
 * sentence, and then all is as before.
 */
export async function restoreSession(
  world: RecordsWorld,
  id: string,
): Promise<{ readonly name: string; readonly note: string }> {
  const entry = restorable(world).find(candidate => candidate.id === id);
  if (isThere(jobDirectory(world.paths, id))) throw new Error(`Session ${id} is not deleted.`);
  if (!entry) throw new Error(`Session ${id} is not in the trash. agents restore lists what is.`);
  const { name, worktree } = entry.spec;
  const repository = worktree?.repository;
  const note =
    worktree && repository !== undefined ? await bringBack(entry, { ...worktree, repository }, name) : '';
  try {
    renameSync(entry.directory, jobDirectory(world.paths, id));
  } catch (error) {
    throw new Error(`${name} could not be restored: ${reasonOf(error)}.`, { cause: error });
  }
  removeOwn(world.paths.home, join(jobDirectory(world.paths, id), trashedFile));
  if (repository !== undefined && note === '') await askGit(repository, ['update-ref', '-d', trashRef(id)]);
  nudge(world.paths, 'wake');
  nudge(world.paths, 'changed');
  return { name, note };
}

type Own = Worktree & { readonly repository: string };

/** Returns what the person should know, as a sentence; mostly nothing. */
async function bringBack(
  { id, directory, trashed }: TrashEntry,
  worktree: Own,
  name: string,
): Promise<string> {
  const { path, repository } = worktree;
  const common = existsSync(repository) ? findRepository(repository) : 'none';
  if (typeof common === 'string')
    return `Its repository ${repository} is gone; ${directory} had its worktree.`;
  const from = trashed?.worktree;
  return withRepositoryLock(common.common, async () => {
    if (from !== undefined && from !== path && existsSync(from)) {
      if (!isInTrash(from, { directory, repository }))
        throw new Error(`${name} was not restored: its worktree ${from} does not lie in a trash of agents.`);
      makeRoom(path, name, id);
      if (!existsSync(join(from, '.git'))) {
        renameSync(from, path);
        return `Its worktree ${path} is back, but git does not know it any more: its .git is missing.`;
      }
      await moveWorktree(repository, from, path);
    } else if (!existsSync(join(path, '.git'))) {
      if (!(await askGit(repository, ['rev-parse', '--verify', '-q', trashRef(id)]))) {
        return existsSync(path)
          ? `Its worktree ${path} is there, but git does not know it any more: its .git is missing.`
          : `Its worktree ${path} is gone.`;
      }
      makeRoom(path, name, id);
      await makeAnew(worktree, id);
    }
    const { branch } = trashed ?? {};
    if (branch === undefined || (await takeBranch(path, branch))) return '';
    return `The branch ${branch} has moved on or is checked out elsewhere; the worktree is on no branch.`;
  });
}

/** Somebody may have put something else there. */
function makeRoom(path: string, name: string, id: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) rmdirSync(path);
  } catch (error) {
    const advice = `Move it away, then: agents restore ${id}`;
    throw new Error(`${name} was not restored: something else is in ${path}. ${advice}`, { cause: error });
  }
}

/** The trash was emptied by hand: the ref still has all that git would keep. */
async function makeAnew({ path, repository }: Own, id: string): Promise<void> {
  const ref = trashRef(id);
  const saved = await askGit(repository, ['log', '-1', '--format=%ae %P', ref]);
  const [author, parent] = saved.split(' ');
  const start = author === 'agents@localhost' && parent ? parent : ref;
  // The person asks for it, and files must be as filters of the repository make them.
  const options = { mode: 'as-person', timeoutMs: 300_000 } as const;
  await git(repository, ['worktree', 'add', '--quiet', '--detach', '--', path, start], options);
  await git(path, ['restore', `--source=${ref}`, '--worktree', '--', '.'], options);
}
