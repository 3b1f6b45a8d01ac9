import { closeSync, futimesSync, statSync, writeSync } from 'node:fs';
import { openForWriting } from '../../files/open-for-writing.ts';
import type { Paths } from '../../files/paths.ts';

/** When a person last used a view, and whether they have left it since. */
export interface UserActivity {
  /** ms since the epoch; 0 for never. */
  readonly at: number;
  readonly hasLeft: boolean;
}

/** Said by every view, in the time and the size of one file. Never throws. */
export function recordUserActivity(paths: Paths, { at, hasLeft }: UserActivity): void {
  try {
    const descriptor = openForWriting(paths.inUse, 'begin');
    try {
      if (hasLeft) writeSync(descriptor, '\n');
      futimesSync(descriptor, at / 1000, at / 1000);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Then there is one notification too many.
  }
}

export function userActivity(paths: Paths): UserActivity {
  try {
    const found = statSync(paths.inUse, { throwIfNoEntry: false });
    return { at: found?.mtimeMs ?? 0, hasLeft: found === undefined || found.size > 0 };
  } catch {
    return { at: 0, hasLeft: true };
  }
}
