import type { Diff } from '../../core/worktree/diff.ts';

/** The diff that has the whole screen. */
export interface DiffView {
  /** Session whose work it is. */
  readonly id: string;
  readonly name: string;
  /** Undefined while it is being read. */
  readonly diff: Diff | undefined;
  /** First line shown. */
  readonly top: number;
  /** Cells that are scrolled off on the left. */
  readonly left: number;
}
