import type { Backend } from '../../backends/backend.ts';
import { openTmux } from '../../backends/tmux/open-tmux.ts';
import { writeWhenDifferent } from '../../system/files/write-when-different.ts';
import { hookScript } from '../../system/store/launch/hook.ts';
import { type Given as GivenRecords, openRecordsWorld, type RecordsWorld } from './records-world.ts';

/** What effects act on: the records, the place where sessions live, the settings. */
export interface World extends RecordsWorld {
  readonly backend: Backend;
}

/** What is given instead of the usual; `backend`: in place of tmux. */
export interface Given extends GivenRecords {
  readonly backend?: Backend;
}

/**
 * Opens the state directory and writes the files that our tmux server and the hooks need. Throws a sentence. The rules
 * of the agents, 10 ms, are not loaded: for verbs that start nothing and read no screen.
 */
export function openPlainWorld(env: NodeJS.ProcessEnv, given: Given = {}): World {
  const records = openRecordsWorld(env, given);
  writeWhenDifferent(records.paths.hook, hookScript());
  return { ...records, backend: given.backend ?? openTmux(records) };
}
