import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readText } from '../files/read-file.ts';
import { askGitAtOnce } from './git.ts';
import { findGitPlace, type Repository } from './git-place.ts';

export type RepositoryReading = Repository | 'none' | 'bare' | 'submodule';

/**
 * The repository that a directory lies in, from its files alone: git itself would cost a keypress 5 ms. Follows
 * https://git-scm.com/docs/gitrepository-layout.
 */
export function findRepository(directory: string): RepositoryReading {
  const place = findGitPlace(directory);
  if (!place) return 'none';
  const { top, gitDirectory, common, isLinked } = place;
  if (top === undefined) return 'bare';
  if (!isLinked && gitDirectory !== join(top, '.git') && gitDirectory.includes('/modules/'))
    return 'submodule';
  const main = !isLinked ? top : basename(common) === '.git' ? dirname(common) : undefined;
  return { top, gitDirectory, common, isLinked, main };
}

/** The commit that is checked out; undefined when there is none yet. */
export function headCommit({ top, gitDirectory, common }: Repository): string | undefined {
  const head = readText(join(gitDirectory, 'HEAD'))?.trim() ?? '';
  if (isCommit(head)) return head;
  const branch = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  const loose = branch === undefined ? undefined : readText(join(common, branch))?.trim();
  if (loose !== undefined && isCommit(loose)) return loose;
  if (branch === undefined || loose !== undefined || usesOtherRefs(common))
    return askGitAtOnce(top, ['rev-parse', '--verify', '-q', 'HEAD^{commit}']);
  const packed = packedRefs(common);
  if (packed === undefined) return askGitAtOnce(top, ['rev-parse', '--verify', '-q', 'HEAD^{commit}']);
  return packed
    .split('\n')
    .find(line => line.endsWith(` ${branch}`))
    ?.split(' ', 1)[0];
}

/** Whether a branch of that name is taken, or is a directory of branches; undefined where the files do not tell. */
export function hasBranch(common: string, branch: string): boolean | undefined {
  if (usesOtherRefs(common)) return undefined;
  if (existsSync(join(common, 'refs', 'heads', branch))) return true;
  const packed = packedRefs(common);
  return packed === undefined
    ? undefined
    : isPacked(packed, branch) || packed.includes(` refs/heads/${branch}/`);
}

/** Whether there is exactly this branch; where the files do not tell, git finds out when it is to make another. */
export function isBranch(common: string, branch: string): boolean {
  const found = statSync(join(common, 'refs', 'heads', branch), { throwIfNoEntry: false });
  return found?.isFile() === true || isPacked(packedRefs(common) ?? '', branch);
}

/** Also in other letters: where the disk does not tell them apart, git does not either. */
function isPacked(packed: string, branch: string): boolean {
  return packed.toLowerCase().includes(` refs/heads/${branch.toLowerCase()}\n`);
}

/** Refs are not files there: https://git-scm.com/docs/reftable */
function usesOtherRefs(common: string): boolean {
  return existsSync(join(common, 'reftable'));
}

/** Of a repository with tens of thousands of refs it is megabytes. */
const mostPackedBytes = 2_000_000;

function packedRefs(common: string): string | undefined {
  const path = join(common, 'packed-refs');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size > mostPackedBytes ? undefined : (readText(path, mostPackedBytes) ?? '');
}

function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
