import type { World } from '../operations/context/world.ts';
import { openMenu } from '../ui/line/completion.ts';
import { nextDefaults } from '../ui/line/dispatch-line.ts';
import type { ViewStore } from '../ui/store.ts';

/** A catalog older than this is read again when a menu opens. */
const freshMs = 5000;

/** How many directories besides the first keep their subagents and commands in memory. */
const mostOthers = 5;

/**
 * Reads what can be completed when the view opens, and again when a menu opens later. In the background, so that no
 * key waits for it. Returns what stops it.
 */
export function keepCatalog(world: World, { store, set }: ViewStore): () => void {
  const root = store.getState().launch.defaults.cwd;
  let others: readonly string[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let isReading = false;
  let isStopped = false;
  const read = async () => {
    const { readCatalog } = await import('../system/catalog/read-catalog.ts');
    const catalog = await readCatalog(root, world.env, others);
    readAt = performance.now();
    if (!isStopped) set({ launch: { catalog } });
  };
  const refresh = () => {
    if (isReading) return;
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
    const { cwd } = nextDefaults(state.line.field.text, state.launch);
    const isNew = state.launch.catalog !== undefined && !state.launch.catalog.read.includes(cwd);
    if (isNew) others = [...others.filter(other => other !== cwd), cwd].slice(-mostOthers);
    if (isNew || (opens && performance.now() - readAt > freshMs)) refresh();
  });
  refresh();
  return () => {
    isStopped = true;
    unsubscribe();
  };
}
