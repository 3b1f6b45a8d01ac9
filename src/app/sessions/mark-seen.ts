import type { Effect } from '../../core/effects.ts';
import { findSession } from '../../ui/state/sessions.ts';
import type { ViewStore } from '../../ui/store.ts';

/** A peek that is open for less time was passed on the way to another row, and does not count as seen. */
const leastMs = 1000;

/** Records when a session was seen, each time the peek leaves it. Returns what stops it. */
export function markSeen(
  { store }: ViewStore,
  { perform, now }: { readonly perform: (effect: Effect) => void; readonly now: () => number },
): () => void {
  let openedAt = performance.now();
  const record = (id: string) => {
    const isUnreadable = findSession(store.getState().sessions, id)?.unreadable !== undefined;
    if (isUnreadable || performance.now() - openedAt < leastMs) return;
    const at = now();
    // After the frame that answers the key.
    setImmediate(() => perform({ type: 'seen', id, at }));
  };
  return store.subscribe(({ peek: { open: peek } }, { peek: { open: before } }) => {
    if (peek?.id === before?.id) return;
    if (before) record(before.id);
    openedAt = performance.now();
  });
}
