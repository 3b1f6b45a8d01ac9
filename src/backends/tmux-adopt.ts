import type { TmuxPlace } from '../core/sessions/session.ts';
import { isNoServer, type TmuxServer, tmux, tmuxError } from '../tmux/client.ts';
import { fillKeyTable, keyTableName } from '../tmux/key-table.ts';
import { commandLine, commandList } from '../tmux/quote.ts';
import { realSocket, surroundingSocket } from '../tmux/socket.ts';
import type { AttachCommand, Tag } from './backend.ts';
import { attachSession, clientWords } from './tmux-client-words.ts';
import { isOnlyGone, isTheSession, requireId, requireOwn } from './tmux-place.ts';

/**
 * Sets or unsets the two options of each pane, in one invocation. On our own server the tmux session gets our ways
 * out as well: nothing else leads back from there.
 */
export async function tagPanes(server: TmuxServer, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return;
  const lines = tags.map(tag => (tag.action === 'set' ? setLine(server, tag) : unsetLine(server, tag)));
  const answer = await tmux(server, [['source-file', '-']], { input: `${lines.join('\n')}\n` });
  if (answer.code !== 0 && !isNoServer(answer) && !isOnlyGone(answer)) {
    throw tmuxError(server, 'mark the panes of adopted sessions', answer);
  }
  if (server.configFile === undefined) return;
  const columns = new Set(tags.filter(tag => tag.action === 'set').map(tag => tag.promptColumn));
  for (const column of columns) await fillKeyTable(server, column);
}

function setLine(server: TmuxServer, { place, id, promptColumn, questionNumber = 0 }: Tag): string {
  const { pane, session } = requireOwn(server, place);
  return commandList([
    ['set-option', '-p', '-t', pane, '@agents_id', requireId(id)],
    ['set-option', '-p', '-t', pane, '@agents_seq', `${Math.trunc(questionNumber)}`],
    ...(server.configFile === undefined
      ? []
      : [['set-option', '-t', session, 'key-table', keyTableName(promptColumn)]]),
  ]);
}

/** Only while the pane carries that very id. */
function unsetLine(server: TmuxServer, { place, id }: Tag): string {
  const { pane } = requireOwn(server, place);
  const unset = ['@agents_id', '@agents_seq'].map(name => ['set-option', '-p', '-u', '-t', pane, name]);
  return commandLine(['if-shell', '-F', '-t', pane, isTheSession(id), commandList(unset)]);
}

/**
 * Brings the pane into view. A person inside that very server is switched there, since a client of a server inside
 * one of its own panes would show itself; everybody else attaches to its tmux session, with the person's own keys.
 */
export function showPane(server: TmuxServer, { pane, session }: TmuxPlace): AttachCommand {
  if (isInside(server)) {
    // `TMUX` ends with the number of the session in which this program runs.
    const isSameSession = `$${process.env['TMUX']?.split(',').at(-1)}` === session;
    const key = isSameSession ? 'prefix l: the window before' : 'prefix L: the session before';
    const wayBack = `Switched there; your own tmux keys lead back (${key}).`;
    return { argv: [...clientWords(server), 'switch-client', '-t', pane], environment: {}, wayBack };
  }
  const select = ['select-window', '-t', pane, ';', 'select-pane', '-t', pane, ';'];
  // tmux's own status line says it where it is needed; its prefix is the person's.
  const say =
    server.configFile === undefined ? [';', 'display-message', '#{prefix} d comes back to agents'] : [];
  return {
    argv: [...clientWords(server), ...select, ...attachSession(session), ...say],
    environment: { TMUX: undefined, TMUX_PANE: undefined },
    ...(say.length > 0 && { wayBack: 'Your own tmux keys hold there: prefix d comes back.' }),
  };
}

function isInside(server: TmuxServer): boolean {
  const around = surroundingSocket(process.env);
  const here = around && realSocket(around, process.env);
  return here !== undefined && here === realSocket(server.socket, process.env);
}
