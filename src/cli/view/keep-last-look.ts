import type { ViewStore } from '../../core/view/store.ts';
import type { World } from '../../runtime/world.ts';
import { isWithin } from '../../system/processes/clock-jump.ts';
import { writeLastLook } from '../../system/records/last-look.ts';

const everyMs = 60_000;

/** Records that somebody looks: once a minute while keys come, and at the end. Returns what to do at the end. */
export function keepLastLook(world: World, { store }: ViewStore): () => void {
  let writtenAt = world.now();
  const stop = store.subscribe(({ lastKeyAt }, before) => {
    if (lastKeyAt === before.lastKeyAt || isWithin(everyMs, writtenAt, lastKeyAt)) return;
    writtenAt = lastKeyAt;
    // After the frame that the key asks for.
    setImmediate(() => writeLastLook(world.paths, lastKeyAt));
  });
  return () => {
    stop();
    writeLastLook(world.paths, store.getState().lastKeyAt || writtenAt);
  };
}
