import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeOwn } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { isJobId } from '../job/jobs.ts';

/** Notes that the person took this row away: the process goes on and is not listed again. */
export function dismiss(paths: Paths, id: string): void {
  mkdirSync(directoryOf(paths), { recursive: true, mode: 0o700 });
  writeFileSync(join(directoryOf(paths), id), '', { mode: 0o600 });
}

export function dismissedIds(paths: Paths): ReadonlySet<string> {
  try {
    return new Set(readdirSync(directoryOf(paths)).filter(isJobId));
  } catch {
    return new Set();
  }
}

/** A process that has ended cannot come back. */
export function forgetDismissed(paths: Paths, id: string): void {
  removeOwn(paths.home, join(directoryOf(paths), id));
}

function directoryOf(paths: Paths): string {
  return join(paths.daemon, 'dismissed');
}
