import { isNoServer, tmux, tmuxError } from './client.ts';
import type { TmuxServer } from './socket.ts';

/** What holds on a running server for all its sessions, and for the terminals that look at it. */
export interface ServerOptions {
  /** By name; several lines for one that is a list. */
  readonly options: ReadonlyMap<string, string>;
  readonly clients: readonly Client[];
  /** The files that it has read; empty where tmux does not tell (before 3.3). */
  readonly files: readonly string[];
}

interface Client {
  /** Its TERM. */
  readonly terminal: string;
  readonly features: readonly string[];
}

/** In one invocation; undefined when no server runs. Names that this tmux does not know have an empty value. */
export async function readServerOptions(
  server: TmuxServer,
  names: readonly string[],
): Promise<ServerOptions | undefined> {
  // No option has such a line in its value.
  const seam = '=== agents ===';
  const answer = await tmux(server, [
    ['display-message', '-p', '#{config_files}'],
    ...names.flatMap(name => [
      ['display-message', '-p', seam],
      ['show-options', '-gqv', name],
    ]),
    ['display-message', '-p', seam],
    ['list-clients', '-F', '#{client_termname} #{client_termfeatures}'],
  ]);
  if (isNoServer(answer)) return undefined;
  if (answer.code !== 0) throw tmuxError(server, 'tell its options', answer);
  const [files = '', ...values] = answer.stdout.split(`${seam}\n`).map(part => part.trim());
  const clients = (values[names.length] ?? '').split('\n').filter(Boolean);
  return {
    options: new Map(names.map((name, at) => [name, values[at] ?? ''])),
    clients: clients.map(line => {
      const [terminal = '', features = ''] = line.split(' ');
      return { terminal, features: features.split(',').filter(Boolean) };
    }),
    files: files.split(',').filter(Boolean),
  };
}
