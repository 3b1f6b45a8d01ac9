import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface DirectoryWatch {
  /** Makes sure that what is watched is still what is there. */
  readonly renew: () => void;
  readonly close: () => void;
}

/**
 * Calls back when something changes in this directory. One that is not there yet is waited for in the nearest directory
 * above it that is, whose other changes are none of ours; one that is replaced is followed at the next renewal.
 */
export function watchDirectory(directory: string, callback: () => void): DirectoryWatch {
  let watcher: FSWatcher | undefined;
  let watched: string | undefined;
  const close = () => {
    watcher?.close();
    watcher = undefined;
    watched = undefined;
  };
  const renew = () => {
    const place = nearest(directory);
    if (place?.identity === watched) return;
    close();
    if (!place) return;
    const { path, identity, next } = place;
    const notice = (_type: string, name: string | null) => {
      if (next === undefined) return callback();
      if (name !== null && name !== next) return;
      renew();
      callback();
    };
    try {
      watcher = watch(path, notice);
      watcher.on('error', close);
      watched = identity;
    } catch {
      // No watch to be had.
      return;
    }
    // It may have been made in between.
    if (next !== undefined) renew();
  };
  renew();
  return { renew, close };
}

interface Place {
  readonly path: string;
  readonly identity: string;
  /** What is waited for there; undefined in the directory itself. */
  readonly next?: string;
}

function nearest(directory: string): Place | undefined {
  for (let path = directory, next: string | undefined; ; next = basename(path), path = dirname(path)) {
    const found = inodeOf(path);
    if (found !== undefined)
      return { path, identity: `${found} ${path}`, ...(next !== undefined && { next }) };
    if (dirname(path) === path) return undefined;
  }
}

function inodeOf(path: string): number | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isDirectory() ? found.ino : undefined;
  } catch {
    return undefined;
  }
}
