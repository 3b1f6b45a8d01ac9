import { isNoServer, tmux, tmuxError } from '../../tmux/client.ts';
import { fillKeyTable, keyTableName } from '../../tmux/key-table.ts';
import { commandLine, commandList } from '../../tmux/quote.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import type { AttachCommand, Tag } from '../backend.ts';
import { attachSession, clientEnvironment, clientWords, terminalName } from './client-words.ts';
import { isOnlyGone, isTheSession, requireId, requireOwn, type TmuxPlace } from './place.ts';
import { isInside } from './way-back.ts';

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
export function showPane(server: TmuxServer, { pane, session }: TmuxPlace, keys?: string): AttachCommand {
  if (isInside(server)) {
    const wayBack = `Switched there; your own tmux keys lead back${keys ? `: ${keys}` : ''}.`;
    return {
      argv: [...clientWords(server), 'switch-client', '-t', pane],
      environment: terminalName(),
      wayBack,
    };
  }
  const select = ['select-window', '-t', pane, ';', 'select-pane', '-t', pane, ';'];
  const isTheirs = server.configFile === undefined;
  // Where it is needed: in tmux's own status line.
  const say = isTheirs ? [';', 'display-message', sentenceFor(keys)] : [];
  const wayBack = keys
    ? `Your own tmux keys hold there: ${keys} comes back.`
    : 'Your own tmux keys hold there; none is bound to detach-client.';
  return {
    argv: [...clientWords(server), ...select, ...attachSession(session), ...say],
    environment: clientEnvironment(),
    ...(isTheirs && { wayBack }),
  };
}

/** tmux expands formats in what it shows: nothing but names of plain keys is handed to it. */
function sentenceFor(keys: string | undefined): string {
  return keys && /^[A-Za-z0-9+ -]{1,40}$/.test(keys)
    ? `${keys} comes back to agents`
    : '#{prefix} d comes back to agents';
}
