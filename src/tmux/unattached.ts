import { tmux } from './client.ts';
import type { TmuxServer } from './socket.ts';

export const exitUnattached =
  'Your tmux server ends, with every session on it, as soon as nobody is attached: exit-unattached is on. Nothing was ' +
  'started there. Turn it off in your tmux configuration, or run: agents settings unset tmux.server';

/** Asks a server of the person's whether it ends with its last client; ours never does. One command of an invocation. */
export function askUnattached(server: TmuxServer): readonly string[] {
  return ['display-message', '-p', server.configFile === undefined ? '#{exit-unattached}' : ''];
}

export function endsUnattached(said: string): boolean {
  return /^(?:on|1)$/u.test(said.trim());
}

/** Whether it is on where a server runs; its configuration is not read. */
export async function hasExitUnattached(server: TmuxServer): Promise<boolean> {
  const answer = await tmux(server, [askUnattached(server)]);
  return answer.code === 0 && endsUnattached(answer.stdout);
}
