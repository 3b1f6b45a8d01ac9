import type { Session } from '../../core/session/session.ts';
import { sessionsById } from '../../core/session/sessions-by-id.ts';
import type { SessionsState } from '../state/sessions.ts';
import type { Slices } from '../state/view-state.ts';
import { groupOf } from './collapse.ts';

/** Deeper trees are drawn no further to the right. */
const mostDepth = 4;

/** How many ancestors of a session stand in its group. */
export function depthOf(state: Slices<'sessions' | 'list'>, session: Session): number {
  const line = ancestors(state.sessions, session);
  if (line.length === 0) return 0;
  const ids = groupOf(state.list, session.id)?.ids ?? [];
  const away = line.findIndex(id => !ids.includes(id));
  return away === -1 ? line.length : away;
}

/** The ids of who started it, of who started that one, and so on, as far as they are drawn. */
export function ancestors({ all: sessions }: SessionsState, session: Session): readonly string[] {
  const byId = sessionsById(sessions);
  const line: string[] = [];
  let parent = byId.get(session.spec.parent ?? '');
  while (parent && line.length < mostDepth && parent !== session && !line.includes(parent.id)) {
    line.push(parent.id);
    parent = byId.get(parent.spec.parent ?? '');
  }
  return line;
}

/** The ids of a session and of those below it, as they stand in its group. */
export function subtree(sessions: SessionsState, ids: readonly string[], id: string): readonly string[] {
  const byId = sessionsById(sessions.all);
  const from = ids.indexOf(id);
  const inside = new Set([id]);
  let to = from + 1;
  for (; to < ids.length; to += 1) {
    const next = ids[to] ?? '';
    if (!inside.has(byId.get(next)?.spec.parent ?? '')) break;
    inside.add(next);
  }
  return ids.slice(from, to);
}
