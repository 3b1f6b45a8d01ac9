import { existsSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { findGitPlace } from './find-repository.ts';
import { askGit, git } from './git.ts';
import { gitSaid } from './git-said.ts';
import { ownFilters } from './unsure-files.ts';

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
 * Writes the files of a worktree, with the filters and then the post-checkout hook of the person's repository, as git
 * itself does. Returns what went wrong although all files are there; rejects with what git said when they are not.
 */
export async function checkOut(top: string): Promise<string | undefined> {
  const troubles = [await writeFiles(top), await runHook(top)];
  if ((await ownFilters(top)).size > 0) await rememberTimes(top);
  return troubles.filter(Boolean).join('; ') || undefined;
}

/** A filter whose program is missing leaves its files as they are stored. */
async function writeFiles(top: string): Promise<string | undefined> {
  const off = new Set<string>();
  for (;;) {
    const without = [...off].flatMap(withoutFilter);
    const words = [...without, '-c', 'core.hooksPath=/dev/null', 'checkout', '--force', '--quiet'];
    const options = { mode: 'as-person', mayFail: true, timeoutMs: checkoutMs } as const;
    const { exitCode, stderr } = await git(top, words, options);
    if (exitCode === 0) return toldFilters(off, stderr);
    const failed = /smudge filter (\S+) failed/.exec(stderr)?.[1];
    if (failed === undefined || off.has(failed)) throw new Error(gitSaid(stderr));
    off.add(failed);
  }
}

function withoutFilter(name: string): readonly string[] {
  const set = (key: string, value: string) => ['-c', `filter.${name}.${key}=${value}`];
  return [...set('smudge', ''), ...set('process', ''), ...set('required', 'false')];
}

function toldFilters(off: ReadonlySet<string>, stderr: string): string | undefined {
  if (off.size === 0) return stderr.trim() === '' ? undefined : `git said: ${gitSaid(stderr)}`;
  return `files of the filter ${[...off].join(', ')} are as git stores them: its program failed`;
}

/** As after `git switch`; it stands for itself, so that a failure in it is told apart from one of git. */
async function runHook(top: string): Promise<string | undefined> {
  try {
    const options = { mode: 'as-person', mayFail: true, timeoutMs: hookMs } as const;
    const { exitCode, stderr } = await git(top, ['checkout', '--quiet'], options);
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
async function rememberTimes(top: string): Promise<void> {
  await wait(1050 - (Date.now() % 1000));
  await git(top, ['update-index', '-q', '--refresh'], {
    mode: 'as-person',
    mayFail: true,
    timeoutMs: checkoutMs,
  });
}

/** Takes back one in which nobody has worked, with its branch; call it under the repository's lock. Never rejects. */
export async function takeBack({ path, repository, branch, base }: NewWorktree): Promise<void> {
  try {
    const isKnown = existsSync(path) && findGitPlace(path)?.top === path;
    const words = ['worktree', 'remove', '--force', '--force', '--', path];
    if (isKnown) await git(repository, words, { mode: 'in-place', mayFail: true });
    rmSync(path, { recursive: true, force: true });
    await git(repository, ['worktree', 'prune'], { mode: 'in-place', mayFail: true });
    await git(repository, ['update-ref', '-d', `refs/heads/${branch}`, base], { mayFail: true });
  } catch {
    // What is left is found by deleting the session.
  }
}
