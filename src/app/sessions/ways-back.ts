import type { Place } from '../../core/screen/place.ts';
import type { SessionSource } from '../../core/source.ts';
import { selectedSession } from '../../ui/state/view-state.ts';
import type { ViewStore } from '../../ui/store.ts';

/**
 * Asks for the keys that lead back from the selected row, when it is in the person's own tmux. Returns what stops it.
 */
export function learnWaysBack({ store, set }: ViewStore, source: Pick<SessionSource, 'wayBack'>): () => void {
  /** By session: the place for which its keys were asked. */
  const asked = new Map<string, Place>();
  const look = () => {
    const session = selectedSession(store.getState());
    const place = session?.spec.kind === 'adopted' ? session.status.place : undefined;
    if (!session || !place || asked.get(session.id) === place) return;
    const { id } = session;
    asked.set(id, place);
    void source.wayBack(session).then(
      keys => {
        const { [id]: before, ...others } = store.getState().sessions.waysBack;
        if (keys !== before) set({ sessions: { waysBack: keys ? { ...others, [id]: keys } : others } });
      },
      () => void asked.delete(id),
    );
  };
  look();
  return store.subscribe((state, before) => {
    if (state.list.selectedId !== before.list.selectedId || state.sessions.all !== before.sessions.all)
      look();
  });
}
