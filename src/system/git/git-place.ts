import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readText } from '../files/read-file.ts';

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
