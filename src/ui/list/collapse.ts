import type { Group } from '../state/group.ts';
import type { ViewState } from '../state/view-state.ts';
import { activeFilter } from './filter.ts';

const prefix = 'heading:';

/** What `selectedId` is while a heading is selected; no id of a session looks like it. */
export function headingId(key: string): string {
  return prefix + key;
}

/** The group whose heading is selected. */
export function selectedHeading({ groups, selectedId }: ViewState): Group | undefined {
  if (!selectedId?.startsWith(prefix)) return undefined;
  return groups.find(group => headingId(group.key) === selectedId);
}

/** The group of the selected row or heading. */
export function selectedGroup(state: ViewState): Group | undefined {
  const { selectedId } = state;
  if (selectedId === undefined) return undefined;
  return selectedHeading(state) ?? groupOf(state, selectedId);
}

/** The group in which a session's row stands. */
export function groupOf({ groups }: ViewState, id: string): Group | undefined {
  return groups.find(group => group.ids.includes(id));
}

/** What a filter finds is never hidden. */
export function isCollapsed(state: ViewState, { key }: Group): boolean {
  return state.collapsed.includes(key) && !activeFilter(state);
}

/** The rows that can be seen and walked through, in the order shown. */
export function visibleIds(state: ViewState): readonly string[] {
  return state.groups.flatMap(group => (isCollapsed(state, group) ? [] : group.ids));
}

/** The state with its selection on something that can be seen: a row that was folded away hands it to its heading. */
export function onVisible(state: ViewState): ViewState {
  if (state.mode !== 'list' || state.collapsed.length === 0) return state;
  const group = selectedGroup(state);
  if (!group || !isCollapsed(state, group)) return state;
  const selectedId = headingId(group.key);
  return selectedId === state.selectedId ? state : { ...state, selectedId };
}
