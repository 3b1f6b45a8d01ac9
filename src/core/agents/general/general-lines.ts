import { isBlank } from '../../screen/screen-text.ts';

/** One line of a screen, without the borders of the boxes in which it stands; columns stay where they are. */
export interface PlainLine {
  readonly text: string;
  /** A border or a rule, also one with a title in it. */
  readonly isRule: boolean;
  /** A border stood before its text. */
  readonly hasBar: boolean;
}

const corner = '╭╮╰╯┌┐└┘├┤┬┴┼╹╻╔╗╚╝╠╣';
const stroke = '─━═╌╍┄┅┈┉▔▁▄▀';
const drawnRule = new RegExp(
  `^[\\s│┃║]*[${corner}]?[${stroke}]{2,}|[${stroke}]{3,}[${corner}]?[\\s│┃║]*$|\\s[─━═]+\\s*$`,
  'u',
);
const asciiRule = /^\s*[|+]?\s?[+]?[-=_]{8,}|^\s*[+][-=]{4,}/u;
const lonelyCorner = new RegExp(`^\\s*[${corner}]\\s*$`, 'u');

export function isRuleLine(line: string): boolean {
  return drawnRule.test(line) || asciiRule.test(line) || lonelyCorner.test(line);
}

const leftBar = /^(\s*)[│┃║▌▎▏┊┆╎](?=\s|$)/u;
const endsInBar = /[│┃║█▐]$/u;
const rightBar = /\s*(?:[│┃║█▐](?:\s*[│┃║█▐])*)\s*$/u;

/** Index for index the lines of the screen. */
export function plainLines(lines: readonly string[]): readonly PlainLine[] {
  return lines.map(line => {
    if (isRuleLine(line)) return { text: '', isRule: true, hasBar: false };
    const isAscii = /^\s*\|(?=\s)/u.test(line) && /\s\|\s*$/u.test(line);
    const drawn = isAscii ? line.replace('|', '│').replace(/\|\s*$/u, '│') : line;
    const hasBar = leftBar.test(drawn);
    // A box in a box.
    const inside = drawn.replace(leftBar, '$1 ').replace(leftBar, '$1 ');
    const text = inside.trimEnd();
    return {
      text: endsInBar.test(text) ? text.replace(rightBar, '').trimEnd() : text,
      isRule: false,
      hasBar,
    };
  });
}

/** The indices of the last `most` lines with text, the last one first. */
export function lastFilled(lines: readonly PlainLine[], from: number, most: number): readonly number[] {
  const found: number[] = [];
  for (let index = from; index >= 0 && found.length < most; index -= 1) {
    const line = lines[index];
    if (line && !line.isRule && !isBlank(line.text)) found.push(index);
  }
  return found;
}
