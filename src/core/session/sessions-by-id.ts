import type { Session } from './session.ts';

const known = new WeakMap<readonly Session[], ReadonlyMap<string, Session>>();

/** The same array gives the same map: a thousand rows are not sorted again for every frame. */
export function sessionsById(sessions: readonly Session[]): ReadonlyMap<string, Session> {
  const found = known.get(sessions);
  if (found) return found;
  const byId = new Map(sessions.map(session => [session.id, session]));
  known.set(sessions, byId);
  return byId;
}
