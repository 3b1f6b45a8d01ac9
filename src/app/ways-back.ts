import type { World } from '../operations/context/world.ts';
import { selectedSession } from '../ui/state/view-state.ts';
import type { ViewStore } from '../ui/store.ts';

/**
 * Asks for the keys that lead back from the selected row, when it is in the person's own tmux: once for each group of
 * terminals that share them. Returns what stops it.
 */
export function learnWaysBack(world: World, { store, set }: ViewStore): () => void {
  const { adopts, names } = world.backend.can;
  if (!adopts || !names) return () => {};
  const known = new Map<string, Promise<string | undefined>>();
  /** By session: the group for which its keys were asked. */
  const asked = new Map<string, string>();
  const look = () => {
    const session = selectedSession(store.getState());
    const place = session?.spec.kind === 'adopted' ? session.status.place : undefined;
    if (!session || !place) return;
    const { id } = session;
    const group = names.groupOf(place);
    if (asked.get(id) === group) return;
    asked.set(id, group);
    const answer = known.get(group) ?? adopts.wayBack(place);
    known.set(group, answer);
    void answer.then(
      keys => {
        const { [id]: before, ...others } = store.getState().sessions.waysBack;
        if (keys !== before) set({ sessions: { waysBack: keys ? { ...others, [id]: keys } : others } });
      },
      () => {
        known.delete(group);
        asked.delete(id);
      },
    );
  };
  look();
  return store.subscribe((state, before) => {
    if (state.list.selectedId !== before.list.selectedId || state.sessions.all !== before.sessions.all)
      look();
  });
}
