import { isTerminalGone } from '../../../core/lifecycle/interrupted.ts';
import { isResumable } from '../../../core/lifecycle/resumable.ts';
import { isQueued } from '../../../core/queue/queue.ts';
import { howToMove, isElsewhere } from '../../../core/session/adopted.ts';
import { directoryOf } from '../../../core/session/directory.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { selectedHeading, visibleIds } from '../../list/collapse.ts';
import { activeFilter } from '../../list/filter.ts';
import { refuseUnreadable } from '../../peek/unreadable.ts';
import { findSession } from '../../state/sessions.ts';
import { selectedSession, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, isFieldEmpty } from '../command.ts';

const numbered = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit => `alt+${digit}`);

/** Going to sessions. */
export const attachCommands: readonly Command[] = [
  {
    name: 'attach',
    keys: { list: ['right'], peek: ['right'] },
    doc: 'Attach; Ctrl+Z, or ← on an empty prompt, comes back',
    group: 'row',
    when: isFieldEmpty,
    refuse: refuseAttach,
    run: attach,
  },
  {
    name: 'attach by number',
    keys: { list: numbered, peek: numbered },
    isFixed: true,
    shownKeys: 'Alt+1..9',
    doc: 'Attach to session 1-9 of the selected row’s directory',
    group: 'row',
    refuse: (state, key) => {
      const session = findSession(state.sessions, numberedId(state, key));
      return session
        ? refuseUnreadable(state.keys, session)
        : `There is no session ${key.at(-1)} in this directory.`;
    },
    run: (state, key) => {
      const id = numberedId(state, key);
      return id === undefined ? {} : { set: { list: { selectedId: id } }, effects: [{ type: 'attach', id }] };
    },
  },
];

/** The rows of the selected session's directory, in the order in which they are shown. */
function numberedId(state: ViewState, key: string): string | undefined {
  const focused = findSession(state.sessions, selectedHeading(state.list)?.ids[0] ?? state.list.selectedId);
  if (!focused) return undefined;
  const directory = directoryOf(focused);
  const byId = new Map(state.sessions.all.map(session => [session.id, session]));
  const isThere = (session: Session | undefined) =>
    session !== undefined && directoryOf(session) === directory;
  return visibleIds(state).filter(id => isThere(byId.get(id)))[Number(key.at(-1)) - 1];
}

export function nothingFits(state: ViewState): string {
  return activeFilter(state.line)?.pull === undefined
    ? 'No session fits the filter.'
    : 'No session is on that pull request; with some words it is a task.';
}

export function refuseAttach(state: ViewState): string | undefined {
  const session = selectedSession(state);
  if (state.list.groups.length === 0 && activeFilter(state.line))
    return `${nothingFits(state)} Esc clears it.`;
  if (!session) return 'There is no session to attach to. Type a task and press Enter.';
  if (session.unreadable !== undefined) return refuseUnreadable(state.keys, session);
  if (session.spec.kind === 'exec' && isTerminalGone(session))
    return `The terminal of ${displayName(session)} is gone; agents respawn ${session.id} runs it again.`;
  if (session.status.place || session.status.claudeJob !== undefined) return undefined;
  if (isElsewhere(session)) return howToMove(displayName(session), session);
  // Attaching starts it.
  if (isResumable(session) || isQueued(session)) return undefined;
  const name = displayName(session);
  return session.status.process === 'none' && session.status.state === 'working'
    ? `${name} is still starting.`
    : `The terminal of ${name} is gone; its last words: agents logs ${session.id}`;
}

export function attach(state: ViewState): Change {
  return state.list.selectedId ? { effects: [{ type: 'attach', id: state.list.selectedId }] } : {};
}
