import { groupings } from '../../../core/effects.ts';
import { displayName } from '../../../core/session/display-name.ts';
import { safeName } from '../../../core/session/names.ts';
import type { Session, UserState } from '../../../core/session/session.ts';
import { withKeys } from '../../keys/key-for.ts';
import { groupOf, selectedHeading } from '../../list/collapse.ts';
import { groupsFor } from '../../list/shown-groups.ts';
import { depthOf, subtree } from '../../list/tree.ts';
import { refuseUnreadable } from '../../peek/unreadable.ts';
import { fieldWith } from '../../state/text-edit.ts';
import { findSession, selectedSession, type ViewState } from '../../state/view-state.ts';
import { refuseGone } from '../../view/held-session.ts';
import type { Change } from '../change.ts';
import { type Command, notice } from '../command.ts';

function needsSession(state: ViewState): string | undefined {
  const session = selectedSession(state);
  if (session) return refuseUnreadable(state, session);
  if (selectedHeading(state))
    return withKeys(state, 'A heading is selected[; {next row} goes to its first session].');
  return 'There is no session here. Type a task and press Enter.';
}

/** Pinning, naming and grouping rows. */
export const organizeCommands: readonly Command[] = [
  {
    name: 'pin',
    keys: { list: ['ctrl+t'], peek: ['ctrl+t'] },
    doc: 'Pin to the top, or unpin',
    group: 'row',
    refuse: needsSession,
    run: state => markSelected(state, session => ({ pinned: !session.userState.pinned })),
  },
  {
    name: 'rename',
    keys: { list: ['ctrl+r'], peek: ['ctrl+r'] },
    doc: 'Rename',
    group: 'row',
    refuse: needsSession,
    run: state => {
      const session = selectedSession(state);
      if (!session) return {};
      return {
        set: { mode: 'rename', modeBefore: state.mode, rename: fieldWith(safeName(displayName(session))) },
      };
    },
  },
  {
    name: 'save name',
    keys: { rename: ['return'] },
    keeps: ['return'],
    doc: 'Save the name',
    group: 'row',
    refuse: state =>
      refuseGone(state, selectedSession(state)) ??
      (safeName(state.rename.text) ? undefined : 'A session needs a name; Esc keeps the old one.'),
    run: state => {
      const change = markSelected(state, () => ({ name: safeName(state.rename.text) }));
      return { ...change, set: { ...change.set, mode: state.modeBefore } };
    },
  },
  {
    name: 'move up',
    keys: { list: ['shift+up'], peek: ['shift+up'] },
    helpWith: ['move down'],
    doc: 'Move the row within its group',
    group: 'row',
    refuse: needsSession,
    run: state => reorder(state, -1),
  },
  {
    name: 'move down',
    keys: { list: ['shift+down'], peek: ['shift+down'] },
    refuse: needsSession,
    run: state => reorder(state, 1),
  },
  {
    name: 'report',
    keys: { list: ['alt+w'], peek: ['alt+w'] },
    doc: 'Report a wrong state: saves its screen and evidence',
    group: 'row',
    refuse: needsSession,
    run: state => (state.selectedId ? { effects: [{ type: 'report', id: state.selectedId }] } : {}),
  },
  {
    name: 'regroup',
    keys: { list: ['ctrl+s'], peek: ['ctrl+s'] },
    doc: 'Group by state, directory or role',
    group: 'view',
    run: state => {
      const grouping = groupings[(groupings.indexOf(state.grouping) + 1) % groupings.length] ?? 'state';
      return {
        set: {
          grouping,
          groups: groupsFor({ ...state, grouping }),
          notice: notice(state, `Grouped by ${grouping}`),
        },
        effects: [{ type: 'save-view', change: { grouping } }],
      };
    },
  },
];

/**
 * The row changes places with its neighbour, each with those that it has started. The whole group gets numbers, so that
 * its order is the person's from then on; new rows still come first.
 */
function reorder(state: ViewState, by: -1 | 1): Change {
  const id = state.selectedId ?? '';
  const ids = groupOf(state, id)?.ids ?? [];
  const order = swapped(state, ids, { id, by });
  if (!order) return {};
  const places = new Map(order.map((each, index) => [each, index]));
  const isChanged = ({ id: own, userState, unreadable }: Session) =>
    unreadable === undefined && places.has(own) && userState.order !== places.get(own);
  const changes = state.sessions
    .filter(isChanged)
    .map(({ id: own }) => ({ id: own, userState: { order: places.get(own) ?? 0 } }));
  const change = applyMarks(state, changes);
  if (groupOf({ ...state, ...change.set }, id)?.ids.join() !== ids.join()) return change;
  return { set: { notice: notice(state, 'Rows that need you stand first in their group.', 'attention') } };
}

function swapped(state: ViewState, ids: readonly string[], { id, by }: { id: string; by: -1 | 1 }) {
  const own = subtree(state, ids, id);
  const from = ids.indexOf(id);
  const other = by === 1 ? ids[from + own.length] : siblingAbove(state, ids, from);
  if (other === undefined || depthAt(state, other) !== depthAt(state, id)) return undefined;
  const theirs = subtree(state, ids, other);
  const [upper, lower] = by === 1 ? [own, theirs] : [theirs, own];
  const start = ids.indexOf(upper[0] ?? '');
  return ids.toSpliced(start, upper.length + lower.length, ...lower, ...upper);
}

function siblingAbove(state: ViewState, ids: readonly string[], from: number): string | undefined {
  const depth = depthAt(state, ids[from] ?? '');
  return ids.slice(0, from).findLast(id => depthAt(state, id) <= depth);
}

function depthAt(state: ViewState, id: string): number {
  const session = findSession(state, id);
  return session ? depthOf(state, session) : 0;
}

/** The row changes at once; the file follows. */
function markSelected(
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

function applyMarks(state: ViewState, changes: readonly MarkChange[]): Change {
  const byId = new Map(changes.map(({ id, userState }) => [id, userState]));
  const sessions = state.sessions.map(session =>
    byId.has(session.id)
      ? { ...session, userState: { ...session.userState, ...byId.get(session.id) } }
      : session,
  );
  return {
    set: { sessions, groups: groupsFor({ ...state, sessions }) },
    effects: changes.map(({ id, userState }) => ({ type: 'mark', id, userState })),
  };
}
