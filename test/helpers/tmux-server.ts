import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartRequest } from '../../src/backends/backend.ts';
import { type TmuxBackend, tmuxBackend } from '../../src/backends/tmux/tmux.ts';
import { descendants, endTree } from '../../src/system/run/process-tree.ts';
import { askedOnce, tmux } from '../../src/tmux/client.ts';
import { serverConfiguration } from '../../src/tmux/config.ts';
import type { TmuxServer } from '../../src/tmux/socket.ts';

export { waitFor } from './wait.ts';

export interface TmuxTest {
  readonly socket: string;
  readonly configFile: string;
  readonly server: TmuxServer;
  readonly backend: TmuxBackend;
  /** A temporary directory of the test's own. */
  readonly directory: string;
  /** Runs one tmux command on the socket and returns what it prints. */
  readonly run: (...command: readonly string[]) => Promise<string>;
}

/** Gives a private tmux server with our configuration, and leaves no process, socket or file behind. */
export async function withTmuxServer(use: (test: TmuxTest) => Promise<void>): Promise<void> {
  const socket = `agents-test-${randomBytes(6).toString('hex')}`;
  const directory = await mkdtemp(join(tmpdir(), 'agents-test-'));
  const configFile = join(directory, 'tmux.conf');
  await writeFile(configFile, serverConfiguration);
  const server = { socket, configFile };
  const run = async (...command: readonly string[]) => (await tmux(server, [command])).stdout;
  try {
    await use({ socket, configFile, server, directory, run, backend: tmuxBackend(server) });
  } finally {
    await killServer(server);
    await rm(directory, { recursive: true, force: true });
  }
}

/** Kills the server and everything that runs in its panes, also what ignores the hangup. */
export async function killServer(server: TmuxServer): Promise<void> {
  const { stdout } = await tmux(server, [['list-panes', '-a', '-F', '#{pane_pid}']], askedOnce);
  const pids = stdout.split('\n').filter(Boolean).map(Number);
  const trees = await Promise.all(pids.map(descendants));
  await endTree(trees.flat(), { graceMs: 0 });
  await tmux(server, [['kill-server']], askedOnce);
  const root = process.env['TMUX_TMPDIR'] || '/tmp';
  if (!server.socket.startsWith('/')) {
    const path = join(root, `tmux-${process.getuid?.()}`, server.socket);
    // Starts at the same time can leave tmux's lock file behind.
    for (const file of [path, `${path}.lock`]) await rm(file, { force: true });
  }
}

let count = 0;

/** A request to run this sh script in a new session. */
export function shellRequest(script: string, changes: Partial<StartRequest> = {}): StartRequest {
  count++;
  const id = count.toString(16).padStart(8, '0');
  return { id, slug: `test-${id}`, argv: ['/bin/sh', '-c', script], ...changes };
}
