import type { World } from '../operations/context/world.ts';
import { writeUserState } from '../system/store/job/user-state.ts';
import { findSession } from '../ui/state/sessions.ts';
import type { ViewStore } from '../ui/store.ts';

/** A peek that is open for less time was passed on the way to another row, and does not count as seen. */
const leastMs = 1000;

/** Records when a session was seen, each time the peek leaves it. Returns what stops it. */
export function markSeen(world: World, { store }: ViewStore): () => void {
  let openedAt = performance.now();
  const record = (id: string) => {
    const isUnreadable = findSession(store.getState().sessions, id)?.unreadable !== undefined;
    if (isUnreadable || performance.now() - openedAt < leastMs) return;
    const seenAt = world.now();
    // After the frame that answers the key.
    setImmediate(() => {
      try {
        writeUserState(world.paths, id, { seenAt });
      } catch {
        // The session is gone or the disk is full: it counts as not seen.
      }
    });
  };
  return store.subscribe(({ peek: { open: peek } }, { peek: { open: before } }) => {
    if (peek?.id === before?.id) return;
    if (before) record(before.id);
    openedAt = performance.now();
  });
}
