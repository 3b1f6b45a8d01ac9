import type { FSWatcher } from 'node:fs';
import { closeSync, statSync, watch, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { openForWriting } from '../files/open-for-writing.ts';
import type { Paths } from '../files/paths.ts';
import { isWithin } from '../machine/clock-jump.ts';

export type NudgeFile = 'wake' | 'changed' | 'viewed';

/** Tells who watches this file to look now. A hint: when it cannot be given, the other side looks by itself. */
export function nudge(paths: Paths, file: NudgeFile): void {
  try {
    const descriptor = openForWriting(paths[file], 'begin');
    try {
      writeSync(descriptor, '\n');
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // No supervisor has run yet, or the disk is full.
  }
}

/**
 * Calls back within 10 ms of a nudge, once for several, until the returned function is called; keeps the process
 * alive. Look once yourself after the call. The directory is watched and not the file, since `fs.watch` follows a
 * file that is replaced to its grave. A look at the file's time each second serves where watching fails.
 */
export function watchNudges(paths: Paths, file: NudgeFile, callback: () => void): () => void {
  let watcher: FSWatcher | undefined;
  let watched = identityOf(paths.daemon);
  let seenAt = changedAt(paths[file]);
  let soon: NodeJS.Timeout | undefined;

  const report = () => {
    soon = undefined;
    rearm();
    seenAt = changedAt(paths[file]);
    callback();
  };
  const notice = () => {
    soon ??= setTimeout(report, 5);
  };
  const arm = () => {
    watcher?.close();
    watched = identityOf(paths.daemon);
    watcher = watchDirectory(paths.daemon, name => {
      // The directory itself was moved or removed; a new one may have its inode number.
      if (name === basename(paths.daemon)) watched = -1;
      if (name === null || name === file || watched === -1) notice();
    });
  };
  const rearm = () => {
    if (identityOf(paths.daemon) !== watched) arm();
  };
  const check = () => {
    rearm();
    if (changedAt(paths[file]) !== seenAt) notice();
  };

  arm();
  const timer = setInterval(check, 1000);
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
    watcher?.close();
  };
}

/** Undefined when the directory is not there or the system has no watch to give: the look each second remains. */
function watchDirectory(directory: string, notice: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, (_type, name) => notice(name));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

/** Whether this file was touched in the last so many ms. */
export function changedWithin(path: string, ms: number): boolean {
  return isWithin(ms, changedAt(path));
}

function changedAt(path: string): number {
  return statOf(path)?.mtimeMs ?? 0;
}

function identityOf(directory: string): number {
  return statOf(directory)?.ino ?? 0;
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
