import { UserError } from '../../core/errors/user-error.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { type Diff, readDiff } from '../../core/worktree/diff.ts';
import { type WorkPlace, workDiff } from '../../system/git/work/work-diff.ts';

/** How much of a diff a view shows; the shell prints all of it. */
const mostBytes = 4_000_000;

/** What a session has done so far, read without touching its worktree. Rejects with a sentence. */
export async function diffOf(session: Session): Promise<Diff> {
  const { stdout, isCut } = await workDiff(workPlaceOf(session), [], mostBytes);
  const cut = isCut ? `4 MB of it are shown; all of it: agents diff ${session.id} | less` : '';
  const shared = session.spec.worktree?.base
    ? ''
    : 'all changes in its directory since the last commit, no matter who made them';
  return readDiff(stdout, [shared, cut].filter(Boolean).join('; '));
}

/** Without a worktree of its own: the changes in its directory that are not committed. Throws a sentence. */
export function workPlaceOf(session: Session): WorkPlace {
  const { spec, id } = session;
  if (spec.kind === 'adopted' && !spec.cwd.startsWith('/')) {
    throw new UserError('no-directory', `The directory of ${displayName(session)} (${id}) is not known.`);
  }
  return { directory: spec.worktree?.path ?? spec.cwd, base: spec.worktree?.base };
}
