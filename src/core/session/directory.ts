import type { Session } from './session.ts';

/** The directory a session belongs to, for grouping, Alt+1..9, `--cwd` and find: the one that was asked for. */
export function directoryOf({ spec }: Pick<Session, 'spec'>): string {
  return spec.worktree?.from ?? spec.cwd;
}
