import type { World } from '../operations/context/world.ts';
import { clockJump } from '../system/machine/clock-jump.ts';
import type { ViewStore } from '../ui/store.ts';

/** What gives the view the time; where the clock was set, what runs in the view moves along. */
export function viewClock(world: World, view: ViewStore): () => void {
  const readJump = clockJump();
  return () => {
    const by = readJump();
    if (by !== 0) view.moveTimes(by);
    view.setTime(world.now());
  };
}
