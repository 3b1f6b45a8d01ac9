import type { Session, UserState } from '../../../core/session/session.ts';
import { withKeys } from '../../keys/key-for.ts';
import { selectedHeading } from '../../list/collapse.ts';
import { groupsFor } from '../../list/shown-groups.ts';
import { refuseUnreadable } from '../../peek/unreadable.ts';
import { changed, selectedSession, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';

export function needsSession(state: ViewState): string | undefined {
  const session = selectedSession(state);
  if (session) return refuseUnreadable(state.keys, session);
  if (selectedHeading(state.list))
    return withKeys(state.keys, 'A heading is selected[; {next row} goes to its first session].');
  return 'There is no session here. Type a task and press Enter.';
}

/** The row changes at once; the file follows. */
export function markSelected(
  state: ViewState,
  marksFor: (session: Session) => Partial<Omit<UserState, 'version'>>,
): Change {
  const session = selectedSession(state);
  if (!session) return {};
  const userState = marksFor(session);
  return applyMarks(state, [{ id: session.id, userState }]);
}

interface MarkChange {
  readonly id: string;
  readonly userState: Partial<Omit<UserState, 'version'>>;
}

export function applyMarks(state: ViewState, changes: readonly MarkChange[]): Change {
  const byId = new Map(changes.map(({ id, userState }) => [id, userState]));
  const sessions = state.sessions.all.map(session =>
    byId.has(session.id)
      ? { ...session, userState: { ...session.userState, ...byId.get(session.id) } }
      : session,
  );
  return {
    set: {
      sessions: { all: sessions },
      list: { groups: groupsFor(changed(state, { sessions: { all: sessions } })) },
    },
    effects: changes.map(({ id, userState }) => ({ type: 'mark', id, userState })),
  };
}
