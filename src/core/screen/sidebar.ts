import type { Screen } from './screen.ts';
import { cutAtCell, firstCellsOf } from './screen-cells.ts';
import { isBlank } from './screen-text.ts';

/** A sidebar has as many lines at least, and as many empty columns before it. */
const leastLines = 3;
const gap = 3;
const leastBorder = 8;
const leastWidth = 100;
const leastLeftWidth = 60;

const made = new WeakMap<Screen, Screen>();

/**
 * A wide screen without what stands at its right or left: a column of texts that all begin at one place behind an empty gap,
 * or what a border of many lines parts from the rest.
 */
export function withoutSidebar(screen: Screen): Screen {
  if (screen.width < leastLeftWidth) return screen;
  const known = made.get(screen) ?? cut(screen);
  made.set(screen, known);
  return known;
}

function cut(from: Screen): Screen {
  const screen = withoutLeft(from);
  if (screen.width < leastWidth || !mayHaveOne(screen)) return screen;
  const column = borderColumn(screen) ?? gapColumn(screen);
  if (column === undefined) return screen;
  return { ...screen, width: column, lines: screen.lines.map(line => cutAtCell(line, column).trimEnd()) };
}

/** The same for one at the left: a border that parts nearly all lines, with texts before it. */
function withoutLeft(screen: Screen): Screen {
  const { lines, width, cursorX } = screen;
  const filled = lines.filter(line => !isBlank(line));
  const columns = new Set(
    filled.slice(0, 4).flatMap(line => [...line.matchAll(/[│┃║]/gu)].map(({ index }) => index)),
  );
  const column = [...columns].find(at => {
    const parted = filled.filter(line => /[│┃║]/u.test(line.charAt(at)));
    const named = parted.filter(
      line => /\p{L}/u.test(line.slice(0, at)) && !/[│┃║]/u.test(line.slice(0, at)),
    );
    return (
      at >= 10 && at < width * 0.35 && parted.length >= filled.length * 0.9 && named.length >= leastLines
    );
  });
  if (column === undefined) return screen;
  const from = column + 2;
  return {
    ...screen,
    width: width - from,
    cursorX: cursorX < 0 ? cursorX : Math.max(0, cursorX - from),
    lines: lines.map(line => line.slice(from)),
  };
}

/** Most screens have nothing at all there: that costs no look at each cell. */
function mayHaveOne({ lines, width }: Screen): boolean {
  const beside = lines.filter(line => / {3}\S|[│┃║]/u.test(line.slice(Math.floor(width * 0.35))));
  return beside.length >= leastLines;
}

/** Where the same border stands on many lines, one below the other, with text at both sides. */
function borderColumn({ lines, width }: Screen): number | undefined {
  const counts = new Map<number, number>();
  for (const line of lines) {
    if (!/[│┃║]/u.test(line)) continue;
    for (const [column, character] of firstCellsOf(line)) {
      const isInside = column > width * 0.35 && column < width - 12;
      if (isInside && /[│┃║]/u.test(character)) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
  }
  const columns = [...counts].filter(
    ([column, count]) => count >= leastBorder && hasBothSides(lines, column),
  );
  return columns.toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** The right edge of a box has nothing behind it, its left edge nothing before it. */
function hasBothSides(lines: readonly string[], column: number): boolean {
  const beside = lines.filter(line => !isBlank(line.slice(cutAtCell(line, column + 1).length)));
  const before = lines.filter(line => !isBlank(cutAtCell(line, column)));
  return beside.length >= leastLines && before.length >= leastLines;
}

function gapColumn({ lines, width }: Screen): number | undefined {
  const cells = lines.map(line => firstCellsOf(line));
  const starts = new Map<number, number>();
  for (const line of cells) {
    for (const column of line.keys()) {
      const isStart = column > width * 0.5 && !isTaken(line, column - gap, column);
      if (isStart) starts.set(column, (starts.get(column) ?? 0) + 1);
    }
  }
  const columns = [...starts].filter(([column, count]) => count >= leastLines && isGutter(cells, column));
  return columns.toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** Nothing crosses it but a line or two (a passing notice), and beside a part of it nothing stands at all. */
function isGutter(cells: readonly ReadonlyMap<number, string>[], column: number): boolean {
  const crossing = cells.filter(line => isTaken(line, column - gap, column));
  const beside = cells.filter(line => line.has(column));
  const isAlone = beside.some(line => !isTaken(line, 0, column - gap) || line.size === 0);
  return crossing.length * 8 <= cells.length && isAlone;
}

function isTaken(line: ReadonlyMap<number, string>, from: number, to: number): boolean {
  for (let column = Math.max(0, from); column < to; column += 1) if (line.has(column)) return true;
  return false;
}
