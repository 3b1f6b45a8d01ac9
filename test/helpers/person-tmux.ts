import { execFile } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { ScratchHome } from './scratch-home.ts';
import { removeSocket } from './terminal.ts';
import { waitUntil } from './wait.ts';

/** The tmux server of the person, which `agents` did not start: one session `work` with a shell in it. */
export interface PersonTmux {
  readonly socket: string;
  readonly tmux: (...parameters: readonly string[]) => Promise<string>;
  /** Types a command line into the shell of a pane. */
  readonly type: (line: string, pane?: string) => Promise<void>;
  readonly screen: (pane?: string) => Promise<string>;
  /** Everything that a person could have set there, and what stands in it. */
  readonly everything: () => Promise<string>;
}

/** Starts it where the program under test looks for the person's server; it ends with the test. */
export async function openPersonTmux(home: ScratchHome): Promise<PersonTmux> {
  const socket = home.env['AGENTS_USER_TMUX_SOCKET'] ?? '';
  const tmux = (...parameters: readonly string[]) => call(['-u', '-L', socket, ...parameters], home);
  const shell = 'PS1="$ " exec sh -i';
  onTestFinished(async () => {
    await tmux('kill-server').catch(() => undefined);
    removeSocket(socket);
  });
  await tmux('-f', '/dev/null', 'new-session', '-d', '-s', 'work', '-x', '120', '-y', '40', shell);
  const screen = (pane = 'work:') => tmux('capture-pane', '-p', '-t', pane);
  await waitUntil(
    async () => (await screen()).startsWith('$'),
    () => "The person's shell should start",
  );
  return {
    socket,
    tmux,
    // Agents take an Enter that comes with the text for a part of it.
    type: async (line, pane = 'work:') => {
      await tmux('send-keys', '-t', pane, line);
      await waitUntil(
        async () => (await screen(pane)).includes(line.slice(-8)),
        () => `Typed: ${line}`,
      );
      await tmux('send-keys', '-t', pane, 'Enter');
    },
    screen,
    everything: async () => {
      const commands = [
        ...['-s', '-g', '-gw', '-w', '', '-p'].map(scope => ['show-options', ...(scope ? [scope] : [])]),
        ...[['show-hooks', '-g'], ['list-keys'], ['list-buffers'], ['show-environment', '-g']],
        [
          'list-panes',
          '-a',
          '-F',
          '#{session_id} #{window_id} #{pane_id} #{pane_pid} #{pane_dead} #{window_active}',
        ],
      ];
      return (await Promise.all(commands.map(command => tmux(...command)))).join('\n---\n');
    },
  };
}

function call(parameters: readonly string[], home: ScratchHome): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('tmux', parameters, { env: home.env, cwd: home.project, timeout: 5000 }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
  });
}
