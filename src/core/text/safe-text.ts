import { isWide } from './wide-characters.ts';

declare const brand: unique symbol;

/** Text that can do nothing to a terminal but show characters, each as wide as `cells` says. */
export type SafeText = string & { readonly [brand]: true };

export interface SafeTextOptions {
  /** Cut with `…` to this width. */
  readonly maxCells?: number;
  /** Keep blanks at both ends; default they are cut off. */
  readonly keepIndent?: boolean;
}

/** One line of untrusted text: escape sequences and what cannot be seen are removed, line ends and tabs become a space. */
export function safeText(text: string, options: SafeTextOptions = {}): SafeText {
  const { maxCells } = options;
  // Only the beginning of a huge text can be seen; the rest need not be cleaned.
  const source = maxCells === undefined ? text : text.slice(0, maxCells * 16 + 4096);
  const line = isPlain(source) ? source : withoutTricks(withoutEscapes(source).replace(blanks, oneBlank));
  const trimmed = options.keepIndent ? line : line.trim();
  return safe(maxCells === undefined ? trimmed : clip(trimmed, maxCells));
}

/** Several lines of untrusted text, indentation kept, a tab as four spaces. */
export function safeLines(text: string): readonly SafeText[] {
  const lines = withoutEscapes(text).split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
  return lines.map(line => safe(isPlain(line) ? line : withoutTricks(line.replaceAll('\t', '    '))));
}

/** Width in terminal cells; colour codes and links of our own count nothing. */
export function cells(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const character of text.includes('\u001b') ? text.replace(colours, '') : text)
    width += widthOf(character);
  return width;
}

/**
 * At most so many cells; what is cut off is replaced by the ellipsis. Clip before painting or
 * linking: the codes would be cut.
 */
export function clip<T extends string>(text: T, most: number, ellipsis = '…'): T {
  if (most <= 0) return '' as T;
  if (text.length <= most && isPlain(text)) return text;
  const room = most - cells(ellipsis);
  let width = 0;
  let end = 0;
  let cut = 0;
  for (const character of text) {
    width += widthOf(character);
    if (width > most) return (room < 0 ? text.slice(0, cut) : text.slice(0, cut) + ellipsis) as T;
    end += character.length;
    if (width <= Math.max(0, room)) cut = end;
  }
  return text;
}

/** Exactly so many cells: clipped, or filled with blanks on the right. */
export function pad<T extends string>(text: T, width: number): T {
  const clipped = clip(text, width);
  return (clipped + ' '.repeat(Math.max(0, width - cells(clipped)))) as T;
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

// A CSI sequence; a string sequence (DCS, SOS, OSC, PM, APC), or when its end is missing the rest of its line; any
// other escape. C1 introducers count as well: tmux lets U+009B through. The contents of a string exclude all
// introducers, so that a flood of them is read once.
const escapes =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[PX\]^_]|[\u0090\u0098\u009d-\u009f])(?:[^\u0007\u001b\u0080-\u009f]*(?:\u0007|\u001b\\|\u009c)|[^\u0007\u001b\u0080-\u009f\n\r]*)|\u001b[ -/]*[0-~]?/g;

/** Colours, and the marks around a link. */
const colours = /\u001b\[[\d;:]*m|\u001b\]8;[!-~]*\u001b\\/g;

/** Text without the escape sequences in it; single controls stay. */
export function withoutEscapes(text: string): string {
  return text.replace(escapes, '');
}

const blanks = /[\t-\r \u0085\u2028\u2029]+/g;

function oneBlank(run: string): string {
  return /^ +$/.test(run) ? run : ' ';
}

/** What is no plain text. Made with the first such text: sets of Unicode cost every start of the program 1 ms. */
let tricks: ReturnType<typeof makeTricks> | undefined;

function makeTricks() {
  return {
    // Controls; soft hyphen, fillers, zero-width characters, bidirectional controls, tags, lone surrogates; and what
    // terminals disagree on (measured against tmux 3.3a): variation selectors, the keycap, skin tones, the joiner.
    unseen:
      /[\u20e3\p{Control}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Surrogate}\p{Noncharacter_Code_Point}\u2028\u2029\ufff9-\ufffb]+/gu,
    // UserState with no letter before them would stand on what is left of the text; a pile of them covers other rows.
    looseMarks: /(^|\s)\p{M}+/gu,
    pileOfMarks: /(\p{M}{4})\p{M}+/gu,
    noWidth:
      /[\p{Mn}\p{Me}\u0000-\u001f\u007f-\u009f\u1160-\u11ff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud7b0-\ud7ff\ufeff\u{e0000}-\u{e0fff}]/u,
  };
}

function withoutTricks(line: string): string {
  tricks ??= makeTricks();
  return line.replace(tricks.unseen, '').replace(tricks.looseMarks, '$1').replace(tricks.pileOfMarks, '$1');
}

/** As tmux counts: each character for itself, a mark nothing. */
function widthOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint >= 0x20 && codePoint < 0x7f) return 1;
  tricks ??= makeTricks();
  if (tricks.noWidth.test(character)) return 0;
  return isWide(codePoint) ? 2 : 1;
}

function safe(text: string): SafeText {
  return text as SafeText;
}
