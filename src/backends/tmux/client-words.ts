import { terminalNameForTmux } from '../../system/programs/terminal-name.ts';
import { socketFlags } from '../../tmux/client.ts';
import { commandLine } from '../../tmux/quote.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import type { AttachCommand } from '../backend.ts';

/** The program and its flags, for a tmux that has the person's terminal. */
export function clientWords(server: TmuxServer): readonly string[] {
  const hasTrueColour = /^(?:truecolor|24bit)$/i.test(process.env['COLORTERM'] ?? '');
  return ['tmux', '-u', '-N', ...socketFlags(server), ...(hasTrueColour ? ['-T', 'RGB'] : [])];
}

/** For a client that is to show a session here, also where this program runs inside tmux. */
export function clientEnvironment(): AttachCommand['environment'] {
  return { TMUX: undefined, TMUX_PANE: undefined, ...terminalName() };
}

/** A name for this terminal that tmux takes, where it does not take its own. */
export function terminalName(): AttachCommand['environment'] {
  const TERM = terminalNameForTmux(process.env);
  return TERM === undefined ? {} : { TERM };
}

/** `-E`: looking at a session does not change its environment. */
export function attachSession(session: string): readonly string[] {
  return ['attach-session', '-E', '-t', session];
}

/** By then the agent has drawn itself at the size of this terminal: a message keeps the screen as it is until a key. */
const afterSeconds = '0.6';
const shownMs = '3000';

/**
 * Shows words for a moment in the bottom line of the client that attaches, without a key for the agent.
 * tmux expands formats in them, and `#(…)` would be executed: so nothing but plain letters, digits and a
 * little punctuation (invariant 1).
 */
export function sayWords(say: string | undefined): readonly string[] {
  if (say === undefined || !/^[A-Za-z0-9 ,.:+-]{1,160}$/.test(say)) return [];
  const message = commandLine(['display-message', '-d', shownMs, say]);
  return [';', 'run-shell', '-b', '-d', afterSeconds, '-C', message];
}
