import { groupings } from '../effects.ts';
import { shownSessions } from '../filter.ts';
import { arrange } from '../groups.ts';
import type { Marks, Session } from '../session.ts';
import { fieldWith } from '../text-edit.ts';
import { displayName, selectedSession, type ViewState } from '../view-state.ts';
import { type Change, type Command, notice } from './command.ts';

const needsSession = (state: ViewState) =>
  selectedSession(state) ? undefined : 'There is no session here. Type a task and press Enter.';

/** Pinning, naming and grouping rows. */
export const organizeCommands: readonly Command[] = [
  {
    name: 'pin',
    keys: { list: ['ctrl+t'], peek: ['ctrl+t'] },
    doc: 'Pin to the top, or unpin',
    refuse: needsSession,
    run: state => markSelected(state, session => ({ pinned: !session.marks.pinned })),
  },
  {
    name: 'rename',
    keys: { list: ['ctrl+r'], peek: ['ctrl+r'] },
    doc: 'Rename',
    refuse: needsSession,
    run: state => {
      const session = selectedSession(state);
      if (!session) return {};
      return { set: { mode: 'rename', modeBefore: state.mode, rename: fieldWith(displayName(session)) } };
    },
  },
  {
    name: 'save name',
    keys: { rename: ['return'] },
    doc: 'Save the name',
    refuse: state =>
      state.rename.text.trim() ? undefined : 'A session needs a name; Esc keeps the old one.',
    run: state => {
      const change = markSelected(state, () => ({ name: state.rename.text.replace(/\s+/g, ' ').trim() }));
      return { ...change, set: { ...change.set, mode: state.modeBefore } };
    },
  },
  {
    name: 'move up',
    keys: { list: ['shift+up'], peek: ['shift+up'] },
    shownKeys: 'Shift+↑ / ↓',
    doc: 'Move the row within its group',
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
    refuse: needsSession,
    run: state => (state.selectedId ? { effects: [{ type: 'report', id: state.selectedId }] } : {}),
  },
  {
    name: 'regroup',
    keys: { list: ['ctrl+s'], peek: ['ctrl+s'] },
    doc: 'Group by state, directory or role',
    run: state => {
      const grouping = groupings[(groupings.indexOf(state.grouping) + 1) % groupings.length] ?? 'state';
      return {
        set: {
          grouping,
          groups: arrange(shownSessions(state), grouping),
          notice: notice(state, `Grouped by ${grouping}`),
        },
        effects: [{ type: 'save-grouping', grouping }],
      };
    },
  },
];

/** The whole group gets numbers, so that its order is the person's from then on; new rows still come first. */
function reorder(state: ViewState, by: -1 | 1): Change {
  const ids = state.groups.find(group => group.ids.includes(state.selectedId ?? ''))?.ids ?? [];
  const from = ids.indexOf(state.selectedId ?? '');
  const to = from + by;
  const [moved, other] = [ids[from], ids[to]];
  if (moved === undefined || other === undefined) return {};
  const order = ids.map((id, index) => (index === from ? other : index === to ? moved : id));
  const places = new Map(order.map((id, index) => [id, index]));
  const isChanged = ({ id, marks }: Session) => places.has(id) && marks.order !== places.get(id);
  const changes = state.sessions
    .filter(isChanged)
    .map(({ id }) => ({ id, marks: { order: places.get(id) ?? 0 } }));
  return applyMarks(state, changes);
}

/** The row changes at once; the file follows. */
function markSelected(
  state: ViewState,
  marksFor: (session: Session) => Partial<Omit<Marks, 'version'>>,
): Change {
  const session = selectedSession(state);
  if (!session) return {};
  const marks = marksFor(session);
  return applyMarks(state, [{ id: session.id, marks }]);
}

interface MarkChange {
  readonly id: string;
  readonly marks: Partial<Omit<Marks, 'version'>>;
}

function applyMarks(state: ViewState, changes: readonly MarkChange[]): Change {
  const byId = new Map(changes.map(({ id, marks }) => [id, marks]));
  const sessions = state.sessions.map(session =>
    byId.has(session.id) ? { ...session, marks: { ...session.marks, ...byId.get(session.id) } } : session,
  );
  return {
    set: { sessions, groups: arrange(shownSessions({ ...state, sessions }), state.grouping) },
    effects: changes.map(({ id, marks }) => ({ type: 'mark', id, marks })),
  };
}
