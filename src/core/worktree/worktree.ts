import {
  absolutePath,
  boolean,
  commit,
  count,
  optional,
  record,
  type Typed,
  text,
  versionOne,
} from '../schema.ts';

/** The git worktree in which one session works. Made by `agents`, recorded at dispatch. Paths are absolute. */
export type Worktree = Typed<typeof worktreeSchema>;
export const worktreeSchema = record({
  /** Its top directory; the session's own directory is this or one below it. */
  path: absolutePath,
  /** The directory that was asked for. */
  from: absolutePath,
  /** Top directory of the repository's main worktree; undefined when a command of the person made the place. */
  repository: optional(absolutePath),
  branch: optional(text),
  /** Commit that the branch began at. */
  base: optional(commit),
  /** What went wrong when it was made, although it is whole. */
  trouble: optional(text),
});

/** What a session has done in its worktree, as last read; `jobs/<id>/work.json`. */
export type Work = Typed<typeof workSchema>;
export const workSchema = record({
  version: versionOne,
  /** Undefined: the worktree is on no branch. */
  branch: optional(text),
  /** Files that differ from the last commit, untracked ones included. */
  dirty: count,
  /** Files of which it is not known whether they differ: only a filter that the repository names could tell. */
  unsure: optional(count),
  /** Commits since the worktree was made. */
  ahead: count,
  /** Those of them that no remote has. */
  unpushed: count,
  /** Although no remote has the commits, all that is in them was merged, squashed or not. */
  merged: optional(boolean),
});

/** The branches that were made for these sessions, whatever their names begin with. */
export function madeBranches(
  sessions: readonly { readonly spec: { readonly worktree?: Worktree } }[],
): ReadonlySet<string> {
  return new Set(sessions.flatMap(({ spec }) => spec.worktree?.branch ?? []));
}

/** How many files and commits nobody else has. */
export function unfinishedCount({ dirty, unsure = 0, unpushed, merged }: Work): number {
  return dirty + unsure + (merged ? 0 : unpushed);
}

/** "3 uncommitted files and 2 unpushed commits"; empty when there is neither. */
export function workWords({
  dirty,
  unsure = 0,
  unpushed,
  merged,
}: Pick<Work, 'dirty' | 'unsure' | 'unpushed' | 'merged'>): string {
  const parts = [
    counted(dirty, 'uncommitted file'),
    counted(unsure, 'file', ' that may have changed'),
    counted(merged ? 0 : unpushed, 'unpushed commit'),
  ].filter(Boolean);
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function counted(count: number, word: string, rest = ''): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}${rest}`;
}
