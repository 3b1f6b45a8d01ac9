import type { Work } from '../../core/sessions/worktree.ts';
import { askGit, git } from './git.ts';
import { isMerged } from './merged-work.ts';

/**
 * What was done in a worktree since `base`. Nothing is written there: the index is not even refreshed, since a lock on
 * it makes an agent's own commit fail. `mergedHeads` are the last commits of its pull requests that are merged. Rejects
 * with a sentence when it cannot be read.
 */
export async function readWork(
  directory: string,
  base: string | undefined,
  mergedHeads: readonly string[] = [],
): Promise<Work> {
  const words = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all'];
  const { stdout } = await git(directory, words, { timeoutMs: 60_000, maxBytes: 50_000_000 });
  const { branch, head, dirty } = parseStatus(stdout);
  const isMoved = base !== undefined && head !== undefined && head !== base;
  const [ahead, unpushed] = isMoved
    ? await Promise.all([
        count(directory, [head, `^${base}`]),
        count(directory, [head, `^${base}`, '--not', '--remotes']),
      ])
    : [0, 0];
  const tip = head !== undefined && unpushed > 0 ? { commit: head, branch, mergedHeads } : undefined;
  const merged = tip && (await isMerged(directory, tip)) ? { merged: true } : {};
  return { version: 1, ...(branch === undefined ? {} : { branch }), dirty, ahead, unpushed, ...merged };
}

interface Status {
  readonly branch: string | undefined;
  readonly head: string | undefined;
  readonly dirty: number;
}

/** https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
export function parseStatus(text: string): Status {
  const parts = text.split('\0');
  let dirty = 0;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (/^[12u?] /.test(part)) dirty += 1;
    // The old name of a renamed file follows as a part of its own.
    if (part.startsWith('2 ')) at += 1;
  }
  const header = (name: string) =>
    parts.find(part => part.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
  const [branch, head] = [header('head'), header('oid')];
  return {
    branch: branch === '(detached)' ? undefined : branch,
    head: head === '(initial)' ? undefined : head,
    dirty,
  };
}

async function count(directory: string, revisions: readonly string[]): Promise<number> {
  return Number(await askGit(directory, ['rev-list', '--count', ...revisions]));
}
