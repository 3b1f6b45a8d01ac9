import type { World } from '../operations/context/world.ts';
import { clockJump } from '../system/machine/clock-jump.ts';
import type { ViewStore } from '../ui/store.ts';

export interface ViewClock {
  /** ms since the epoch; when the system clock was set, the view's running times are moved with it. */
  readonly now: () => number;
  /** Updates the view's time, and turns the icons of working rows. */
  readonly setTime: (beats?: number) => void;
}

export function viewClock(world: World, view: ViewStore): ViewClock {
  const readJump = clockJump();
  const now = () => {
    const by = readJump();
    if (by !== 0) view.moveTimes(by);
    return world.now();
  };
  return { now, setTime: beats => view.setTime(now(), beats) };
}
