import { existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { askGit, git } from '../git.ts';
import { findGitPlace } from '../git-place.ts';
import { gitSaid } from '../git-said.ts';
import { ownFilters } from '../work/unsure-files.ts';
import { gitWithoutFailing, withoutFilters } from './failing-filters.ts';

/** A worktree that is to be made. Paths are absolute. */
export interface NewWorktree {
  readonly path: string;
  readonly repository: string;
  readonly branch: string;
  /** Commit that the branch begins at. */
  readonly base: string;
}

/** A large repository takes its time to be checked out. */
const checkoutMs = 5 * 60_000;
/** A hook that waits for something must not keep the session from starting. */
const hookMs = 60_000;

/**
 * Makes a worktree without files; call it under the repository's lock. Returns its branch: where a branch has its name
 * or that of a part of it (`agents`), git cannot make `agents/fix`, and it is `agents-fix`. Rejects with what git said, and then
 * nothing is left of it.
 */
export async function addWorktree(wanted: NewWorktree): Promise<string> {
  const { branch, repository } = wanted;
  const said = await tryToAdd(wanted);
  if (said === undefined) return branch;
  const flat = branch.replaceAll('/', '-');
  if (flat === branch || !(await isInTheWay(repository, branch))) throw new Error(said);
  const saidThen = await tryToAdd({ ...wanted, branch: flat });
  if (saidThen !== undefined) throw new Error(saidThen);
  return flat;
}

/** What git said when it could not. */
async function tryToAdd(wanted: NewWorktree): Promise<string | undefined> {
  const { path, repository, branch, base } = wanted;
  const known = await askGit(repository, ['rev-parse', '--verify', '-q', `refs/heads/${branch}`]);
  if (known !== '') return `a branch named '${branch}' exists already`;
  // Nothing is taken back then: it may be the work of an agent that removed its `.git`.
  if (existsSync(path) && readdirSync(path).length > 0) return `something else is in ${path}`;
  const words = ['worktree', 'add', '--quiet', '--no-checkout', '--no-track', '-b', branch, '--', path, base];
  const options = { mode: 'in-place', mayFail: true, timeoutMs: 60_000 } as const;
  const { exitCode, stderr } = await git(repository, words, options);
  if (exitCode === 0) return undefined;
  await takeBack(wanted);
  return gitSaid(stderr) || `exit code ${exitCode}`;
}

/** Whether there is a branch that is a part of this name, or of which this name is a part. */
async function isInTheWay(repository: string, branch: string): Promise<boolean> {
  const parts = branch.split('/');
  const above = parts.slice(1).map((_, index) => `refs/heads/${parts.slice(0, index + 1).join('/')}`);
  const found = await askGit(repository, [
    'for-each-ref',
    '--count=1',
    '--format=x',
    ...above,
    `refs/heads/${branch}/`,
  ]);
  return found !== '';
}

/**
 * Makes a worktree without files and on no branch, also where git still knows one there that is gone; call it under the
 * repository's lock. Rejects with what git said.
 */
export async function addDetached(repository: string, path: string, commit: string): Promise<void> {
  const words = ['worktree', 'add', '--force', '--force', '--quiet', '--no-checkout', '--detach', '--'];
  const options = { mode: 'in-place', mayFail: true, timeoutMs: 60_000 } as const;
  const { exitCode, stderr } = await git(repository, [...words, path, commit], options);
  if (exitCode !== 0) throw new Error(gitSaid(stderr) || `exit code ${exitCode}`);
}

/**
 * Writes the files of a worktree, with the filters and then the post-checkout hook of the person's repository, as git
 * itself does; those of the commit `saved` in place of the last one's, as uncommitted changes. Returns what went wrong
 * although all files are there; rejects with what git said when they are not. Whatever is in its place is overwritten.
 */
export async function checkOut(top: string, saved?: string): Promise<string | undefined> {
  const off = new Set<string>();
  const said = [await writeFiles(top, ['checkout', '--force', '--quiet'], off)];
  if (saved !== undefined)
    said.push(await writeFiles(top, ['restore', `--source=${saved}`, '--worktree', '--', '.'], off));
  // A filter whose program is missing leaves its files as they are stored.
  const names = [...off].join(', ');
  const filters = names && `files of the filter ${names} are as git stores them: its program failed`;
  const hook = await runHook(top, off);
  if ((await ownFilters(top)).size > 0) await rememberTimes(top, off);
  return [filters || said.find(Boolean), hook].filter(Boolean).join('; ') || undefined;
}

async function writeFiles(
  top: string,
  words: readonly string[],
  off: Set<string>,
): Promise<string | undefined> {
  const all = ['-c', 'core.hooksPath=/dev/null', ...words];
  const { exitCode, stderr } = await gitWithoutFailing(top, all, { off, timeoutMs: checkoutMs });
  if (exitCode !== 0) throw new Error(gitSaid(stderr));
  return stderr.trim() === '' ? undefined : `git said: ${gitSaid(stderr)}`;
}

/** As after `git switch`; it stands for itself, so that a failure in it is told apart from one of git. */
async function runHook(top: string, off: Set<string>): Promise<string | undefined> {
  const path = await askGit(top, ['rev-parse', '--git-path', 'hooks/post-checkout'], { mode: 'as-person' });
  if (path === '' || !existsSync(resolve(top, path))) return undefined;
  await refresh(top, off);
  try {
    const options = { mode: 'as-person', mayFail: true, timeoutMs: hookMs } as const;
    const { words, environment } = withoutFilters(off);
    const { exitCode, stderr } = await git(top, [...words, 'checkout', '--quiet'], {
      ...options,
      environment,
    });
    if (exitCode === 0) return undefined;
    return `the post-checkout hook failed: ${gitSaid(stderr) || `exit code ${exitCode}`}`;
  } catch {
    return `the post-checkout hook took longer than ${hookMs / 1000} s and was ended`;
  }
}

/**
 * git takes a file for changed, until it has compared it, when its time is that of the index. Only the repository's own
 * filters could compare theirs, and are not run later.
 */
async function rememberTimes(top: string, off: Set<string>): Promise<void> {
  await wait(1050 - (Date.now() % 1000));
  await refresh(top, off);
}

async function refresh(top: string, off: Set<string>): Promise<void> {
  await gitWithoutFailing(top, ['update-index', '-q', '--refresh'], { off, timeoutMs: checkoutMs });
}

/** Takes back one in which nobody has worked, with its branch; call it under the repository's lock. Never rejects. */
export async function takeBack({ path, repository, branch, base }: NewWorktree): Promise<void> {
  await removeMade(repository, path);
  await askGit(repository, ['update-ref', '-d', `refs/heads/${branch}`, base]).catch(() => {});
}

/** The same for one on no branch. */
export async function removeMade(repository: string, path: string): Promise<void> {
  try {
    const isKnown = existsSync(path) && findGitPlace(path)?.top === path;
    const words = ['worktree', 'remove', '--force', '--force', '--', path];
    if (isKnown) await git(repository, words, { mode: 'in-place', mayFail: true });
    rmSync(path, { recursive: true, force: true });
    await git(repository, ['worktree', 'prune'], { mode: 'in-place', mayFail: true });
  } catch {
    // What is left is found by deleting the session.
  }
}
