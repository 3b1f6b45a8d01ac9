import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Work } from '../../../core/worktree/worktree.ts';
import { askGit, git } from '../git.ts';
import { checkedOut, submodulesOf } from '../submodules.ts';
import { type Around, isMerged } from './merged-work.ts';
import { unsureFiles } from './unsure-files.ts';

/**
 * What was done in a worktree since `base`. Nothing is written there: the index is not even refreshed, since a lock on
 * it makes an agent's own commit fail. Rejects with a sentence when it cannot be read.
 */
export async function readWork(
  directory: string,
  base: string | undefined,
  around: Around = { mergedHeads: [], made: new Set() },
): Promise<Work> {
  const { branch, head, dirty, modified } = await readStatus(directory);
  const [unsure, inside] = await Promise.all([
    unsureFiles(directory, modified).then(({ length }) => length),
    changedSubmodules(directory, modified),
  ]);
  const isMoved = base !== undefined && head !== undefined && head !== base;
  const [ahead, unpushed] = isMoved
    ? await Promise.all([
        count(directory, [head, `^${base}`]),
        count(directory, [head, `^${base}`, '--not', '--remotes']),
      ])
    : [0, 0];
  const tip = head !== undefined && unpushed > 0 ? { commit: head, branch, ...around } : undefined;
  const merged = tip && (await isMerged(directory, tip)) ? { merged: true } : {};
  const files = { dirty: dirty - unsure + inside, ...(unsure > 0 && { unsure }) };
  return { version: 1, ...(branch === undefined ? {} : { branch }), ...files, ahead, unpushed, ...merged };
}

async function readStatus(directory: string): Promise<Status> {
  const words = [...statusWords, '--branch', '--no-ahead-behind', '--untracked-files=all'];
  const { stdout } = await git(directory, words, { timeoutMs: 60_000, maxBytes: 50_000_000 });
  return parseStatus(stdout);
}

/** What is not committed in a submodule git would find by another git in there. */
const statusWords = ['status', '--porcelain=v2', '-z', '--ignore-submodules=dirty'];

/** How many submodules are changed inside, besides those that are on another commit. */
async function changedSubmodules(directory: string, known: readonly string[]): Promise<number> {
  if (!existsSync(join(directory, '.gitmodules'))) return 0;
  const paths = checkedOut(directory, await submodulesOf(directory)).filter(path => !known.includes(path));
  const found = await Promise.all(
    paths.map(async path => {
      const { dirty, modified } = await readStatus(join(directory, path));
      return dirty > 0 || (await changedSubmodules(join(directory, path), modified)) > 0;
    }),
  );
  return found.filter(Boolean).length;
}

interface Status {
  readonly branch: string | undefined;
  readonly head: string | undefined;
  readonly dirty: number;
  /** Tracked files whose content is not that of the index, from the top. */
  readonly modified: readonly string[];
}

/** https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
export function parseStatus(text: string): Status {
  const parts = text.split('\0');
  const modified: string[] = [];
  let dirty = 0;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (/^[12u?] /.test(part)) dirty += 1;
    const fields = /^(?:1 .M(?: \S+){6}|2 .M(?: \S+){7}) /.exec(part);
    if (fields) modified.push(part.slice(fields[0].length));
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
    modified,
  };
}

async function count(directory: string, revisions: readonly string[]): Promise<number> {
  return Number(await askGit(directory, ['rev-list', '--count', ...revisions]));
}
