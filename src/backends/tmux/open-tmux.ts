import type { Settings } from '../../core/settings/settings.ts';
import type { Paths } from '../../system/files/paths.ts';
import { writeWhenDifferent } from '../../system/files/write-when-different.ts';
import { rememberedServers } from '../../system/store/daemon/person-servers.ts';
import { serverConfiguration } from '../../tmux/config.ts';
import { realSocket, surroundingSocket } from '../../tmux/socket.ts';
import { tmuxServers } from './servers.ts';
import { type TmuxBackend, tmuxBackend } from './tmux.ts';

interface Given {
  readonly env: NodeJS.ProcessEnv;
  readonly paths: Paths;
  readonly settings: Settings;
  /** The name of our own server. */
  readonly socket: string;
}

/**
 * tmux as the settings want it: the server where our sessions start, and those of the person's. Writes the configuration
 * that a server of our own reads. Throws a sentence.
 */
export function openTmux({ env, paths, settings, socket }: Given): TmuxBackend {
  const isOwnServer = settings['tmux.server'] === 'agents';
  if (isOwnServer) writeWhenDifferent(paths.tmuxConfiguration, serverConfiguration);
  const own = tmuxBackend({ socket, ...(isOwnServer ? { configFile: paths.tmuxConfiguration } : {}) });
  const theirs = () => (settings.adopt ? personSockets({ env, paths, own: socket }) : []);
  // A server that was named for this process alone is no sign of the usual one.
  const usual = env['AGENTS_TMUX_SOCKET'] === undefined ? ['agents'] : [];
  return tmuxServers(own, socket, theirs, () => personSockets({ env, paths, own: socket, more: usual }));
}

/**
 * The person's tmux servers that run now: the usual one, and those in which `agents` was opened. Tests name another
 * as the usual one.
 */
function personSockets({
  env,
  paths,
  own,
  more = [],
}: {
  readonly env: NodeJS.ProcessEnv;
  readonly paths: Paths;
  readonly own: string;
  readonly more?: readonly string[];
}): readonly string[] {
  const around = surroundingSocket(env);
  const usual = env['AGENTS_USER_TMUX_SOCKET'] ?? 'default';
  const wanted = [usual, ...(around ? [around] : []), ...rememberedServers(paths), ...more].filter(Boolean);
  const found = new Map<string, string>();
  for (const socket of wanted) {
    const real = realSocket(socket, env);
    if (real !== undefined && !found.has(real)) found.set(real, socket);
  }
  found.delete(realSocket(own, env) ?? '');
  return [...found.values()];
}
