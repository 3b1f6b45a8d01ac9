import type { RunOptions } from '../run/run.ts';

/**
 * What of the repository's own configuration counts; an agent can write all of it.
 * `isolated`: nothing that could name a program. Also where an agent put another `.git`.
 * `in-place`: all of it. For the commands that move worktrees and read the configuration, which run nothing.
 * `as-person`: all of it, hooks and filters too, as when the person calls git.
 */
export type GitMode = 'isolated' | 'in-place' | 'as-person';
export interface GitOptions extends RunOptions {
  /** Default `isolated`. */
  readonly mode?: GitMode;
}
