import type { World } from '../context/world.ts';
import { restoreSession } from './restore.ts';

/**
 * Restores deleted sessions; one that cannot be restored does not keep the others from it. Returns a sentence about the
 * outcome; `onRestored` is called with each id.
 */
export async function restoreSeveral(
  world: World,
  ids: readonly string[],
  onRestored: (id: string) => void,
): Promise<{ readonly text: string; readonly tone: 'success' | 'attention' | 'failure' }> {
  const names: string[] = [];
  const notes: string[] = [];
  for (const id of ids) {
    try {
      const { name, note } = await restoreSession(world, id);
      names.push(name);
      if (note) notes.push(ids.length > 1 ? `${name}: ${note}` : note);
      onRestored(id);
    } catch (error) {
      notes.push(error instanceof Error ? error.message : String(error));
    }
  }
  const what = names.length === 1 ? `${names[0]}` : `${names.length} sessions`;
  const told = names.length > 0 ? [`Restored ${what}.`, ...notes] : notes;
  const tone = names.length === 0 ? 'failure' : notes.length > 0 ? 'attention' : 'success';
  return { text: told.join(' '), tone };
}
