import type { Backend } from '../../backends/backend.ts';
import { iterm2Backend } from '../../backends/iterm2/iterm2.ts';
import { panesDirectory } from '../../backends/iterm2/pane-records.ts';
import { type Hosting, openHosting } from '../../backends/pty/hosting.ts';
import { inProcessBackend } from '../../backends/pty/in-process.ts';
import { ownersDirectory } from '../../backends/pty/owner/owners.ts';
import { routed } from '../../backends/router.ts';
import { openTmux } from '../../backends/tmux/open-tmux.ts';
import { writeWhenDifferent } from '../../system/files/write-when-different.ts';
import { hasTmux } from '../../system/programs/require-tmux.ts';
import { hookScript } from '../../system/store/launch/hook.ts';
import { nudge } from '../../system/watch/watch.ts';
import { type Given as GivenRecords, openRecordsWorld, type RecordsWorld } from './records-world.ts';
import { whereSessionsStart } from './where-sessions-start.ts';

/** What effects act on: the records, the place where sessions live, the settings. */
export interface World extends RecordsWorld {
  readonly backend: Backend;
  /** Sessions can live in this process. */
  readonly hosting?: Hosting;
}

/** What is given instead of the usual; `backend`: in place of all others. */
export interface Given extends GivenRecords {
  readonly backend?: Backend;
  /** Sessions may live in this process: those of everyone, or those that it starts itself. */
  readonly hosts?: 'all' | 'own';
}

/**
 * Opens the state directory and writes the files that our tmux server and the hooks need. Throws a sentence. The rules
 * of the agents, 10 ms, are not loaded: for verbs that start nothing and read no screen.
 */
export function openPlainWorld(env: NodeJS.ProcessEnv, given: Given = {}): World {
  return withBackends(openRecordsWorld(env, given), given);
}

/** The same, from records that are open. */
export function withBackends(records: RecordsWorld, given: Given): World {
  writeWhenDifferent(records.paths.hook, hookScript());
  return { ...records, ...(given.backend ? { backend: given.backend } : openBackends(records, given)) };
}

function openBackends(
  records: RecordsWorld,
  { hosts }: Given,
): Pick<World, 'backend' | 'startsIn' | 'hosting' | 'problems'> {
  const { env, paths, now } = records;
  const directory = ownersDirectory(paths.daemon);
  const onChange = () => nudge(paths, 'wake');
  const hosting = hosts && openHosting({ directory, takesOthers: hosts === 'all', onChange, now });
  const inProcess = inProcessBackend({ directory, hosting, attachWords: attachWords() });
  const servers = openTmux(records);
  const iterm2 = iterm2Backend({ env, directory: panesDirectory(paths.daemon), wakeFile: paths.wake, now });
  const known = records.startsIn && { startsIn: records.startsIn, problems: [] };
  const { startsIn, problems } = known ?? whereSessionsStart(records);
  // Without tmux nothing is asked of it, unless a session is on record there.
  const backend = hasTmux(env) ? routed(servers, [inProcess, iterm2]) : routed(inProcess, [servers, iterm2]);
  const all = [...records.problems, ...problems];
  return { backend, startsIn, problems: all, ...(hosting && { hosting }) };
}

/** The part of this program that gives a terminal to a session of another process. */
function attachWords(): readonly string[] {
  return [process.execPath, process.argv[1] ?? '', 'daemon', 'attach'];
}
