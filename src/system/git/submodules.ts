import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

/** Paths in the index at which another repository lies. */
export async function submodulesOf(top: string): Promise<readonly string[]> {
  const { stdout } = await git(top, ['ls-files', '--stage', '-z'], { maxBytes: 100_000_000 });
  return stdout
    .split('\0')
    .filter(line => line.startsWith('160000 '))
    .map(line => line.slice(line.indexOf('\t') + 1));
}

/** Those that are checked out: `git add` and `git status` would start another git in them. */
export function checkedOut(top: string, paths: readonly string[]): readonly string[] {
  return paths.filter(path => existsSync(join(top, path, '.git')));
}

/** Everything but these, as a pathspec. */
export function allBut(paths: readonly string[]): readonly string[] {
  return ['.', ...paths.map(path => `:(exclude,top,literal)${path}`)];
}
