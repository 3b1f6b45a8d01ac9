import type { Session } from '../session/session.ts';

export interface Relative {
  readonly session: Session;
  /** 0 for one that a person started, or whose parent is not among them. */
  readonly depth: number;
}

/** Each session after the one that started it, otherwise in the order given. */
export function familyOrder(sessions: readonly Session[]): readonly Relative[] {
  const ids = new Set(sessions.map(({ id }) => id));
  const childrenOf = new Map<string | undefined, Session[]>();
  for (const session of sessions) {
    const { parent } = session.spec;
    const key = parent !== undefined && parent !== session.id && ids.has(parent) ? parent : undefined;
    childrenOf.set(key, [...(childrenOf.get(key) ?? []), session]);
  }
  const seen = new Set<string>();
  const place = (session: Session, depth: number): readonly Relative[] => {
    if (seen.has(session.id)) return [];
    seen.add(session.id);
    const children = childrenOf.get(session.id) ?? [];
    return [{ session, depth }, ...children.flatMap(child => place(child, depth + 1))];
  };
  const placed = (childrenOf.get(undefined) ?? []).flatMap(session => place(session, 0));
  // A circle, which only damaged records can have, has no first.
  return [...placed, ...sessions.flatMap(session => place(session, 0))];
}
