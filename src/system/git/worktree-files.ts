import { appendFileSync, cpSync, existsSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readText } from '../files/read-file.ts';
import { reasonOf } from '../files/reason.ts';
import { askGit } from './git.ts';

interface Sides {
  /** Top of the worktree that has the files. */
  readonly from: string;
  /** Top of the one that gets them. */
  readonly to: string;
}

/**
 * Copies files that git ignores: paths from the top of the repository, or patterns as git's `:(glob)` has them, at any
 * depth when there is no slash in them. What is there already stays; directories that are ignored as a whole are
 * searched only when they are named. Rejects with a sentence.
 */
export async function copyIgnored({ from, to }: Sides, patterns: readonly string[]): Promise<void> {
  if (patterns.length === 0) return;
  const named = patterns.filter(pattern => existsSync(join(from, pattern)));
  const globs = patterns.filter(pattern => /[*?[]/.test(pattern) || !pattern.includes('/'));
  const found = new Set([
    ...(await ignored(
      from,
      named.map(path => `:(literal)${path.replace(/\/+$/, '')}`),
    )),
    ...(await ignored(
      from,
      globs.map(glob => `:(glob)${glob.includes('/') ? glob : `**/${glob}`}`),
    )),
  ]);
  for (const path of found) copy({ from, to }, path);
}

/** Links what is ignored and there, so that a large directory is shared; returns the paths that were linked. */
export function linkIgnored({ from, to }: Sides, paths: readonly string[]): readonly string[] {
  return paths
    .map(path => path.replace(/\/+$/, ''))
    .filter(path => existsSync(join(from, path)) && !isThere(join(to, path)))
    .filter(path => {
      try {
        mkdirSync(dirname(join(to, path)), { recursive: true });
        symlinkSync(join(from, path), join(to, path));
        return true;
      } catch (error) {
        throw new Error(`worktree.link: ${path} could not be linked: ${reasonOf(error)}.`, { cause: error });
      }
    });
}

/** Adds lines to `info/exclude`, the list of ignored files that is nobody's but this clone's; each only once. */
export function excludeFromStatus(common: string, lines: readonly string[]): void {
  const file = join(common, 'info', 'exclude');
  const text = readText(file) ?? '';
  const missing = lines.filter(line => !text.split('\n').includes(line));
  if (missing.length === 0) return;
  mkdirSync(dirname(file), { recursive: true });
  const start = text === '' || text.endsWith('\n') ? '' : '\n';
  // Not replaced: it keeps its owner and its mode in a shared clone.
  appendFileSync(file, `${start}${missing.join('\n')}\n`);
}

/** Of the paths, those that `git status` would show as untracked. */
export async function untracked(top: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const specs = paths.map(path => `:(literal)${path}`);
  const text = await askGit(top, ['ls-files', '-o', '--exclude-standard', '-z', '--', ...specs]);
  return text.split('\0').filter(Boolean);
}

/** Files, and directories that are named; a directory that git only passes by ends with a slash. */
async function ignored(top: string, specs: readonly string[]): Promise<readonly string[]> {
  if (specs.length === 0) return [];
  const words = ['ls-files', '-o', '-i', '--exclude-standard', '--directory', '-z', '--', ...specs];
  const paths = (await askGit(top, words)).split('\0').filter(Boolean);
  const named = new Set(specs.map(spec => spec.replace(/^:\(literal\)/, '')));
  return paths
    .filter(path => !path.startsWith('.agents/') && (!path.endsWith('/') || named.has(path.slice(0, -1))))
    .map(path => path.replace(/\/$/, ''));
}

function copy({ from, to }: Sides, path: string): void {
  if (isThere(join(to, path))) return;
  try {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(from, path), join(to, path), { recursive: true, verbatimSymlinks: true, force: false });
  } catch (error) {
    throw new Error(`worktree.copy: ${path} could not be copied: ${reasonOf(error)}.`, { cause: error });
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
