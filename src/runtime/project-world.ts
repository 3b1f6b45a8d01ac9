import { settingsFrom } from '../core/settings-layers.ts';
import { readProjectLayer } from '../system/settings/settings.ts';
import type { World } from './plain-world.ts';

/**
 * The world with what the repository of a directory says of new sessions there: which agent they run. What it says of
 * worktrees is read where one is made (`system/settings/project-settings.ts`).
 */
export function inProject(world: World, directory: string): World {
  const { layer, problems } = readProjectLayer(directory);
  if (!layer && problems.length === 0) return world;
  const { agent } = settingsFrom([...world.layers, ...(layer ? [layer] : [])]);
  return { ...world, settings: { ...world.settings, agent }, problems: [...world.problems, ...problems] };
}
