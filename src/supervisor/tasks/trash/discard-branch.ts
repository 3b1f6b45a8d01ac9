import { basename } from 'node:path';
import { askGit, git } from '../../../system/git/git.ts';
import { type Around, isAncestor, isMerged } from '../../../system/git/work/merged-work.ts';

/** The branch that was made for a session. */
interface OwnBranch {
  readonly repository: string;
  /** As it was recorded when the worktree was made; its name ends with that of the worktree's directory. */
  readonly branch: string;
  readonly worktree: string;
  /** Commit that it began at. */
  readonly base: string | undefined;
  readonly around: Around;
}

/**
 * Deletes the branch of a session that is gone for good, when no work goes with it: it has no commits of its own,
 * another branch has them, too, or all that is in them was merged. Call it under the repository's lock. Returns why it
 * stays, as a sentence; undefined when it is gone or someone uses it.
 */
export async function discardBranch({
  repository,
  branch,
  worktree,
  base,
  around,
}: OwnBranch): Promise<string | undefined> {
  if (!branch.endsWith(basename(worktree))) return undefined;
  const ref = `refs/heads/${branch}`;
  const tip = await askGit(repository, ['rev-parse', '--verify', '-q', ref]);
  const worktrees = await askGit(repository, ['worktree', 'list', '--porcelain'], { mode: 'in-place' });
  if (tip === '' || worktrees.split('\n').includes(`branch ${ref}`)) return undefined;
  if (base === undefined || !(await isOfOurMaking(repository, ref, base))) return undefined;
  const others = (await branchesWith(repository, tip)).filter(
    other => other !== ref && !(other.startsWith('refs/remotes/') && other.endsWith(`/${branch}`)),
  );
  const isEmpty = await isAncestor(repository, tip, base);
  const isKnown = others.length > 0 || isEmpty;
  if (isKnown || (await isMerged(repository, { commit: tip, branch, ...around }))) {
    // Refused by git itself when someone has just checked it out.
    await git(repository, ['branch', '--quiet', '-D', '--', branch], { mayFail: true });
    return undefined;
  }
  const count = await askGit(repository, ['rev-list', '--count', tip, '--not', base]);
  const commits = count === '1' ? '1 commit is' : `${count || 'its'} commits are`;
  return `The branch ${branch} of ${repository} stays: ${commits} on no other branch.`;
}

/** False when its log tells that someone made it again, or made it at all; git forgets that after 90 days. */
async function isOfOurMaking(repository: string, ref: string, base: string): Promise<boolean> {
  const log = await askGit(repository, ['reflog', 'show', '--format=%gs', ref, '--']);
  const oldest = log.split('\n').at(-1) ?? '';
  return !oldest.startsWith('branch: Created from ') || oldest === `branch: Created from ${base}`;
}

async function branchesWith(repository: string, commit: string): Promise<readonly string[]> {
  const words = ['for-each-ref', `--contains=${commit}`, '--format=%(refname)', 'refs/heads', 'refs/remotes'];
  return (await askGit(repository, words)).split('\n').filter(Boolean);
}
