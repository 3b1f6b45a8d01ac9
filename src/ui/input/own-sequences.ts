import { plainKey } from './keys.ts';

/** Text for Ink, or the keys of a sequence that Ink drops. */
export type Piece = string | readonly string[];

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** A paste has begun and not ended: what follows is still text. */
  readonly isPaste: boolean;
}

const esc = '\u001b';
const pasteStart = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;

/** The mouse in xterm's SGR form, and xterm's modifyOtherKeys. */
const mouse = /^\[<(\d+);(\d+);(\d+)([Mm])$/;
const modified = /^\[27;(\d+);(\d+)~$/;
const found = new RegExp(`${esc}\\[(?:20[01]~|<\\d+;\\d+;\\d+[Mm]|27;\\d+;\\d+~)`, 'g');

/** Divides what was read, in its order, into what Ink understands and what it does not. What is pasted stays text. */
export function piecesOf(read: string, isPaste: boolean): Pieces {
  const pieces: Piece[] = [];
  let isInside = isPaste;
  let at = 0;
  for (const { 0: sequence, index } of read.matchAll(found)) {
    if (sequence === pasteStart) isInside = true;
    else if (sequence === pasteEnd) isInside = false;
    else if (!isInside) {
      if (index > at) pieces.push(read.slice(at, index));
      pieces.push(keysOf(sequence.slice(1)));
      at = index + sequence.length;
    }
  }
  if (at < read.length) pieces.push(read.slice(at));
  return { pieces, isPaste: isInside };
}

function keysOf(sequence: string): readonly string[] {
  const [, bits, x, y, end] = mouse.exec(sequence) ?? [];
  if (end === undefined) return modifiedKey(sequence);
  return end === 'm' ? [] : mouseKey(Number(bits), `${Number(x) - 1}:${Number(y) - 1}`);
}

/** `click:x:y`, `wheel-up:x:y` or `wheel-down:x:y`, counted from 0. Other buttons, and letting go, are nothing. */
function mouseKey(button: number, place: string): readonly string[] {
  if ((button & 67) === 64) return [`wheel-up:${place}`];
  if ((button & 67) === 65) return [`wheel-down:${place}`];
  return button === 0 ? [`click:${place}`] : [];
}

/** `CSI 27 ; modifier ; code ~`. */
function modifiedKey(sequence: string): readonly string[] {
  const [, modifier, character] = modified.exec(sequence) ?? [];
  const bits = Number(modifier) - 1;
  const code = Number(character);
  if (code > 0x10ffff) return [];
  const name = code === 13 ? 'return' : plainKey(String.fromCodePoint(code));
  const modifiers = [bits & 4 && 'ctrl', bits & 2 && 'alt', bits & 1 && 'shift'];
  return [[...modifiers.filter(Boolean), name].join('+')];
}
