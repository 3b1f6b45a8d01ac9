import { forgetFocusOnDeath, sayEnded } from '../../tmux/dead-pane.ts';
import { keyTableName } from '../../tmux/key-table.ts';
import { commandLine } from '../../tmux/quote.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import type { StartRequest } from '../backend.ts';

interface Where {
  readonly session: string;
  readonly pane: string;
}

/** What a new session is given: who it is, and what its server would have it be otherwise. For it alone, nothing global. */
export function sessionOptions(
  server: TmuxServer,
  request: StartRequest,
  { session, pane }: Where,
): readonly (readonly string[])[] {
  return [
    // On the pane, not on its session: it survives move-pane, and a pane split off does not inherit it.
    ['set-option', '-p', '-t', pane, '@agents_id', request.id],
    ['set-option', '-p', '-t', pane, '@agents_seq', '0'],
    ['set-option', '-pF', '-t', pane, '@agents_name', '#{session_name}'],
    ['set-option', '-p', '-t', pane, 'remain-on-exit', 'on'],
    // On our own server it stands in the configuration.
    ...(server.configFile === undefined ? againstTheirs({ session, pane }) : []),
    ['set-option', '-t', session, 'key-table', keyTableName(request.promptColumn)],
  ];
}

/** What a server of the person's may say for all sessions, and would end this one or take the way out of it. */
function againstTheirs({ session, pane }: Where): readonly (readonly string[])[] {
  return [
    ['set-option', '-t', session, 'destroy-unattached', 'off'],
    // The prefix goes before every other key, so before the way out.
    ...['prefix', 'prefix2'].map(option => [
      ...['if-shell', '-F', '-t', pane, `#{m/ri:^C-z$,#{${option}}}`],
      commandLine(['set-option', '-t', session, option, 'None']),
    ]),
    ['set-hook', '-p', '-t', pane, 'pane-died', forgetFocusOnDeath],
    ['set-hook', '-p', '-t', pane, 'pane-died[1]', sayEnded],
    // 3.3 and newer: no "Pane is dead" below what the program said last.
    ['set-option', '-pq', '-t', pane, 'remain-on-exit-format', ''],
  ];
}
