import type { Background } from '../../core/text/background.ts';

/** Asks the terminal for its background colour (xterm's OSC 11). */
export const groundQuestion = '\u001b]11;?\u001b\\';

/** What was read, taken apart. */
export interface Taken {
  /** What the person typed: goes on to the view. */
  readonly keys: string;
  /** The beginning of what may be an answer: belongs before the next read. */
  readonly held: string;
  readonly background: Background | undefined;
}

const answer = /\u001b\]11;([^\u0007\u001b\u009c]{0,80})(?:\u0007|\u001b\\|\u009c)/;
const begun = /\u001b(?:\](?:1(?:1(?:;(?:[^\u0007\u001b\u009c]{0,80}\u001b?)?)?)?)?)?$/;
const begunSurely = /\u001b\](?:1(?:1(?:;(?:[^\u0007\u001b\u009c]{0,80}\u001b?)?)?)?)?$/;

/**
 * Takes the answer out of what was read: as keys it would be typed into the line. An Esc at the very end is held back
 * only with `holdsEscape`, while an answer is due: it may be its first byte.
 */
export function takeAnswer(read: string, { holdsEscape }: { readonly holdsEscape: boolean }): Taken {
  const found = answer.exec(read);
  const rest = found ? read.slice(0, found.index) + read.slice(found.index + found[0].length) : read;
  const held = found ? '' : ((holdsEscape ? begun : begunSurely).exec(rest)?.[0] ?? '');
  return {
    keys: rest.slice(0, rest.length - held.length),
    held,
    background: found ? backgroundOf(found[1] ?? '') : undefined,
  };
}

/** `rgb:1e1e/1e1e/1e1e` with one to four digits each, `rgba:…`, or `#1e1e1e`. */
function backgroundOf(colour: string): Background | undefined {
  const parts = /^rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(colour)?.slice(1);
  const short = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour)?.slice(1);
  const [red, green, blue] = (parts ?? short ?? []).map(
    part => Number.parseInt(part, 16) / (16 ** part.length - 1),
  );
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  // Perceived brightness (ITU-R BT.601).
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark';
}
