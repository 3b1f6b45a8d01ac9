import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeOwn } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { type Holder, isAlive, ownHolder, readHolder } from '../../processes/lock-file.ts';

/** Lets the supervisor know of this view until the returned function is called; never throws. */
export function registerView(paths: Paths): () => void {
  const file = join(directoryOf(paths), `${process.pid}.json`);
  try {
    mkdirSync(directoryOf(paths), { recursive: true, mode: 0o700 });
    writeFileAtomic(file, JSON.stringify(ownHolder()), { durable: false });
  } catch {
    // On a full disk the supervisor may leave early; the view starts it again.
  }
  return () => {
    removeOwn(paths.home, file);
  };
}

/** Whether any view is open; what killed ones have left is taken away. */
export function hasOpenView(paths: Paths): boolean {
  const files = namesIn(directoryOf(paths)).map(name => join(directoryOf(paths), name));
  return files.filter(file => isOpen(paths, file)).length > 0;
}

function isOpen(paths: Paths, file: string): boolean {
  const holder = holderIn(file);
  if (holder && isAlive(holder)) return true;
  removeOwn(paths.home, file);
  return false;
}

function holderIn(file: string): Holder | undefined {
  try {
    return readHolder(file);
  } catch {
    return undefined;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter(name => /^\d+\.json$/.test(name));
  } catch {
    return [];
  }
}

function directoryOf(paths: Paths): string {
  return join(paths.daemon, 'views');
}
