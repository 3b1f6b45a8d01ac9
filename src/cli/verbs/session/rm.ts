import { safeText } from '../../../core/text/safe-text.ts';
import type { World } from '../../../operations/context/plain-world.ts';
import { removeSession } from '../../../operations/lifecycle/end-session.ts';
import { removeUnreadable } from '../../../operations/lifecycle/end-unreadable.ts';
import type { Shell } from '../../verb.ts';
import { endEach } from './end-each.ts';

/**
 * `agents rm <id|name>…`: ends the processes and takes the rows away; the records go to the trash, and worktrees with
 * them unless something in them is not committed.
 */
export async function rm(words: readonly string[], shell: Shell): Promise<number> {
  const does = async (world: World, id: string) => {
    const { kept, words: lost } = await removeSession(world, id, { keepsDirty: true });
    if (kept !== undefined) shell.writeError(`agents: ${safeText(kept)}\n`);
    return lost ? { lost } : {};
  };
  return endEach('rm', { words, shell }, { does, unreadable: removeUnreadable, done: 'removed' });
}
