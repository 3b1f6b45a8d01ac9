import { paneKey } from '../core/session/adopted.ts';
import type { World } from '../operations/context/world.ts';
import { selectedSession } from '../ui/state/view-state.ts';
import type { ViewStore } from '../ui/store.ts';

/**
 * Asks tmux for the keys that lead back from the selected row, when it is in the person's own tmux: once for each of
 * its sessions. Returns what stops it.
 */
export function learnWaysBack(world: World, { store, set }: ViewStore): () => void {
  const asked = new Set<string>();
  const look = () => {
    const session = selectedSession(store.getState());
    const place = session?.spec.kind === 'adopted' ? session.status.tmux : undefined;
    if (!session || !place || asked.has(paneKey(session))) return;
    const key = paneKey(session);
    asked.add(key);
    void world.backend.wayBack(place).then(
      keys => keys && set({ waysBack: { ...store.getState().waysBack, [key]: keys } }),
      () => asked.delete(key),
    );
  };
  look();
  return store.subscribe((state, before) => {
    if (state.selectedId !== before.selectedId || state.sessions !== before.sessions) look();
  });
}
