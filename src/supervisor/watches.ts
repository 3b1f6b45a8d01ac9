import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../runtime/world.ts';
import { watchNudges } from '../system/files/watch.ts';

/** Hooks and verbs touch one file of ours; Claude Code's own session files tell what no hook tells (Esc). */
export function watchEverything(world: World, ring: () => void) {
  const nudges = watchNudges(world.paths, 'wake', ring);
  const home = world.env['CLAUDE_CONFIG_DIR'] || join(world.env['HOME'] ?? '/', '.claude');
  let files: FSWatcher | undefined;
  // Claude Code makes the directory when it is first started, and that may be long after us.
  const renew = () => {
    files ??= watchDirectory(join(home, 'sessions'), ring, () => {
      files = undefined;
    });
  };
  renew();
  return {
    renew,
    close: () => {
      nudges();
      files?.close();
    },
  };
}

/** Undefined where there is no such directory yet: the rounds find its files all the same. */
function watchDirectory(directory: string, ring: () => void, lost: () => void): FSWatcher | undefined {
  if (!existsSync(directory)) return undefined;
  try {
    const watcher = watch(directory, ring);
    watcher.on('error', () => {
      watcher.close();
      lost();
    });
    return watcher;
  } catch {
    return undefined;
  }
}
