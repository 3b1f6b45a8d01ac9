import { isClearable } from '../../core/lifecycle/clearable.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { World } from '../context/plain-world.ts';
import { requireSession } from '../context/session-place.ts';
import { removeSession } from './end-session.ts';

/**
 * Moves the given sessions to the trash, one after the other, except those that run again. Returns sentences about what
 * stayed. One that is gone already is no problem, and a failure does not stop the others.
 */
export async function clearSessions(world: World, ids: readonly string[]): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const id of ids) {
    try {
      const session = requireSession(world, id);
      if (!isClearable(session)) continue;
      const { kept } = await removeSession(world, id);
      if (kept !== undefined) notes.push(`${displayName(session)}: ${kept}.`);
    } catch (error) {
      notes.push(error instanceof Error ? error.message : String(error));
    }
  }
  return notes;
}
