import type { World } from '../operations/context/world.ts';
import { isWithin } from '../system/machine/clock-jump.ts';
import { writeLastLook } from '../system/store/history/last-look.ts';
import type { ViewStore } from '../ui/store.ts';

const everyMs = 60_000;

/** Records when the view was last used: once a minute while keys are pressed, and when the result is called. */
export function keepLastLook(world: World, { store }: ViewStore): () => void {
  let writtenAt = world.now();
  const stop = store.subscribe(({ clock: { lastKeyAt } }, before) => {
    if (lastKeyAt === before.clock.lastKeyAt || isWithin(everyMs, writtenAt, lastKeyAt)) return;
    writtenAt = lastKeyAt;
    // After the frame that answers the key.
    setImmediate(() => writeLastLook(world.paths, lastKeyAt));
  });
  return () => {
    stop();
    writeLastLook(world.paths, store.getState().clock.lastKeyAt || writtenAt);
  };
}
