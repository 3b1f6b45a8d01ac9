import { lstatSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isBelow } from '../../core/machine/nested-path.ts';
import { reasonOf } from './reason.ts';

/**
 * Why nothing is read, written or removed in a directory of ours, as the end of a sentence; undefined when it is one.
 * A link in its place could lead to files that are not ours. Never throws.
 */
export function directoryProblem(path: string): string | undefined {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) return 'it does not exist';
    if (found.isSymbolicLink()) return 'it is a symbolic link';
    return found.isDirectory() ? undefined : 'it is not a directory';
  } catch (error) {
    return reasonOf(error);
  }
}

/** Whether a path, with the links of the directory that it is in resolved, lies in `directory`. Never throws. */
export function liesIn(directory: string, path: string): boolean {
  try {
    const place = join(realpathSync(dirname(path)), basename(path));
    return isBelow(realpathSync(directory), place);
  } catch {
    return false;
  }
}

/**
 * Removes a file, or a directory with `recursive`, that lies in `home`, and leaves everything else alone; a link is
 * removed itself, never what it leads to. Never throws: what cannot be removed stays.
 */
export function removeOwn(home: string, path: string, { recursive = false } = {}): boolean {
  if (!liesIn(home, path)) return false;
  try {
    rmSync(path, { recursive, force: true });
    return true;
  } catch {
    return false;
  }
}
