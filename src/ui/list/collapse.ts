import type { Group, ListState } from '../state/list.ts';
import { changed, type Slices, type ViewState } from '../state/view-state.ts';
import { activeFilter } from './filter.ts';

const prefix = 'heading:';

/** What `selectedId` is while a heading is selected; no id of a session looks like it. */
export function headingId(key: string): string {
  return prefix + key;
}

/** The group whose heading is selected. */
export function selectedHeading({ groups, selectedId }: ListState): Group | undefined {
  if (!selectedId?.startsWith(prefix)) return undefined;
  return groups.find(group => headingId(group.key) === selectedId);
}

/** The group of the selected row or heading. */
export function selectedGroup(list: ListState): Group | undefined {
  const { selectedId } = list;
  if (selectedId === undefined) return undefined;
  return selectedHeading(list) ?? groupOf(list, selectedId);
}

/** The group in which a session's row stands. */
export function groupOf({ groups }: ListState, id: string): Group | undefined {
  return groups.find(group => group.ids.includes(id));
}

/** What a filter finds is never hidden. */
export function isCollapsed(state: Slices<'list' | 'line'>, { key }: Group): boolean {
  return state.list.collapsed.includes(key) && !activeFilter(state.line);
}

/** The rows that can be seen and walked through, in the order shown. */
export function visibleIds(state: Slices<'list' | 'line'>): readonly string[] {
  return state.list.groups.flatMap(group => (isCollapsed(state, group) ? [] : group.ids));
}

/** The state with its selection on something that can be seen: a row that was folded away hands it to its heading. */
export function onVisible(state: ViewState): ViewState {
  if (state.keys.mode !== 'list' || state.list.collapsed.length === 0) return state;
  const group = selectedGroup(state.list);
  if (!group || !isCollapsed(state, group)) return state;
  const selectedId = headingId(group.key);
  return selectedId === state.list.selectedId ? state : changed(state, { list: { selectedId } });
}
