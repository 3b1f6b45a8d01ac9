import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The file on which a server listens: the name of `tmux -L`, or an absolute path already. */
export function socketPath(socket: string, environment: NodeJS.ProcessEnv): string {
  if (socket.startsWith('/')) return socket;
  return join(environment['TMUX_TMPDIR'] || '/tmp', `tmux-${process.getuid?.() ?? 0}`, socket);
}

/** What the system takes as the address of a socket; bytes. */
const mostBytes = process.platform === 'linux' ? 107 : 103;

/** A sentence when no server can listen there: its path is too long. */
export function socketProblem(socket: string, environment: NodeJS.ProcessEnv): string | undefined {
  const path = reachedPath(socket, environment);
  const bytes = Buffer.byteLength(path);
  if (bytes <= mostBytes) return undefined;
  const advice = socket.startsWith('/') ? '' : ' Set TMUX_TMPDIR to a shorter directory, such as /tmp.';
  return `The path of tmux's socket is ${bytes} bytes long, and the system takes ${mostBytes}: ${path}.${advice}`;
}

/** tmux resolves links in its directory, and takes /tmp where that is not there. */
function reachedPath(socket: string, environment: NodeJS.ProcessEnv): string {
  if (socket.startsWith('/')) return socket;
  try {
    return socketPath(socket, { TMUX_TMPDIR: realpathSync(environment['TMUX_TMPDIR'] || '/tmp') });
  } catch {
    return socketPath(socket, {});
  }
}

/** Where it really lies, the same for every way to name it; undefined when no socket of this user is there. */
export function realSocket(socket: string, environment: NodeJS.ProcessEnv): string | undefined {
  const path = socketPath(socket, environment);
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isSocket() && found.uid === process.getuid?.() ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** The socket of the server in which this environment's program runs, from `TMUX=<path>,<pid>,<session>`. */
export function surroundingSocket(environment: NodeJS.ProcessEnv): string | undefined {
  const path = environment['TMUX']?.replace(/,\d*,\d*$/, '');
  return path?.startsWith('/') ? path : undefined;
}
/** Which tmux server: a name for `-L` or an absolute path for `-S`; the file is read when it starts. */
export interface TmuxServer {
  readonly socket: string;
  readonly configFile?: string;
}
