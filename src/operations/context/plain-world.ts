import type { Backend } from '../../backends/backend.ts';
import { tmuxServers } from '../../backends/tmux/servers.ts';
import { tmuxBackend } from '../../backends/tmux/tmux.ts';
import type { Paths } from '../../system/files/paths.ts';
import { readSmallFile } from '../../system/files/read-file.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { rememberedServers } from '../../system/store/daemon/person-servers.ts';
import { hookScript } from '../../system/store/launch/hook.ts';
import { serverConfiguration } from '../../tmux/config.ts';
import { realSocket, surroundingSocket } from '../../tmux/socket.ts';
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
  const { paths, settings, socket } = records;
  const isOwnServer = settings['tmux.server'] === 'agents';
  writeWhenDifferent(paths.hook, hookScript());
  if (given.backend) return { ...records, backend: given.backend };
  if (isOwnServer) writeWhenDifferent(paths.tmuxConfiguration, serverConfiguration);
  const own = tmuxBackend({ socket, ...(isOwnServer ? { configFile: paths.tmuxConfiguration } : {}) });
  const theirs = () => (settings.adopt ? personSockets({ env, paths, own: socket }) : []);
  return { ...records, backend: tmuxServers(own, socket, theirs) };
}

function writeWhenDifferent(path: string, text: string): void {
  if (textOf(path) !== text) writeFileAtomic(path, text);
}

/** What is no plain file of ours (a pipe, a link, far too long) is replaced, if it can be. */
function textOf(path: string): string | undefined {
  try {
    return readSmallFile(path);
  } catch {
    return undefined;
  }
}

/**
 * The person's tmux servers that run now: the usual one, and those in which `agents` was opened. Tests name another
 * as the usual one.
 */
function personSockets({
  env,
  paths,
  own,
}: {
  readonly env: NodeJS.ProcessEnv;
  readonly paths: Paths;
  readonly own: string;
}): readonly string[] {
  const around = surroundingSocket(env);
  const usual = env['AGENTS_USER_TMUX_SOCKET'] ?? 'default';
  const wanted = [usual, ...(around ? [around] : []), ...rememberedServers(paths)].filter(Boolean);
  const found = new Map<string, string>();
  for (const socket of wanted) {
    const real = realSocket(socket, env);
    if (real !== undefined && !found.has(real)) found.set(real, socket);
  }
  found.delete(realSocket(own, env) ?? '');
  return [...found.values()];
}
