import { tmux } from './client.ts';
import type { TmuxServer } from './socket.ts';

/**
 * The pane that a target of a person names, such as `%5`, `work:2.1` or `work`; undefined when there is none. Throws a
 * sentence for what could be more than a name.
 */
export async function findPane(server: TmuxServer, target: string): Promise<string | undefined> {
  if (!/^[\w%$@=.][\w%$@=.:+{}-]*$/.test(target)) {
    throw new Error(`"${target}" is not a tmux target such as %5, work:2.1 or work.`);
  }
  // list-panes fails where display-message answers with empty fields.
  const answer = await tmux(server, [
    ['list-panes', '-t', target, '-f', '#{pane_active}', '-F', '#{pane_id}'],
    ['display-message', '-p', '-t', target, '#{pane_id}'],
  ]);
  const [, pane] = /(%\d+)\n$/.exec(answer.stdout) ?? [];
  return answer.code === 0 ? pane : undefined;
}
