import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { askGit, git } from '../git.ts';

/**
 * Moves a worktree, ignored files and all, and tells git; call it under the repository's lock. git itself refuses where
 * there are submodules. Rejects with a sentence, also when the place is on another disk, and then nothing has moved.
 */
export async function moveWorktree(repository: string, from: string, to: string): Promise<void> {
  if (existsSync(to)) throw new Error(`${to} exists already.`);
  mkdirSync(dirname(to), { recursive: true });
  const words = ['worktree', 'move', '--force', '--force', '--', from, to];
  const { exitCode } = await git(repository, words, { mode: 'in-place', mayFail: true, timeoutMs: 60_000 });
  if (exitCode === 0) return;
  renameSync(from, to);
  try {
    await git(repository, ['worktree', 'repair', '--', to], { mode: 'in-place', timeoutMs: 60_000 });
  } catch (error) {
    renameSync(to, from);
    throw error;
  }
}

/**
 * Takes a worktree off its branch, which anybody can then check out elsewhere; returns the
 * branch. Files stay as they are.
 */
export async function leaveBranch(top: string): Promise<string | undefined> {
  const ref = await askGit(top, ['symbolic-ref', '-q', 'HEAD']);
  const head = await askGit(top, ['rev-parse', '--verify', '-q', 'HEAD']);
  if (!ref.startsWith('refs/heads/') || head === '') return undefined;
  await git(top, ['update-ref', '--no-deref', '-m', 'agents: to the trash', 'HEAD', head]);
  return ref.slice('refs/heads/'.length);
}

/** Puts it back on its branch, unless that has moved on or is checked out elsewhere; returns whether it could. */
export async function takeBranch(top: string, branch: string): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const [head, tip, list] = await Promise.all([
    askGit(top, ['rev-parse', '--verify', '-q', 'HEAD']),
    askGit(top, ['rev-parse', '--verify', '-q', ref]),
    askGit(top, ['worktree', 'list', '--porcelain'], { mode: 'in-place' }),
  ]);
  if (head === '' || head !== tip || list.split('\n').includes(`branch ${ref}`)) return false;
  await git(top, ['symbolic-ref', '-m', 'agents: restored', 'HEAD', ref]);
  return true;
}
