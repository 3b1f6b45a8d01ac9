import { existsSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../core/errors/user-error.ts';
import type { Worktree } from '../../core/worktree/worktree.ts';
import { removeOwn } from '../../system/files/own-files.ts';
import { reasonOf } from '../../system/files/reason.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { findRepository } from '../../system/git/find-repository.ts';
import { askGit } from '../../system/git/git.ts';
import { withRepositoryLock } from '../../system/git/repository-lock.ts';
import { isAsSaved, trashRef } from '../../system/git/work/save-work.ts';
import { addDetached, checkOut, removeMade } from '../../system/git/worktree/make-worktree.ts';
import { moveWorktree, takeBranch } from '../../system/git/worktree/move-worktree.ts';
import { isThere, jobDirectory } from '../../system/store/job/jobs.ts';
import { isInTrash, readTrash, type TrashEntry, trashedFile } from '../../system/store/job/trash.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { RecordsWorld } from '../context/records-world.ts';

/** The sessions that can be restored: those that were started here, latest first. */
export function restorable(world: RecordsWorld): readonly TrashEntry[] {
  return readTrash(world.paths).filter(({ spec }) => spec.kind !== 'adopted');
}

/**
 * Brings a deleted session back: its row, and its worktree to where it was, with everything in it. Rejects with a
 * sentence, and nothing has changed then.
 */
export async function restoreSession(
  world: RecordsWorld,
  id: string,
): Promise<{ readonly name: string; readonly note: string }> {
  const entry = restorable(world).find(candidate => candidate.id === id);
  if (isThere(jobDirectory(world.paths, id)))
    throw new UserError('no-session', `Session ${id} is not deleted.`);
  if (!entry)
    throw new UserError('no-session', `Session ${id} is not in the trash.`, {
      advice: 'agents restore lists what is.',
    });
  const { name, worktree } = entry.spec;
  const repository = worktree?.repository;
  const notes =
    worktree && repository !== undefined ? [await bringBack(entry, { ...worktree, repository }, name)] : [];
  try {
    renameSync(entry.directory, jobDirectory(world.paths, id));
  } catch (error) {
    throw new UserError('not-restored', `${name} could not be restored: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
  removeOwn(world.paths.home, join(jobDirectory(world.paths, id), trashedFile));
  if (worktree && notes[0] === '') notes.push(await letGo(worktree.path, id));
  nudge(world.paths, 'wake');
  nudge(world.paths, 'changed');
  return { name, note: notes.filter(Boolean).join(' ') };
}

/** The saved work is kept until its files are confirmed to be there. Returns a sentence when they are not. */
async function letGo(path: string, id: string): Promise<string> {
  const ref = trashRef(id);
  const place = findRepository(path);
  if (typeof place === 'string') return '';
  const isThereAgain = await isAsSaved(place, ref);
  if (isThereAgain) await askGit(path, ['update-ref', '-d', ref]);
  if (isThereAgain !== false) return '';
  return `Not all files are as they were when it was deleted; git keeps those as ${ref}.`;
}

type Own = Worktree & { readonly repository: string };

/** Returns a sentence when there is something that the person should know. */
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
  const notes: string[] = [];
  return withRepositoryLock(common.common, async () => {
    if (from !== undefined && from !== path && existsSync(from)) {
      if (!isInTrash(from, { directory, repository }))
        throw new UserError(
          'not-restored',
          `${name} was not restored: its worktree ${from} does not lie in a trash of agents.`,
        );
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
      notes.push(await makeAnew(worktree, id, name));
    }
    const { branch } = trashed ?? {};
    if (branch !== undefined && !(await takeBranch(path, branch)))
      notes.push(
        `The branch ${branch} has moved on or is checked out elsewhere; the worktree is on no branch.`,
      );
    return notes.filter(Boolean).join(' ');
  });
}

/** Something else may have been put there since. */
function makeRoom(path: string, name: string, id: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) rmdirSync(path);
  } catch (error) {
    const advice = `Move it away, then: agents restore ${id}`;
    throw new UserError('not-restored', `${name} was not restored: something else is in ${path}.`, {
      advice,
      cause: error,
    });
  }
}

/**
 * For a trash that was emptied by hand: the ref still has what git keeps. Rejects with a sentence, and leaves nothing
 * behind then; returns what went wrong although all files are there.
 */
async function makeAnew({ path, repository }: Own, id: string, name: string): Promise<string> {
  const ref = trashRef(id);
  const saved = await askGit(repository, ['log', '-1', '--format=%ae %P', ref]);
  const [author, parent] = saved.split(' ');
  const isOwn = author === 'agents@localhost' && Boolean(parent);
  try {
    await addDetached(repository, path, isOwn ? `${ref}^` : ref);
    const trouble = await checkOut(path, isOwn ? ref : undefined);
    const place = findRepository(path);
    // An agent that starts again in it must find what was saved.
    if (typeof place !== 'string') writeFileAtomic(join(place.gitDirectory, 'agents-ready'), `${id}\n`);
    return trouble === undefined ? '' : `Its worktree is made again from what git kept; ${trouble}.`;
  } catch (error) {
    await removeMade(repository, path);
    const why = reasonOf(error).replace(/\.$/, '');
    throw new Error(
      `${name} was not restored: its worktree could not be made: ${why}. git keeps it as ${ref}.`,
      {
        cause: error,
      },
    );
  }
}
