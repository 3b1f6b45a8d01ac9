import { setTimeout as wait } from 'node:timers/promises';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { World } from '../context/world.ts';
import { whyNoMore } from './queue.ts';

/**
 * Call the result before each of many starts: it keeps them as far apart as those of the queue, and rejects with a
 * sentence where the machine is too busy for one more. One that runs is only replaced.
 */
export function startGate(world: World): (session: Session) => Promise<void> {
  let lastAt = Number.NEGATIVE_INFINITY;
  return async session => {
    if (session.status.process === 'alive') return;
    const left = lastAt + world.settings['queue.staggerMs'] - performance.now();
    if (left > 0) await wait(left);
    const why = whyNoMore(world);
    const name = safeText(displayName(session));
    if (why !== undefined)
      throw new Error(
        `${name} was left: ${why}. By name it is started all the same: agents respawn ${session.id}`,
      );
    lastAt = performance.now();
  };
}
