/** What was read, without what a terminal said by itself. */
export interface WithoutReplies {
  /** What a person typed. */
  readonly keys: string;
  /** The beginning of what may be a reply: belongs before the next read. */
  readonly held: string;
  /**
   * Whether its rest will come: the mouse's always does; a reply's likely, and no key begins so, so that it is thrown
   * away when it does not; else it may be a key.
   */
  readonly ending: 'certain' | 'likely' | 'open';
}

const inside = '[^\\u0007\\u001b\\u009c\\r\\n]*';
const end = '(?:\\u0007|\\u001b\\\\|\\u009c)';

/**
 * Strings that a terminal sends: colours and the clipboard (OSC), names and settings (DCS), graphics (APC). A single
 * letter after Esc is that letter with Alt, so something of the string has to be there.
 */
const strings = ['\\]\\d', '_[\\x20-\\x7e]', '\\^[\\x20-\\x7e]', 'P[\\d;]*[!$+>=|]'];

/** Attributes, modes, positions and sizes; focus; keys of kitty's protocol that were let go (`:3`). */
const reports = [
  '\\[[?>=][\\d;]*(?:\\$y|[cnuRS])',
  '\\[\\d+(?:;\\d+)*(?:\\$y|t)',
  '\\[\\d+;\\d+R',
  '\\[[IO]',
  '\\[\\d+(?::\\d*)*;\\d*:3(?:;[\\d:]*)?[u~A-Z]',
];

const whole = new RegExp(`\\u001b(?:(?:${strings.join('|')})${inside}${end}|${reports.join('|')})`, 'g');
const begun = new RegExp(
  `\\u001b(?:(?:${strings.join('|')})${inside}\\u001b?|\\[[?>=][\\d;]*\\$?|P[\\d;]+)$`,
);
/** The mouse in xterm's SGR form, which comes in pieces on a slow connection. */
const mouseBegun = /\u001b\[<[\d;]*$/;
/** Also a sequence that is not at its end: no key is, and Ink would type its rest. */
const perhaps = /\u001b(?:[\]_^P]|\[[\d;:]*)$/;
const mostHeld = 100_000;

/**
 * Takes replies of the terminal out of what was read: as keys they would be typed into the line. They come late on a slow
 * connection, and for a program that had the terminal before; each can come in several reads. A lone Esc at the end is
 * held back only while replies are due.
 */
export function withoutReplies(read: string, isDue: boolean): WithoutReplies {
  if (!read.includes('\u001b')) return { keys: read, held: '', ending: 'open' };
  const rest = read.replace(whole, '');
  const certain = mouseBegun.exec(rest)?.[0];
  const likely = begun.exec(rest)?.[0];
  const held =
    certain ?? likely ?? perhaps.exec(rest)?.[0] ?? (isDue && rest.endsWith('\u001b') ? '\u001b' : '');
  if (held.length > mostHeld)
    return { keys: rest.slice(0, rest.length - held.length), held: '', ending: 'open' };
  const ending = certain !== undefined ? 'certain' : likely !== undefined ? 'likely' : 'open';
  return { keys: rest.slice(0, rest.length - held.length), held, ending };
}
