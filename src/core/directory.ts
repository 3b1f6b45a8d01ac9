import type { Session } from './session.ts';

/** The directory a session belongs to, for grouping, Alt+1..9, `--cwd` and find. */
export function directoryOf({ spec }: Pick<Session, 'spec'>): string {
  return spec.cwd;
}
