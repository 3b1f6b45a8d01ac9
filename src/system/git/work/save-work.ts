import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomHex } from '../../files/random-hex.ts';
import { askGit, git } from '../git.ts';
import { allBut, checkedOut, submodulesOf } from '../submodules.ts';

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
 * that no clean-up of git takes it. The worktree, its index and its branch stay as they are. Rejects with a sentence.
 */
export async function saveWork(place: Place, ref: string): Promise<void> {
  const { top } = place;
  const head = await askGit(top, ['rev-parse', '--verify', '-q', 'HEAD']);
  const tree = await treeOf(place);
  const parent = head ? ['-p', head] : [];
  const words = ['commit-tree', tree, ...parent, '-m', 'Work of a deleted session, kept by agents'];
  const isSame = head !== '' && (await askGit(top, ['rev-parse', `${head}^{tree}`])) === tree;
  const commit = isSame ? head : (await git(top, words, { environment: author })).stdout;
  await git(top, ['update-ref', ref, commit]);
}

/** Whether the files of a worktree are those that `ref` keeps; undefined when there is no such ref. Never rejects. */
export async function isAsSaved(place: Place, ref: string): Promise<boolean | undefined> {
  const saved = await askGit(place.top, ['rev-parse', '--verify', '-q', `${ref}^{tree}`]).catch(() => '');
  if (saved === '') return undefined;
  return (await treeOf(place).catch(() => '')) === saved;
}

/** The git tree of all its files, made with an index of its own. */
async function treeOf({ top, gitDirectory }: Place): Promise<string> {
  const index = join(gitDirectory, `agents-index-${randomHex(4)}`);
  const environment = { GIT_INDEX_FILE: index };
  try {
    if (existsSync(join(gitDirectory, 'index'))) copyFileSync(join(gitDirectory, 'index'), index);
    // What cannot be read is left out: the directory itself is kept, too.
    const submodules = checkedOut(top, await submodulesOf(top));
    const options = { environment, timeoutMs: 120_000, mayFail: true };
    await git(top, ['add', '--all', '--ignore-errors', '--', ...allBut(submodules)], options);
    if (submodules.length > 0) await git(top, ['update-index', '--', ...submodules], options);
    return (await git(top, ['write-tree'], { environment })).stdout;
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
