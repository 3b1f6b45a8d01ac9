import { headingId, isCollapsed, selectedGroup, selectedHeading, visibleIds } from '../../list/collapse.ts';
import { peekOf } from '../../peek/peek.ts';
import type { Group } from '../../state/list.ts';
import { type Changes, changed, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import type { Command } from '../command.ts';
import { currentField, isFieldEmpty } from '../command.ts';

const isOneLine = (state: ViewState) => !currentField(state).text.includes('\n');
const rowModes = (key: string) => ({ list: [key], peek: [key] });

/** Moving through the rows. Headings are never in the way of ↑ and ↓. */
export const moveCommands: readonly Command[] = [
  {
    name: 'previous row',
    keys: rowModes('up'),
    helpWith: ['next row'],
    doc: 'Move between rows',
    group: 'move',
    when: isOneLine,
    run: state => step(state, -1),
  },
  {
    name: 'next row',
    keys: rowModes('down'),
    when: isOneLine,
    run: state => step(state, 1),
  },
  {
    name: 'page up',
    keys: { list: ['pageup'] },
    helpWith: ['page down'],
    doc: 'Ten rows up or down[; {first row, last row}: first and last row]',
    group: 'move',
    run: state => select(state, -10),
  },
  { name: 'page down', keys: { list: ['pagedown'] }, run: state => select(state, 10) },
  {
    name: 'first row',
    keys: { list: ['home'] },
    when: isFieldEmpty,
    run: state => select(state, -state.sessions.all.length),
  },
  {
    name: 'last row',
    keys: { list: ['end'] },
    when: isFieldEmpty,
    run: state => select(state, state.sessions.all.length),
  },
  {
    name: 'previous group',
    keys: rowModes('alt+up'),
    helpWith: ['next group'],
    doc: 'Jump to the heading of the group above or below',
    group: 'move',
    run: state => selectGroup(state, -1),
  },
  {
    name: 'next group',
    keys: rowModes('alt+down'),
    run: state => selectGroup(state, 1),
  },
];

export function selectId(state: ViewState, id: string | undefined): Change {
  if (id === undefined || id === state.list.selectedId) return {};
  const set: Changes = { list: { selectedId: id }, removal: { armed: undefined } };
  return state.keys.mode === 'peek' ? { set: changed(set, { peek: { open: peekOf(state, id) } }) } : { set };
}

function step(state: ViewState, by: -1 | 1): Change {
  return { set: changed({ list: { movedAt: state.clock.now } }, select(state, by).set) };
}

/** Headings are passed over; they are all there is where every group is collapsed. */
function select(state: ViewState, by: number): Change {
  const rows = visibleIds(state);
  const ids = rows.length > 0 ? rows : state.list.groups.map(({ key }) => headingId(key));
  const at = ids.indexOf(state.list.selectedId ?? '');
  if (at !== -1) return selectId(state, ids[clamp(at + by, ids.length)]);
  const group = selectedHeading(state.list);
  if (!group) return selectId(state, ids[0]);
  // From a heading: down to the first row below it, up to the last one above it.
  const above = rowsAbove(state, group);
  return selectId(state, ids[clamp(by > 0 ? above + by - 1 : above + by, ids.length)]);
}

function clamp(at: number, length: number): number {
  return Math.min(length - 1, Math.max(0, at));
}

function rowsAbove(state: ViewState, group: Group): number {
  const before = state.list.groups.slice(0, state.list.groups.indexOf(group));
  return visibleIds(changed(state, { list: { groups: before } })).length;
}

/** From heading to heading; from a row up to its own. The peek has rows only. */
function selectGroup(state: ViewState, by: -1 | 1): Change {
  const { groups } = state.list;
  const own = selectedGroup(state.list);
  const at = own ? groups.indexOf(own) : -1;
  if (state.keys.mode === 'peek') {
    const open = (by === 1 ? groups.slice(at + 1) : groups.slice(0, Math.max(0, at)).reverse()).find(
      group => !isCollapsed(state, group),
    );
    return selectId(state, open?.ids[0]);
  }
  const isInside = own !== undefined && selectedHeading(state.list) === undefined;
  const to = groups[clamp(by === -1 && isInside ? at : at + by, groups.length)];
  return selectId(state, to && headingId(to.key));
}
