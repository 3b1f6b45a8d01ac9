import { orderedIds } from '../groups.ts';
import { peekOf } from '../peek.ts';
import type { ViewState } from '../view-state.ts';
import type { Change, Command } from './command.ts';
import { currentField } from './command.ts';

const isOneLine = (state: ViewState) => !currentField(state).text.includes('\n');
const rowModes = (key: string) => ({ list: [key], peek: [key] });

/** Moving through the rows. Headings are never in the way. */
export const moveCommands: readonly Command[] = [
  {
    name: 'previous row',
    keys: rowModes('up'),
    shownKeys: '↑ / ↓',
    doc: 'Move between rows',
    when: isOneLine,
    run: state => select(state, -1),
  },
  {
    name: 'next row',
    keys: rowModes('down'),
    when: isOneLine,
    run: state => select(state, 1),
  },
  {
    name: 'page up',
    keys: { list: ['pageup'] },
    shownKeys: 'PgUp / PgDn',
    doc: 'Ten rows up or down',
    run: state => select(state, -10),
  },
  { name: 'page down', keys: { list: ['pagedown'] }, run: state => select(state, 10) },
  {
    name: 'previous group',
    keys: rowModes('alt+up'),
    shownKeys: 'Alt+↑ / ↓',
    doc: 'Jump to the group above or below',
    run: state => selectGroup(state, -1),
  },
  {
    name: 'next group',
    keys: rowModes('alt+down'),
    run: state => selectGroup(state, 1),
  },
];

export function selectId(state: ViewState, id: string | undefined): Change {
  if (id === undefined || id === state.selectedId) return {};
  const set: Partial<ViewState> = { selectedId: id, armed: undefined };
  return state.mode === 'peek' ? { set: { ...set, peek: peekOf(state, id) } } : { set };
}

function select(state: ViewState, by: number): Change {
  const ids = orderedIds(state.groups);
  const at = state.selectedId === undefined ? -1 : ids.indexOf(state.selectedId);
  const to = at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by));
  return selectId(state, ids[to]);
}

function selectGroup(state: ViewState, by: -1 | 1): Change {
  const at = state.groups.findIndex(group => group.ids.includes(state.selectedId ?? ''));
  const to = Math.min(state.groups.length - 1, Math.max(0, at + by));
  return selectId(state, state.groups[to]?.ids[0]);
}
