import type { World } from '../operations/context/world.ts';
import { clockJump } from '../system/machine/clock-jump.ts';
import type { ViewStore } from '../ui/store.ts';

/**
 * Returns what updates the view's time, and turns the icons of working rows. When the system clock was set, the view's
 * running times are moved with it.
 */
export function viewClock(world: World, view: ViewStore): (beats?: number) => void {
  const readJump = clockJump();
  return beats => {
    const by = readJump();
    if (by !== 0) view.moveTimes(by);
    view.setTime(world.now(), beats);
  };
}
