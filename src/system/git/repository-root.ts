import { lstatSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readSmallFile } from '../files/read-file.ts';

/**
 * The directory of the repository that a path lies in, from the files alone: nothing of it is run. Of a linked
 * worktree the repository that it belongs to. Undefined outside of one; never throws.
 */
export function repositoryRoot(path: string): string | undefined {
  for (let directory = path; ; directory = dirname(directory)) {
    const found = rootAt(directory);
    if (found !== undefined) return found;
    if (directory === dirname(directory)) return undefined;
  }
}

function rootAt(directory: string): string | undefined {
  try {
    const git = join(directory, '.git');
    const found = lstatSync(git, { throwIfNoEntry: false });
    if (!found) return undefined;
    return found.isFile() ? mainOf(directory, readSmallFile(git) ?? '') : directory;
  } catch {
    return undefined;
  }
}

/** https://git-scm.com/docs/gitrepository-layout: `.git` as a file holds `gitdir: <path>`. */
function mainOf(directory: string, text: string): string {
  const [, path = ''] = /^gitdir: (.+)/.exec(text) ?? [];
  const [, main] =
    /^(.*)\/\.git\/worktrees\/[^/]+\/?$/.exec(isAbsolute(path) ? path : resolve(directory, path)) ?? [];
  return main || directory;
}
