import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomHex } from '../files/random-hex.ts';
import { askGit, git } from './git.ts';
import { allBut, checkedOut, submodulesOf } from './submodules.ts';

/** Where the work of a deleted session is kept. */
export function trashRef(id: string): string {
  return `refs/agents/trash/${id}`;
}

interface Place {
  readonly top: string;
  readonly gitDirectory: string;
}

/**
 * Keeps all that git would keep of a worktree, uncommitted and untracked files included, as a commit under `ref`, so
 * that no clean-up of git takes it. The worktree, its index and its branch stay as they are: it is done with an index
 * of its own. Rejects with a sentence.
 */
export async function saveWork({ top, gitDirectory }: Place, ref: string): Promise<void> {
  const index = join(gitDirectory, `agents-index-${randomHex(4)}`);
  const environment = { ...author, GIT_INDEX_FILE: index };
  try {
    if (existsSync(join(gitDirectory, 'index'))) copyFileSync(join(gitDirectory, 'index'), index);
    const head = await askGit(top, ['rev-parse', '--verify', '-q', 'HEAD']);
    // What cannot be read is left out: the directory itself is kept, too.
    const submodules = checkedOut(top, await submodulesOf(top));
    const options = { environment, timeoutMs: 120_000, mayFail: true };
    await git(top, ['add', '--all', '--ignore-errors', '--', ...allBut(submodules)], options);
    if (submodules.length > 0) await git(top, ['update-index', '--', ...submodules], options);
    const tree = await git(top, ['write-tree'], { environment });
    const parent = head ? ['-p', head] : [];
    const words = ['commit-tree', tree.stdout, ...parent, '-m', 'Work of a deleted session, kept by agents'];
    const isSame = head !== '' && (await askGit(top, ['rev-parse', `${head}^{tree}`])) === tree.stdout;
    const commit = isSame ? head : (await git(top, words, { environment })).stdout;
    await git(top, ['update-ref', ref, commit]);
  } finally {
    rmSync(index, { force: true });
    rmSync(`${index}.lock`, { force: true });
  }
}

/** The person may have no name in git yet, and did not make this commit. */
const author = {
  GIT_AUTHOR_NAME: 'agents',
  GIT_AUTHOR_EMAIL: 'agents@localhost',
  GIT_COMMITTER_NAME: 'agents',
  GIT_COMMITTER_EMAIL: 'agents@localhost',
};
