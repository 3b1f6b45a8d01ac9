import type { Session } from '../session/session.ts';

/**
 * Those who were started by another of the same group, right below it. Who started it may be gone or stand
 * elsewhere: then it stands by itself. The order among those with the same parent stays.
 */
export function nested(sessions: readonly Session[]): readonly Session[] {
  if (!sessions.some(({ spec }) => spec.parent !== undefined)) return sessions;
  const here = new Set(sessions.map(({ id }) => id));
  const children = new Map<string | undefined, Session[]>();
  for (const session of sessions) {
    const { parent } = session.spec;
    const key = parent !== undefined && parent !== session.id && here.has(parent) ? parent : undefined;
    children.set(key, [...(children.get(key) ?? []), session]);
  }
  const order: Session[] = [];
  const placed = new Set<string>();
  const place = (session: Session) => {
    if (placed.has(session.id)) return;
    placed.add(session.id);
    order.push(session);
    for (const child of children.get(session.id) ?? []) place(child);
  };
  for (const session of children.get(undefined) ?? []) place(session);
  // A record can claim that two have started each other.
  for (const session of sessions) place(session);
  return order;
}
