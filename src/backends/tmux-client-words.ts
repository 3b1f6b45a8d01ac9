import { socketFlags, type TmuxServer } from '../tmux/client.ts';

/** The program and its flags, for a tmux that has the person's terminal. */
export function clientWords(server: TmuxServer): readonly string[] {
  const hasTrueColour = /^(?:truecolor|24bit)$/i.test(process.env['COLORTERM'] ?? '');
  return ['tmux', '-u', '-N', ...socketFlags(server), ...(hasTrueColour ? ['-T', 'RGB'] : [])];
}

/** `-E`: looking at a session does not change its environment. */
export function attachSession(session: string): readonly string[] {
  return ['attach-session', '-E', '-t', session];
}
