/** The git worktree in which one session works. Made by `agents`, recorded at dispatch. Paths are absolute. */
export interface Worktree {
  /** Its top directory; the session's own directory is this or one below it. */
  readonly path: string;
  /** The directory that was asked for. */
  readonly from: string;
  /** Top directory of the repository's main worktree; undefined when a command of the person made the place. */
  readonly repository?: string;
  readonly branch?: string;
  /** Commit that the branch began at. */
  readonly base?: string;
  /** What went wrong when it was made, although it is whole. */
  readonly trouble?: string;
}

/** The branches that were made for these sessions, whatever their names begin with. */
export function madeBranches(
  sessions: readonly { readonly spec: { readonly worktree?: Worktree } }[],
): ReadonlySet<string> {
  return new Set(sessions.flatMap(({ spec }) => spec.worktree?.branch ?? []));
}

/** What a session has done in its worktree, as last read; `jobs/<id>/work.json`. */
export interface Work {
  readonly version: 1;
  /** Undefined: the worktree is on no branch. */
  readonly branch?: string;
  /** Files that differ from the last commit, untracked ones included. */
  readonly dirty: number;
  /** Files of which it is not known whether they differ: only a filter that the repository names could tell. */
  readonly unsure?: number;
  /** Commits since the worktree was made. */
  readonly ahead: number;
  /** Those of them that no remote has. */
  readonly unpushed: number;
  /** Although no remote has the commits, all that is in them was merged, squashed or not. */
  readonly merged?: boolean;
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
