import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readText } from '../files/read-file.ts';
import { askGitAtOnce } from './git.ts';

/** A git repository, seen from a directory in it. Paths are absolute and real. */
export interface Repository {
  /** Top of the worktree in which the directory lies. */
  readonly top: string;
  /** Git directory of that worktree: its HEAD and index. */
  readonly gitDirectory: string;
  /** What all worktrees share: branches, objects, `info/exclude`. */
  readonly common: string;
  readonly isLinked: boolean;
  /** Top of the main worktree; undefined when that is a bare repository. */
  readonly main: string | undefined;
}

export type RepositoryReading = Repository | 'none' | 'bare' | 'submodule';

/**
 * The repository that a directory lies in, from its files alone: git itself would cost a keypress 5 ms. Follows
 * https://git-scm.com/docs/gitrepository-layout.
 */
export function findRepository(directory: string): RepositoryReading {
  const place = findGitPlace(directory);
  if (!place) return 'none';
  const { top, gitDirectory, common, isLinked } = place;
  if (top === undefined) return 'bare';
  if (!isLinked && gitDirectory !== join(top, '.git') && gitDirectory.includes('/modules/'))
    return 'submodule';
  const main = !isLinked ? top : basename(common) === '.git' ? dirname(common) : undefined;
  return { top, gitDirectory, common, isLinked, main };
}

/** Where git keeps what belongs to a directory, whatever kind of repository it is. */
export interface GitPlace extends Pick<Repository, 'gitDirectory' | 'common' | 'isLinked'> {
  /** Undefined in a bare repository. */
  readonly top: string | undefined;
}

/** Undefined outside of a repository. */
export function findGitPlace(directory: string): GitPlace | undefined {
  let at = realpathSync(directory);
  for (;;) {
    const found = placeAt(at);
    if (found) return found;
    const above = dirname(at);
    if (above === at) return undefined;
    at = above;
  }
}

function placeAt(top: string): GitPlace | undefined {
  const dotGit = join(top, '.git');
  const found = statSync(dotGit, { throwIfNoEntry: false });
  if (found?.isDirectory() && isGitDirectory(dotGit))
    return { top, gitDirectory: dotGit, common: dotGit, isLinked: false };
  if (found?.isFile()) return linkedFrom(top, dotGit);
  return isGitDirectory(top)
    ? { top: undefined, gitDirectory: top, common: top, isLinked: false }
    : undefined;
}

/** `.git` is a file that names another directory: a linked worktree, a submodule, `git init --separate-git-dir`. */
function linkedFrom(top: string, dotGit: string): GitPlace | undefined {
  // A directory's name can hold a newline.
  const named = /^gitdir: ([\s\S]*?)[\r\n]*$/.exec(readText(dotGit) ?? '')?.[1];
  const gitDirectory = named === undefined ? undefined : resolve(top, named);
  if (gitDirectory === undefined || !existsSync(join(gitDirectory, 'HEAD'))) return undefined;
  const shared = readText(join(gitDirectory, 'commondir'))?.trim();
  if (shared === undefined) return { top, gitDirectory, common: gitDirectory, isLinked: false };
  return { top, gitDirectory, common: resolve(gitDirectory, shared), isLinked: true };
}

function isGitDirectory(path: string): boolean {
  return ['HEAD', 'objects', 'refs'].every(name => existsSync(join(path, name)));
}

/** The commit that is checked out; undefined when there is none yet. */
export function headCommit({ top, gitDirectory, common }: Repository): string | undefined {
  const head = readText(join(gitDirectory, 'HEAD'))?.trim() ?? '';
  if (isCommit(head)) return head;
  const branch = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  const loose = branch === undefined ? undefined : readText(join(common, branch))?.trim();
  if (loose !== undefined && isCommit(loose)) return loose;
  if (branch === undefined || loose !== undefined || usesOtherRefs(common))
    return askGitAtOnce(top, ['rev-parse', '--verify', '-q', 'HEAD^{commit}']);
  const packed = packedRefs(common);
  if (packed === undefined) return askGitAtOnce(top, ['rev-parse', '--verify', '-q', 'HEAD^{commit}']);
  return packed
    .split('\n')
    .find(line => line.endsWith(` ${branch}`))
    ?.split(' ', 1)[0];
}

/** Whether a branch of that name is taken, or is a directory of branches; undefined where the files do not tell. */
export function hasBranch(common: string, branch: string): boolean | undefined {
  if (usesOtherRefs(common)) return undefined;
  if (existsSync(join(common, 'refs', 'heads', branch))) return true;
  const packed = packedRefs(common);
  return packed === undefined
    ? undefined
    : isPacked(packed, branch) || packed.includes(` refs/heads/${branch}/`);
}

/** Whether there is exactly this branch; where the files do not tell, git finds out when it is to make another. */
export function isBranch(common: string, branch: string): boolean {
  const found = statSync(join(common, 'refs', 'heads', branch), { throwIfNoEntry: false });
  return found?.isFile() === true || isPacked(packedRefs(common) ?? '', branch);
}

/** Also in other letters: where the disk does not tell them apart, git does not either. */
function isPacked(packed: string, branch: string): boolean {
  return packed.toLowerCase().includes(` refs/heads/${branch.toLowerCase()}\n`);
}

/** Refs are not files there: https://git-scm.com/docs/reftable */
function usesOtherRefs(common: string): boolean {
  return existsSync(join(common, 'reftable'));
}

/** Of a repository with tens of thousands of refs it is megabytes. */
const mostPackedBytes = 2_000_000;

function packedRefs(common: string): string | undefined {
  const path = join(common, 'packed-refs');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size > mostPackedBytes ? undefined : (readText(path, mostPackedBytes) ?? '');
}

function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
