import type { Screen } from '../../screen/screen.ts';
import { indentOf, isBlank } from '../../screen/screen-text.ts';
import { withoutSidebar } from '../../screen/sidebar.ts';
import { isChoiceHint } from './general-hints.ts';
import { lastFilled, type PlainLine, plainLines } from './general-lines.ts';

/** The parts of a screen of any program that talks: output, and at the bottom the prompt at which it is talked to. */
export interface Page {
  readonly lines: readonly PlainLine[];
  /** Index of the last line with text; -1 on an empty screen. */
  readonly last: number;
  readonly width: number;
  readonly composer?: Composer;
}

/** Where a person writes. */
export interface Composer {
  /** Index of its first line, with its upper edge. */
  readonly top: number;
  /** Index behind its last line. */
  readonly end: number;
  /** What was typed there, where the cursor shows it; empty where the cursor stands at its beginning. */
  readonly draft?: string;
}

const made = new WeakMap<Screen, Page>();

export function readPage(screen: Screen): Page {
  const known = made.get(screen) ?? pageOf(screen);
  made.set(screen, known);
  return known;
}

function pageOf(screen: Screen): Page {
  const { lines: cut, width, cursorX, cursorY } = withoutSidebar(screen);
  const lines = plainLines(cut);
  const last = lines.findLastIndex(line => line.isRule || !isBlank(line.text));
  const filled = lastFilled(lines, last, 1)[0] ?? -1;
  const composer = findComposer(lines, filled, { x: cursorX, y: cursorY });
  return { lines, last: filled, width, ...(composer && { composer }) };
}

interface Cursor {
  readonly x: number;
  readonly y: number;
}

const sign =
  /^(\s*)(?:(?:\S{0,16}\s)?([❯›>»➜λ❱▷→$%#!*✨])|\((?:r:|(?:reverse|bck|fwd)-i-search)\)[`'‘’]*:?)(?:\s|$)/u;
/** How many lines of text may stand below a prompt: a status line or two, and what the program says of its keys. */
const mostBelow = 6;
/** How many lines a prompt may hold. */
const mostInside = 14;

/** Undefined where a dialog stands in its place. */
function findComposer(lines: readonly PlainLine[], last: number, cursor: Cursor): Composer | undefined {
  const below: number[] = lastFilled(lines, last, mostBelow + mostInside).toReversed() as number[];
  const candidates = below.toReversed();
  for (const at of candidates) {
    if (below.filter(index => index > at).length > mostBelow + mostInside) return undefined;
    const found = composerAt(lines, { at, last, cursor });
    if (found) return found;
  }
  return boxAt(lines, last, cursor) ?? lineAt(lines, last, cursor);
}

function composerAt(
  lines: readonly PlainLine[],
  { at, last, cursor }: { readonly at: number; readonly last: number; readonly cursor: Cursor },
): Composer | undefined {
  const text = lines[at]?.text ?? '';
  const found = sign.exec(text);
  if (!found || isChoice(text) || hasHintBelow(lines, at)) return undefined;
  // Choices, of which another stands right above the one at the pointer.
  const above = lines[at - 1];
  if (above && !isGap(lines, at - 1) && indentOf(above.text) === found[0].length) return undefined;
  // A box with words below it has taken its place.
  if (lines.slice(at + 1, last + 1).filter(({ text, hasBar }) => hasBar && !isBlank(text)).length >= 3)
    return undefined;
  const isBoxed = isRuleAt(lines, at - 1) && rulesBelow(lines, at) !== undefined;
  const start = found[0].trimEnd().length;
  const hasCursor = cursor.x >= start && isPromptAt(lines, { at, y: cursor.y, start });
  const rest = text.slice(found[0].length).trim();
  const isBare = rest === '' && at === last && (cursor.y < 0 || cursor.y === at);
  // Without a box: its sign, nothing right above and below it, and no more than a footer under it.
  const isFree =
    /[❯›>]/u.test(found[2] ?? '') &&
    isGap(lines, at - 1) &&
    isGap(lines, at + 1) &&
    filledBelow(lines, at, last) <= 3 &&
    (at === last ? rest === '' : true) &&
    cursor.y < 0;
  if (!isBoxed && !hasCursor && !isBare && !isFree) return undefined;
  if (!isBoxed && filledBelow(lines, at, last) > mostBelow) return undefined;
  const end = (isBoxed ? rulesBelow(lines, at) : undefined) ?? Math.max(at, hasCursor ? cursor.y : at);
  const draft = hasCursor ? draftOf(lines, { at, start, cursor }) : undefined;
  const top = isRuleAt(lines, at - 1) ? at - 1 : at;
  return { top, end: end + 1, ...(draft !== undefined && { draft }) };
}

/** The cursor stands in the line of the sign, or in one that goes on below it. */
function isPromptAt(
  lines: readonly PlainLine[],
  { at, y, start }: { readonly at: number; readonly y: number; readonly start: number },
): boolean {
  if (y === at) return true;
  const below = lines.slice(at + 1, y + 1);
  const goesOn = ({ text, isRule }: PlainLine) => !isRule && (isBlank(text) || indentOf(text) >= start);
  return y > at && y - at <= mostInside && below.every(goesOn) && !isBlank(below.at(-1)?.text ?? '');
}

function draftOf(
  lines: readonly PlainLine[],
  { at, start, cursor }: { readonly at: number; readonly start: number; readonly cursor: Cursor },
): string {
  const texts = lines.slice(at, cursor.y + 1).map(({ text }) => text.slice(start).trim());
  const last = (lines[cursor.y]?.text ?? '').slice(start, cursor.x).trim();
  return [...texts.slice(0, -1), last].join('\n').trim();
}

/** A line that ends with the sign of a prompt right before the cursor: `( O)> `, `me@host✨ `. */
function lineAt(lines: readonly PlainLine[], last: number, { x, y }: Cursor): Composer | undefined {
  const text = lines[y]?.text ?? '';
  if (y < 0 || !/^.{0,40}[>❯›»$%#λ✨💫]\s?$/u.test(text) || x < text.trimEnd().length) return undefined;
  if (isChoice(text) || filledBelow(lines, y, last) > 3 || hasHintBelow(lines, y)) return undefined;
  return { top: y, end: y + 1, draft: '' };
}

/** A box at the bottom without a sign in it: empty, or the cursor stands in it. */
function boxAt(lines: readonly PlainLine[], last: number, cursor: Cursor): Composer | undefined {
  const bottom = lines.findLastIndex((line, index) => line.isRule && filledBelow(lines, index, last) <= 4);
  if (bottom < 1 || hasHintBelow(lines, bottom)) return undefined;
  let top = bottom - 1;
  while (top >= 0 && !lines[top]?.isRule && lines[top]?.hasBar && bottom - top <= mostInside) top -= 1;
  const inside = lines.slice(top + 1, bottom);
  if (inside.length === 0 || inside.some(({ text }) => isChoice(text) || isChoiceHint(text)))
    return undefined;
  const hasCursor = cursor.y > top && cursor.y < bottom;
  const isEmpty = inside.every(({ text }) => isBlank(text));
  if (!hasCursor && !isEmpty) return undefined;
  // With a bar alone, blocks of the output look the same: its lower edge and the cursor tell it from them.
  if (!lines[top]?.isRule && !hasCursor) return undefined;
  const row = hasCursor ? (lines[cursor.y]?.text ?? '') : '';
  const typed = row.slice(0, cursor.x).trim();
  return {
    top: Math.max(0, lines[top]?.isRule ? top : top + 1),
    end: bottom + 1,
    ...(hasCursor && { draft: typed }),
  };
}

function isChoice(text: string): boolean {
  return /^\s*\S?\s*(?:\d{1,2}[.)]|\[\d\])\s/u.test(text);
}

function isRuleAt(lines: readonly PlainLine[], index: number): boolean {
  return lines[index]?.isRule === true;
}

function isGap(lines: readonly PlainLine[], index: number): boolean {
  const line = lines[index];
  return line === undefined || line.isRule || isBlank(line.text);
}

function rulesBelow(lines: readonly PlainLine[], at: number): number | undefined {
  const offset = lines.slice(at + 1, at + 1 + mostInside).findIndex(line => line.isRule);
  return offset < 0 ? undefined : at + 1 + offset;
}

function filledBelow(lines: readonly PlainLine[], at: number, last: number): number {
  return lines.slice(at + 1, last + 1).filter(line => !line.isRule && !isBlank(line.text)).length;
}

/** Keys of a dialog below it: what looks like a prompt is a field of that dialog. */
function hasHintBelow(lines: readonly PlainLine[], at: number): boolean {
  return lines.slice(at + 1).some(({ text }) => isChoiceHint(text));
}
