import { safeText } from '../../../core/text/safe-text.ts';
import type { World } from '../../../operations/context/plain-world.ts';
import { stopSession } from '../../../operations/lifecycle/end-session.ts';
import { stopUnreadable } from '../../../operations/lifecycle/end-unreadable.ts';
import type { Shell } from '../../verb.ts';
import { endEach } from './end-each.ts';

/** `agents stop <id|name>…`: ends the processes and keeps the rows. */
export async function stop(words: readonly string[], shell: Shell): Promise<number> {
  const does = async (world: World, id: string) => {
    const unrecorded = await stopSession(world, id);
    if (unrecorded !== undefined) shell.writeError(`agents: ${safeText(unrecorded)}\n`);
    return {};
  };
  return endEach('stop', { words, shell }, { does, unreadable: stopUnreadable, done: 'stopped' });
}
