import type { Session } from '../../../core/session/session.ts';
import { groupOf } from '../../list/collapse.ts';
import { depthOf, subtree } from '../../list/tree.ts';
import { findSession } from '../../state/sessions.ts';
import { changed, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, notice } from '../command.ts';
import { applyMarks, needsSession } from './user-state.ts';

export const reorderCommands: readonly Command[] = [
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
];

/**
 * The row changes places with its neighbour, each with those that it has started. The whole group gets numbers, so that
 * its order is the person's from then on; new rows still come first.
 */
function reorder(state: ViewState, by: -1 | 1): Change {
  const id = state.list.selectedId ?? '';
  const ids = groupOf(state.list, id)?.ids ?? [];
  const order = swapped(state, ids, { id, by });
  if (!order) return {};
  const places = new Map(order.map((each, index) => [each, index]));
  const isChanged = ({ id: own, userState, unreadable }: Session) =>
    unreadable === undefined && places.has(own) && userState.order !== places.get(own);
  const changes = state.sessions.all
    .filter(isChanged)
    .map(({ id: own }) => ({ id: own, userState: { order: places.get(own) ?? 0 } }));
  const change = applyMarks(state, changes);
  if (groupOf(changed(state, change.set).list, id)?.ids.join() !== ids.join()) return change;
  return {
    set: {
      notices: { current: notice(state, 'Rows that need you stand first in their group.', 'attention') },
    },
  };
}

function swapped(state: ViewState, ids: readonly string[], { id, by }: { id: string; by: -1 | 1 }) {
  const own = subtree(state.sessions, ids, id);
  const from = ids.indexOf(id);
  const other = by === 1 ? ids[from + own.length] : siblingAbove(state, ids, from);
  if (other === undefined || depthAt(state, other) !== depthAt(state, id)) return undefined;
  const theirs = subtree(state.sessions, ids, other);
  const [upper, lower] = by === 1 ? [own, theirs] : [theirs, own];
  const start = ids.indexOf(upper[0] ?? '');
  return ids.toSpliced(start, upper.length + lower.length, ...lower, ...upper);
}

function siblingAbove(state: ViewState, ids: readonly string[], from: number): string | undefined {
  const depth = depthAt(state, ids[from] ?? '');
  return ids.slice(0, from).findLast(id => depthAt(state, id) <= depth);
}

function depthAt(state: ViewState, id: string): number {
  const session = findSession(state.sessions, id);
  return session ? depthOf(state, session) : 0;
}
