import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../core/errors/user-error.ts';
import { randomHex } from '../../files/random-hex.ts';
import type { RunResult } from '../../run/run.ts';
import { findRepository } from '../find-repository.ts';
import { askGit, git } from '../git.ts';
import { allBut, checkedOut, submodulesOf } from '../submodules.ts';

/** The work of a session: what a directory's worktree holds that `base` does not. */
export interface WorkPlace {
  readonly directory: string;
  /** Commit; undefined: the last one. */
  readonly base: string | undefined;
}

const plain = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--find-renames',
  '--ignore-submodules=dirty',
];

/**
 * Runs `git diff` against the base, with committed, changed, deleted and untracked files. The index of the worktree is
 * neither written nor locked: untracked files are noted in a copy of it, and nothing is added to the repository.
 * `words` are added to git's. Rejects with a sentence.
 */
export async function workDiff(
  { directory, base }: WorkPlace,
  words: readonly string[],
  maxBytes: number,
): Promise<RunResult> {
  return withIndexCopy(directory, async (top, environment) => {
    const from = base ?? (await lastCommit(top));
    return git(top, ['-c', 'core.quotePath=false', 'diff', ...plain, ...words, from, '--'], {
      environment,
      maxBytes,
      mayCut: true,
      timeoutMs: 60_000,
    });
  });
}

/** The same, byte for byte, on our own standard output; with `--binary` `git apply` takes all of it. */
export async function printWorkDiff({ directory, base }: WorkPlace, words: readonly string[]): Promise<void> {
  await withIndexCopy(directory, async (top, environment) => {
    const from = base ?? (await lastCommit(top));
    const args = ['diff', ...plain, ...words, from, '--'];
    await git(top, args, { environment, passOutput: true, timeoutMs: 10 * 60_000 });
  });
}

async function withIndexCopy<T>(
  directory: string,
  use: (top: string, environment: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const place = existsSync(directory) ? findRepository(directory) : undefined;
  if (place === undefined) throw new UserError('no-directory', `${directory} is gone.`);
  if (typeof place === 'string')
    throw new UserError('no-git', `${directory} is not in a worktree of git: there is no diff.`);
  const index = join(place.gitDirectory, `agents-index-${randomHex(4)}`);
  const environment = { GIT_INDEX_FILE: index };
  try {
    if (existsSync(join(place.gitDirectory, 'index'))) copyFileSync(join(place.gitDirectory, 'index'), index);
    const submodules = checkedOut(place.top, await submodulesOf(place.top));
    const words = ['add', '--intent-to-add', '--ignore-errors', '--', ...allBut(submodules)];
    await git(place.top, words, { environment, mayFail: true, timeoutMs: 60_000 });
    return await use(place.top, environment);
  } finally {
    rmSync(index, { force: true });
    rmSync(`${index}.lock`, { force: true });
  }
}

/** The empty tree where there is no commit yet. */
async function lastCommit(top: string): Promise<string> {
  const head = await askGit(top, ['rev-parse', '--verify', '-q', 'HEAD']);
  return head || (await git(top, ['hash-object', '-t', 'tree', '--stdin'])).stdout;
}
