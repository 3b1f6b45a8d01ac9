import type { Session } from '../../core/session/session.ts';
import type { Group } from '../state/list.ts';
import type { Slices } from '../state/view-state.ts';
import { activeFilter, shownSessions } from './filter.ts';
import { arrange } from './groups.ts';

/** The groups as they should stand now: by the grouping, or what was looked for in one, the best first. */
export function groupsFor(state: Slices<'sessions' | 'list' | 'line'>): readonly Group[] {
  const sessions = shownSessions(state);
  return state.line.isFinding && activeFilter(state.line)?.find
    ? found(sessions)
    : arrange(sessions, state.list.grouping);
}

const known = new WeakMap<readonly Session[], readonly Group[]>();

function found(sessions: readonly Session[]): readonly Group[] {
  const groups =
    known.get(sessions) ??
    (sessions.length === 0 ? [] : [{ key: 'found', title: 'Found', ids: sessions.map(({ id }) => id) }]);
  known.set(sessions, groups);
  return groups;
}
