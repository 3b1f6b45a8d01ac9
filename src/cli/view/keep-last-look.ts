import type { ViewStore } from '../../core/view/store.ts';
import type { World } from '../../runtime/world.ts';
import { writeLastLook } from '../../system/records/last-look.ts';

const everyMs = 60_000;

/** Records that somebody looks: once a minute while keys come, and at the end. Returns what to do at the end. */
export function keepLastLook(world: World, { store }: ViewStore): () => void {
  let writtenAt = world.now();
  const stop = store.subscribe(({ lastKeyAt }, before) => {
    if (lastKeyAt === before.lastKeyAt || lastKeyAt - writtenAt < everyMs) return;
    writtenAt = lastKeyAt;
    // After the frame that the key asks for.
    setImmediate(() => writeLastLook(world.paths, lastKeyAt));
  });
  return () => {
    stop();
    writeLastLook(world.paths, Math.max(store.getState().lastKeyAt, writtenAt));
  };
}
