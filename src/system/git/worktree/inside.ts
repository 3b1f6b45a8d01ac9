import { lstatSync, mkdirSync, realpathSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { isBelow, partsInside } from '../../../core/machine/nested-path.ts';
import { errorCode } from '../../files/reason.ts';

/** What is there, a link itself; undefined also where nothing can be: below a file, or with too long a name. */
export function foundAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether the directory that holds this path is where its name says: no part of it is a link, and all are there. */
export function isInside(top: string, path: string): boolean {
  const parts = partsInside(path);
  if (!parts) return false;
  try {
    return realpathSync(dirname(join(top, ...parts))) === join(realpathSync(top), ...parts.slice(0, -1));
  } catch {
    return false;
  }
}

/** The same, and what the path itself leads to lies below the top, too. */
export function endsInside(top: string, path: string): boolean {
  try {
    return isInside(top, path) && isBelow(realpathSync(top), realpathSync(join(top, path)));
  } catch {
    return false;
  }
}

/**
 * Makes the directories above this path, one by one, so that none is made behind a link. False when one of them is a link
 * or no directory.
 */
export function makeParents(top: string, path: string): boolean {
  const parts = partsInside(path) ?? [];
  let at = top;
  for (const part of parts.slice(0, -1)) {
    at = join(at, part);
    try {
      mkdirSync(at);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    if (!lstatSync(at).isDirectory()) return false;
  }
  return isInside(top, path);
}
