import type { Slices } from '../state/view-state.ts';
import { selectedHeading, visibleIds } from './collapse.ts';

/** The next row below the selected one whose session needs input, then from the top; undefined when there is no other. */
export function nextAsking(state: Slices<'sessions' | 'list' | 'line'>): string | undefined {
  const ids = visibleIds(state);
  const asking = new Set(
    state.sessions.all.flatMap(({ id, status }) => (status.state === 'needs-input' ? [id] : [])),
  );
  const from = selectedHeading(state.list)?.ids[0];
  const at = from === undefined ? ids.indexOf(state.list.selectedId ?? '') : ids.indexOf(from) - 1;
  return [...ids.slice(at + 1), ...ids.slice(0, at + 1)].find(
    id => asking.has(id) && id !== state.list.selectedId,
  );
}
