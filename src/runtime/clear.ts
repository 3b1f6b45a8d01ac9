import { isClearable } from '../core/list/clearable.ts';
import { displayName } from '../core/view/view-state.ts';
import { removeSession } from './end-session.ts';
import type { World } from './plain-world.ts';
import { requireSession } from './session-place.ts';

/**
 * Moves to the trash what has still ended by now, one after the other. Returns sentences about what stayed, or of which
 * something stayed; one that is gone already is no problem, and none keeps the others from going.
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
