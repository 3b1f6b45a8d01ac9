import { openMenu } from '../../core/completion.ts';
import type { ViewStore } from '../../core/store.ts';
import type { World } from '../../runtime/world.ts';

/** A catalog older than this is read anew when a menu opens. */
const freshMs = 5000;

/**
 * Reads what can be completed once the view is open, and again when a menu opens later: in the background, so that
 * no key waits for it. Returns how to stop.
 */
export function keepCatalog(world: World, { store, set }: ViewStore): () => void {
  const root = store.getState().defaults.cwd;
  let readAt = 0;
  let isReading = false;
  let isStopped = false;
  const read = async () => {
    const { readCatalog } = await import('../../system/catalog/read-catalog.ts');
    const catalog = await readCatalog(root, world.env);
    readAt = world.now();
    if (!isStopped) set({ catalog });
  };
  const refresh = () => {
    if (isReading || world.now() - readAt <= freshMs) return;
    isReading = true;
    void read().finally(() => {
      isReading = false;
    });
  };
  let hadMenu = false;
  const unsubscribe = store.subscribe(state => {
    const hasMenu = openMenu(state) !== undefined;
    const opens = hasMenu && !hadMenu;
    hadMenu = hasMenu;
    if (opens) refresh();
  });
  refresh();
  return () => {
    isStopped = true;
    unsubscribe();
  };
}
