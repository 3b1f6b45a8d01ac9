import { join } from 'node:path';
import type { World } from '../../operations/context/world.ts';
import { watchNudges } from '../../system/watch/watch.ts';
import { watchDirectory } from '../../system/watch/watch-directory.ts';
import type { Task } from './task.ts';

/**
 * Ends the loop's wait when something has happened: hooks and verbs touch one file of ours; Claude Code's own session
 * files tell what no hook tells (Esc).
 */
export function watchTask(world: World, trigger: () => void): Task {
  const nudges = watchNudges(world.paths, 'wake', trigger);
  const home = world.env['CLAUDE_CONFIG_DIR'] || join(world.env['HOME'] ?? '/', '.claude');
  // Claude Code makes the directory when it is first started, and that may be long after us.
  const files = watchDirectory(join(home, 'sessions'), trigger);
  return {
    name: 'Watching files',
    afterLook: files.renew,
    close: () => {
      nudges();
      files.close();
    },
  };
}
