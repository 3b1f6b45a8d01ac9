import type { World } from '../operations/context/world.ts';
import { writeUserState } from '../system/store/job/user-state.ts';
import { findSession } from '../ui/state/view-state.ts';
import type { ViewStore } from '../ui/store.ts';

/** A peek that is closed sooner was on its way to another row. */
const leastMs = 1000;

/** Records when someone has looked at a session, as the peek leaves it. Returns how to stop. */
export function markSeen(world: World, { store }: ViewStore): () => void {
  let openedAt = performance.now();
  const record = (id: string) => {
    const isUnreadable = findSession(store.getState(), id)?.unreadable !== undefined;
    if (isUnreadable || performance.now() - openedAt < leastMs) return;
    const seenAt = world.now();
    // After the frame that the key asks for.
    setImmediate(() => {
      try {
        writeUserState(world.paths, id, { seenAt });
      } catch {
        // It is gone, or the disk is full: then it counts as not seen.
      }
    });
  };
  return store.subscribe(({ peek }, { peek: before }) => {
    if (peek?.id === before?.id) return;
    if (before) record(before.id);
    openedAt = performance.now();
  });
}
