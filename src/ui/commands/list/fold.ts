import { withCollapsed } from '../../../core/settings/collapsed.ts';
import { headingId, isCollapsed, selectedGroup, selectedHeading } from '../../list/collapse.ts';
import { activeFilter } from '../../list/filter.ts';
import type { Group } from '../../state/list.ts';
import type { Changes, ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, isFieldEmpty } from '../command.ts';

const isOnHeading = (state: ViewState) =>
  selectedHeading(state.list) !== undefined &&
  (isFieldEmpty(state) || activeFilter(state.line) !== undefined);

const noGroup = (state: ViewState) =>
  selectedGroup(state.list) ? refuseFold(state) : 'There is no group to collapse.';

/** What keys mean while a heading is selected. */
export const headingCommands: readonly Command[] = [
  {
    name: 'toggle group',
    keys: { list: ['return'] },
    precedence: 'heading',
    follows: ['dispatch'],
    when: isOnHeading,
    refuse: refuseFold,
    run: toggle,
  },
  {
    name: 'peek at group',
    keys: { list: ['space'] },
    precedence: 'heading',
    follows: ['peek'],
    when: state => isOnHeading(state) && isFieldEmpty(state),
    refuse: refuseFold,
    run: toggle,
  },
  {
    name: 'close heading',
    keys: { list: ['left'] },
    precedence: 'heading',
    when: state => isOnHeading(state) && isFieldEmpty(state),
    run: state => foldSelected(state, true),
  },
  {
    name: 'open heading',
    keys: { list: ['right'] },
    precedence: 'heading',
    when: state => isOnHeading(state) && isFieldEmpty(state),
    run: state => foldSelected(state, false),
  },
];

/** Collapsing groups. In a text the same keys go from word to word. */
export const foldCommands: readonly Command[] = [
  {
    name: 'collapse',
    keys: { list: ['alt+left'] },
    helpWith: ['expand'],
    doc: 'Collapse or expand the group; Enter on its heading, too',
    group: 'view',
    when: isFieldEmpty,
    refuse: noGroup,
    run: state => foldSelected(state, true),
  },
  {
    name: 'expand',
    keys: { list: ['alt+right'] },
    when: isFieldEmpty,
    refuse: noGroup,
    run: state => foldSelected(state, false),
  },
];

function toggle(state: ViewState): Change {
  const group = selectedHeading(state.list);
  return group ? fold(state, group, !isCollapsed(state, group)) : {};
}

function foldSelected(state: ViewState, collapsed: boolean): Change {
  const group = selectedGroup(state.list);
  return group ? fold(state, group, collapsed) : {};
}

/** The heading has the selection afterwards: the row it came from may be hidden, or one of a thousand. */
export function fold(state: ViewState, { key }: Group, collapsed: boolean): Change {
  const keys = withCollapsed(state.list.collapsed, key, collapsed);
  const set: Changes = {
    list: { selectedId: headingId(key), collapsed: keys },
    removal: { armed: undefined },
  };
  return keys === state.list.collapsed
    ? { set }
    : { set, effects: [{ type: 'save-view', change: { key, collapsed } }] };
}

function refuseFold(state: ViewState): string | undefined {
  return activeFilter(state.line) ? 'What is found is never hidden. Esc clears the filter.' : undefined;
}
