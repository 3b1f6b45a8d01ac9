import { cells, clip } from '../../core/text/safe-text.ts';
import type { Field } from '../state/text-edit.ts';

/** A field cut to what can be shown: its lines, and where the cursor stands in them (cells, lines). */
export interface FieldWindow {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
}

/**
 * The part of a field around its cursor, at most `height` lines of `width` cells. Only lines near the cursor are
 * measured, so that a pasted megabyte costs no more than a word.
 */
export function fieldWindow(field: Field, width: number, height: number): FieldWindow {
  const before = tail(field.text.slice(0, field.cursor), height);
  const y = before.length - 1;
  const after = head(field.text.slice(field.cursor), height - y);
  const current = (before[y] ?? '') + (after[0] ?? '');
  const texts = [...before.slice(0, -1), current, ...after.slice(1)].slice(0, height);
  const cursorColumn = (before[y] ?? '').length;
  const lines = texts.map((text, index) =>
    index === y ? '' : clip(shownText(text.slice(0, width * 2)), width),
  );
  const { shown, x } = aroundCursor(current, cursorColumn, width);
  lines[y] = shown;
  return { lines, x, y };
}

/** The cursor's own line scrolls sideways, so that the cursor is always seen; an ellipsis stands for what is cut off. */
function aroundCursor(line: string, column: number, width: number): { shown: string; x: number } {
  let from = Math.max(0, column - width * 2);
  const segment = shownText(line.slice(from, column));
  let left = segment;
  const room = column < line.length ? width - 1 : width;
  while (cells(left) + (from > 0 ? 1 : 0) >= room) {
    const drop = Math.max(1, Math.floor(left.length / 4));
    left = left.slice(drop);
    from += drop;
  }
  if (from > 0) left = `…${left}`;
  const right = shownText(line.slice(column, column + width + 1));
  return { shown: clip(left + right, width), x: cells(left) };
}

/** What no terminal shows as one cell: tabs are two, and what would turn the order of the rest around is not shown. */
function shownText(text: string): string {
  return text.replace(/\t/g, '  ').replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** The last `count` lines; the cursor's line is the last. */
function tail(text: string, count: number): string[] {
  let from = text.length;
  for (let found = 0; found < count && from > 0; found++) {
    const at = text.lastIndexOf('\n', from - 1);
    if (at === -1) return text.split('\n');
    from = at;
  }
  return text.slice(from + (text[from] === '\n' ? 1 : 0)).split('\n');
}

function head(text: string, count: number): string[] {
  let to = 0;
  for (let found = 0; found < count; found++) {
    const at = text.indexOf('\n', to);
    if (at === -1) return text.split('\n');
    to = at + 1;
  }
  return text.slice(0, to - 1).split('\n');
}
