import { isWide } from '../../text/wide-characters.ts';

const leastLines = 5;
const leastWidth = 20;

/**
 * In a wide terminal Claude Code (2.1.328) opens a list of changed files by itself, to the right of its transcript and
 * its dialogs: a border at one column, down to a rule across the whole screen or to the end. The lines without it.
 */
export function withoutSidePanel(
  lines: readonly string[],
  isRule: (line: string) => boolean,
): readonly string[] {
  for (let end = lines.length; end >= leastLines; end -= 1) {
    if (end < lines.length && !isRule(lines[end] ?? '')) continue;
    for (const column of bordersOf(lines[end - 1] ?? '')) {
      const start = startOf(lines, end, column);
      if (end - start < leastLines) continue;
      const cut = lines.slice(start, end).map(line => cutAt(line, column));
      // A rule that goes on below it, or one beside it that ends at it: else it is a drawing of someone's.
      const rule = lines[end] ?? cut.find(line => line.length === column && isRule(line)) ?? '';
      if (rule.length >= column + (end < lines.length ? leastWidth : 0))
        return [...lines.slice(0, start), ...cut, ...lines.slice(end)];
    }
  }
  return lines;
}

const border = '│';

/** The first of the lines down to `end` that have a border there. */
function startOf(lines: readonly string[], end: number, column: number): number {
  let start = end;
  while (start > 0 && bordersOf(lines[start - 1] ?? '').includes(column)) start -= 1;
  return start;
}

/** Columns of the screen, not places in the text: wide characters take two. */
function bordersOf(line: string): readonly number[] {
  if (!line.includes(border)) return [];
  const columns: number[] = [];
  eachCell(line, (character, column) => {
    if (character === border) columns.push(column);
  });
  return columns;
}

function cutAt(line: string, end: number): string {
  let kept = '';
  eachCell(line, (character, column) => {
    if (column < end) kept += character;
  });
  return kept.trimEnd();
}

function eachCell(line: string, visit: (character: string, column: number) => void): void {
  let column = 0;
  for (const character of line) {
    visit(character, column);
    column += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
}
