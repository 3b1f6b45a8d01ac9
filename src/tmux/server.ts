import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askedOnce, tmux, tmuxOutput } from './client.ts';
import { serverEnvironment } from './environment.ts';
import { socketPath, type TmuxServer } from './socket.ts';

/**
 * Starts the server, or does nothing when it runs; safe when several do it at once (tmux takes a lock). A step
 * of its own, in the small environment, because a server keeps the environment of the client that started it.
 */
export async function startServer(server: TmuxServer): Promise<void> {
  if (await startInScope(server)) return;
  await tmuxOutput(server, [['start-server']], { mayStartServer: true, ...askedOnce });
}

/** Whether a server listens there. Starts no program, which takes its time on a busy machine. */
export function isListening(server: TmuxServer): Promise<boolean> {
  const { connect } = process.getBuiltinModule('node:net');
  return new Promise(resolve => {
    const socket = connect(socketPath(server.socket, process.env));
    const settle = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

/**
 * Under systemd the server gets a scope of its own: in that of the login it would end at SSH logout, and in that
 * of a service one child out of memory would take every session down. OOMPolicy for scopes came with 253.
 */
async function startInScope(server: TmuxServer): Promise<boolean> {
  const runtime = process.env['XDG_RUNTIME_DIR'];
  if (!runtime || !existsSync(join(runtime, 'systemd', 'private'))) return false;
  const environment = { ...serverEnvironment(process.env), XDG_RUNTIME_DIR: runtime };
  const scope = ['systemd-run', '--user', '--scope', '--quiet', '--collect'];
  for (const policy of [['--property=OOMPolicy=continue'], []]) {
    const through = [...scope, ...policy, '--', 'env', '-u', 'XDG_RUNTIME_DIR'];
    try {
      const call = { through, environment, mayStartServer: true, ...askedOnce };
      if ((await tmux(server, [['start-server']], call)).code === 0) return true;
    } catch {
      // No systemd-run, or no answer from it: the plain start tells what is wrong, if anything is.
      return false;
    }
  }
  return false;
}
