import { appendFileSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { partsInside } from '../../../core/machine/nested-path.ts';
import { readText } from '../../files/read-file.ts';
import { reasonOf } from '../../files/reason.ts';
import { askGit, git } from '../git.ts';
import { copyFiles, type Met, makeLinks } from './copy-inside.ts';
import { endsInside, foundAt, isInside, makeParents } from './inside.ts';

interface Sides {
  /** Top of the worktree that has the files. */
  readonly from: string;
  /** Top of the one that gets them. */
  readonly to: string;
}

/**
 * What came over, and what was left out, also within a directory that came: it leads out of one of both, or is neither a
 * file nor a directory.
 */
export interface Brought {
  readonly paths: readonly string[];
  readonly refused: readonly string[];
}

/**
 * Copies files that git ignores: paths from the top of the repository, or patterns as git's `:(glob)` has them, at any
 * depth when there is no slash in them. What is there already stays; directories that are ignored as a whole are
 * searched only when they are named. Nothing is read or written through a link. Rejects with a sentence.
 */
export async function copyIgnored({ from, to }: Sides, wanted: readonly string[]): Promise<Brought> {
  const patterns = wanted.filter(pattern => !pattern.includes('\0'));
  const isGlob = (pattern: string) => /[*?[]/.test(pattern) || !pattern.includes('/');
  const named = patterns.map(withoutSlash).filter(pattern => isThere(join(from, pattern)));
  const [safe, refused] = divided(named, path => endsInside(from, path));
  const found = new Set([
    ...(await ignored(from, safe.map(literal))),
    ...(await areIgnored(from, safe)),
    ...(await ignored(
      from,
      patterns.filter(isGlob).map(glob => `:(glob)${glob.includes('/') ? glob : `**/${glob}`}`),
    )),
  ]);
  const [inside, outside] = divided([...found], path => endsInside(from, path) && mayMake(to, path));
  const met: Met = { links: new Map(), special: [] };
  for (const path of inside) copy({ from, to }, path, met);
  const leftOut = [...makeLinks(to, met.links), ...met.special];
  return { paths: inside, refused: [...new Set([...refused, ...outside, ...leftOut])] };
}

/** Links what is ignored and there, so that a large directory is shared. Links are made nowhere but in the new worktree. */
export async function linkIgnored({ from, to }: Sides, wanted: readonly string[]): Promise<Brought> {
  const there = wanted.map(withoutSlash).filter(path => isThere(join(from, path)));
  const [safe, refused] = divided(there, path => endsInside(from, path) && mayMake(to, path));
  const known = new Set(await areIgnored(from, safe));
  const [own, tracked] = divided(safe, path => known.has(path));
  const paths = own.filter(path => link({ from, to }, path));
  return { paths, refused: [...refused, ...tracked] };
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

/** The line of a list of ignored files that means this path and no other: https://git-scm.com/docs/gitignore. */
export function excludePattern(path: string): string {
  return `/${path.replace(/[\\*?[]/g, '\\$&').replace(/ +$/, blanks => '\\ '.repeat(blanks.length))}`;
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
    .map(withoutSlash);
}

/** Of the paths, those that git ignores, also in a directory that it ignores as a whole. */
async function areIgnored(top: string, paths: readonly string[]): Promise<readonly string[]> {
  const isIgnored = async (path: string) =>
    (await git(top, ['check-ignore', '-q', '--', path], { mayFail: true })).exitCode === 0;
  const found = await Promise.all(paths.map(isIgnored));
  return paths.filter((_, index) => found[index]);
}

function literal(path: string): string {
  return `:(literal)${withoutSlash(path)}`;
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

function divided(paths: readonly string[], isWanted: (path: string) => boolean): [string[], string[]] {
  return [paths.filter(isWanted), paths.filter(path => !isWanted(path))];
}

/** Whether the way to a path in the new worktree is free of links, as far as it is there. */
function mayMake(to: string, path: string): boolean {
  const parts = partsInside(path);
  // Worktrees and trash lie there.
  if (!parts || parts[0]?.toLowerCase() === '.agents') return false;
  const above = parts.slice(0, -1).map((_, index) => join(to, ...parts.slice(0, index + 1)));
  return above.every(directory => foundAt(directory)?.isDirectory() ?? true);
}

function copy({ from, to }: Sides, path: string, met: Met): void {
  const target = join(to, path);
  if (isThere(target)) return;
  try {
    if (!makeParents(to, path)) return;
    copyFiles({ from, to }, path, met);
  } catch (error) {
    throw new Error(`worktree.copy: ${path} could not be copied: ${reasonOf(error)}.`, { cause: error });
  }
  // Someone put a link into the way meanwhile.
  if (!endsInside(from, path) && isInside(to, path)) rmSync(target, { recursive: true, force: true });
}

function link({ from, to }: Sides, path: string): boolean {
  const target = join(to, path);
  if (isThere(target)) return false;
  try {
    if (!makeParents(to, path)) return false;
    symlinkSync(join(from, path), target);
    return true;
  } catch (error) {
    throw new Error(`worktree.link: ${path} could not be linked: ${reasonOf(error)}.`, { cause: error });
  }
}

function isThere(path: string): boolean {
  return !path.includes('\0') && foundAt(path) !== undefined;
}
