import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A directory by what stays when it is renamed. */
export interface DirectoryIdentity {
  readonly dev: number;
  readonly ino: number;
}

/** Undefined when there is no such directory. */
export function directoryIdentity(path: string): DirectoryIdentity | undefined {
  try {
    const found = statSync(path);
    return found.isDirectory() ? { dev: found.dev, ino: found.ino } : undefined;
  } catch {
    return undefined;
  }
}

export function isSameDirectory(a: DirectoryIdentity | undefined, b: DirectoryIdentity | undefined): boolean {
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** How many directories are looked at. */
const mostLooks = 3000;

/**
 * Where a directory has gone that is no longer at `path`: among those beside it, those one level up and below, and
 * `others`. Undefined when it is at none of these places.
 */
export function movedTo(
  path: string,
  identity: DirectoryIdentity,
  others: readonly string[],
): string | undefined {
  const near = [dirname(path), dirname(dirname(path))].flatMap(directory => namesIn(directory));
  const below = namesIn(dirname(path)).flatMap(directory => namesIn(directory));
  return [...new Set([...near, ...others, ...below])]
    .slice(0, mostLooks)
    .find(candidate => candidate !== path && isSameDirectory(directoryIdentity(candidate), identity));
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => join(directory, entry.name));
  } catch {
    return [];
  }
}
