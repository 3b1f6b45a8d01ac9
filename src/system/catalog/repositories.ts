import { basename, join, relative } from 'node:path';
import type { Repository } from '../../core/catalog/catalog.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { entriesOf } from './find-files.ts';

const deepest = 3;
/** A home directory is searched in part rather than for seconds. */
const mostDirectories = 3000;
const mostRepositories = 300;

/** Git repositories below a directory, nearest first; not those inside of others, hidden ones or dependencies. */
export async function findRepositories(root: string): Promise<readonly Repository[]> {
  const found: string[] = [];
  let level: readonly string[] = [root];
  let left = mostDirectories;
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const directory of level) {
      if (left-- <= 0 || found.length >= mostRepositories) return named(root, found);
      const entries = await entriesOf(directory);
      if (directory !== root && entries.some(({ name }) => name === '.git')) found.push(directory);
      else if (depth < deepest)
        next.push(...entries.filter(isSearched).map(({ name }) => join(directory, name)));
    }
    level = next.sort();
  }
  return named(root, found);
}

function isSearched(entry: { readonly name: string; readonly isDirectory: () => boolean }): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules';
}

/** By their last name, where only one has it. What cannot be shown as it is cannot be typed. */
function named(root: string, paths: readonly string[]): readonly Repository[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(basename(path), (counts.get(basename(path)) ?? 0) + 1);
  return paths
    .map(path => ({ path, name: counts.get(basename(path)) === 1 ? basename(path) : relative(root, path) }))
    .filter(({ name }) => safeText(name) === name && !name.includes('"'));
}
