import { join, relative } from 'node:path';
import type { Spec } from '../../../core/session/session.ts';
import {
  type DirectoryIdentity,
  directoryIdentity,
  isSameDirectory,
  movedTo,
} from '../../files/find-directory.ts';

/** Where a directory is that was somewhere once. */
export type DirectoryLocation =
  | { readonly state: 'there' | 'gone' }
  | { readonly state: 'moved'; readonly movedTo: string };

/**
 * Another directory that has taken its name is not it. `others` are further places where it may have gone. 10 µs where it
 * is, some ms where it has to be searched for.
 */
export function location(
  path: string,
  identity: DirectoryIdentity | undefined,
  others: readonly string[] = [],
): DirectoryLocation {
  const now = directoryIdentity(path);
  if (now && (!identity || isSameDirectory(now, identity))) return { state: 'there' };
  const elsewhere = identity && movedTo(path, identity, others);
  if (elsewhere !== undefined) return { state: 'moved', movedTo: elsewhere };
  return { state: now ? 'there' : 'gone' };
}

/** Where the directory is in which a session works; its worktree moves with the repository. */
export function directoryLocation(
  { cwd, directory, worktree }: Spec,
  others: readonly string[] = [],
): DirectoryLocation {
  if (!worktree) return location(cwd, directory, others);
  const own = location(cwd, undefined);
  if (own.state === 'there' || worktree.repository === undefined) return own;
  const asked = location(worktree.from, directory, others);
  const below = relative(worktree.repository, worktree.from);
  if (asked.state !== 'moved' || !asked.movedTo.endsWith(below)) return own;
  const repository = join(asked.movedTo, relative(worktree.from, worktree.repository));
  const moved = join(repository, relative(worktree.repository, cwd));
  return directoryIdentity(moved) ? { state: 'moved', movedTo: moved } : own;
}
