import type { Notification } from './notification.ts';

/** How a terminal is told: iTerm2's OSC 9, or rxvt's OSC 777. */
export type OscKind = '9' | '777';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The kind that this terminal is known to show; undefined for others, some of which print what they do not know.
 * Inside tmux `outerTerm` is the TERM of the client that looks.
 */
export function oscKindOf(env: Env, outerTerm = env['TERM'] ?? ''): OscKind | undefined {
  const program = env['TMUX'] ? env['LC_TERMINAL'] : (env['TERM_PROGRAM'] ?? env['LC_TERMINAL']);
  if (/^(?:iTerm\.app|iTerm2|WezTerm|ghostty|WarpTerminal)$/.test(program ?? '')) return '9';
  if (/^xterm-(?:kitty|ghostty)$|^wezterm/.test(outerTerm)) return '9';
  return /^(?:foot|rxvt-unicode|contour)/.test(outerTerm) ? '777' : undefined;
}

/** The sequence; through tmux to the terminal around it when `inTmux`, which needs `allow-passthrough`. */
export function oscText(kind: OscKind, { title, body }: Notification, inTmux: boolean): string {
  // A semicolon parts the fields of 777; in 9 a number before one means something else to ConEmu and Windows.
  const clean = (text: string) => text.replaceAll(';', ',');
  const content =
    kind === '9' ? `9;${clean(`${title}: ${body}`)}` : `777;notify;${clean(title)};${clean(body)}`;
  const sequence = `\u001b]${content}\u0007`;
  return inTmux ? `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\` : sequence;
}
